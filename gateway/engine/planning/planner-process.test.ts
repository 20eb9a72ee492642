import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { PlannerProcess } from './planner-process.ts'
import { composeShop, fragmentTree } from './testing/shop.ts'

const supergraphSdl = composeShop()
const PARENT = fileURLToPath(new URL('./testing/lonely-parent.ts', import.meta.url))

function requestOf(document: string) {
  return { document, operationName: null, planner: 'hive', activeLabels: [] } as const
}

async function startParent(...given: string[]) {
  const parent = spawn(process.execPath, [PARENT, ...given], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(parent, 'exit')
  const [line] = await once(parent.stdout, 'data')
  return { parent, exited, child: Number(String(line)) }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function goneWithin(pid: number, limitMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < limitMs && isRunning(pid); waitedMs += 50) await sleep(50)
  return !isRunning(pid)
}

test.each(['hive', 'apollo'])(
  'a planner busy with a plan of %s ends with a parent that was killed',
  async (planner) => {
    const { parent, exited, child } = await startParent(planner)
    expect(isRunning(child)).toBe(true)
    parent.kill('SIGKILL')
    await exited
    expect(await goneWithin(child, 10_000)).toBe(true)
  },
)

test('an open planner does not keep its parent from ending, and ends with it', async () => {
  const { exited, child } = await startParent()
  expect(await exited).toEqual([0, null])
  expect(await goneWithin(child, 10_000)).toBe(true)
})

test('signals of the terminal leave the planner to its parent', async () => {
  const planner = await PlannerProcess.open(supergraphSdl, { budgetMs: 10_000, memoryMb: 512 })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(planner.pid ?? 0, signal)
  await expect(planner.plan(requestOf('{ me { name } }'))).resolves.toMatchObject({ root: { kind: 'fetch' } })
  await planner.close()
  expect(planner.alive).toBe(false)
  await expect(planner.plan(requestOf('{ me { name } }'))).rejects.toMatchObject({ fault: 'PLAN_FAILED' })
})

test.runIf(process.platform === 'linux')('a plan that needs more memory than allowed ends its process', async () => {
  const planner = await PlannerProcess.open(supergraphSdl, { budgetMs: 25_000, memoryMb: 200 })
  await expect(planner.plan(requestOf('{ me { reviews { body } } }'))).resolves.toMatchObject({
    root: { kind: 'sequence' },
  })
  await expect(planner.plan(requestOf(fragmentTree(17)))).rejects.toMatchObject({
    fault: 'PLAN_FAILED',
    message: expect.stringContaining('more than 200 MiB of memory'),
  })
  expect(planner.alive).toBe(false)
})

test('nothing of the environment reaches the planner', async () => {
  process.env.GBA_SECRET_OF_THE_TEST = 'hunter2'
  const planner = await PlannerProcess.open(supergraphSdl, { budgetMs: 10_000, memoryMb: 512 })
  delete process.env.GBA_SECRET_OF_THE_TEST
  const { readFile } = await import('node:fs/promises')
  const environment = await readFile(`/proc/${planner.pid}/environ`, 'utf8').catch(() => '')
  await planner.close()
  expect(environment).not.toContain('hunter2')
})
