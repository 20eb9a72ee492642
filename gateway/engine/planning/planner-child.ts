/** The process in which plans are made. It is told everything by its parent, and ends with it. */
import type { PlannerCommand, PlannerMessage } from './messages.ts'
import type { SupergraphPlanners } from './supergraph-planners.ts'

/** In UTF-16 units of JSON. The parent reads a plan on its event loop, so it may not be of any size. */
const MAX_PLAN_LENGTH = 4_000_000

// A terminal sends its signals to the whole group; when to end is the parent's business.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
const end = () => process.kill(process.pid, 'SIGKILL')
process.on('disconnect', end)
if (!process.connected) end()

let planners: SupergraphPlanners | undefined

process.on('message', async (command) => {
  try {
    // Only the parent writes to this channel.
    tell(await obey(command as PlannerCommand))
  } catch (error) {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
})

async function obey(command: PlannerCommand): Promise<PlannerMessage> {
  if (command.kind === 'open') {
    const { openSupergraphPlanners } = await import('./supergraph-planners.ts')
    planners = openSupergraphPlanners(command.supergraphSdl)
    return { kind: 'opened' }
  }
  if (!planners) throw new Error('asked to plan before a supergraph was opened')
  await planners.prepare(command.request.planner)
  tell({ kind: 'started' })
  const plan = await planners.plan(command.request)
  const { length } = JSON.stringify(plan)
  if (length > MAX_PLAN_LENGTH) throw new Error(`the plan has ${length} characters, wanted ${MAX_PLAN_LENGTH} at most`)
  return { kind: 'planned', plan }
}

function tell(message: PlannerMessage): void {
  // A parent that has gone hears nothing, and ends us.
  process.send?.(message, () => {})
}
