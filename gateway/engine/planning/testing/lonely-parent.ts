/** A parent that opens a planner, tells its process id, begins a plan that takes long, and waits to be killed. */
import { writeSync } from 'node:fs'
import type { PlannerName } from '../../plan/planner.ts'
import { PlannerProcess } from '../planner-process.ts'
import { composeShop, fragmentTree } from './shop.ts'

const planner = process.argv[2] as PlannerName | undefined // given by the test
const opened = await PlannerProcess.open(composeShop(), { budgetMs: 60_000, memoryMb: 1_024 })
if (planner) {
  const plan = (document: string) => opened.plan({ document, operationName: null, planner, activeLabels: [] })
  await plan('{ me { name } }') // so that the next one begins at once
  plan(fragmentTree(17)).catch(() => {})
}
// Without a planner named, nothing is left to do, and an open planner must not hold this process.
writeSync(1, `${opened.pid}\n`)
