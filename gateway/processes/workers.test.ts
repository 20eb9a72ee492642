import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot, startCommand } from '../../test/support/started-house.ts'

const CALLERS = 6
const ROLLS = process.env.CI ? 5 : 1
const node = join(projectRoot, 'node_modules/.bin/node')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gba-workers-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The command as an operator starts it, on a free port. */
async function startWorkers(count: number) {
  const { NODE_ENV, NODE_OPTIONS, PORT, ...shell } = process.env
  const command = [node, 'gateway/main.ts', '--port', '0', '--workers', String(count)]
  const started = startCommand(command, { env: { ...shell, KEYS_DIR: join(folder, 'keys'), LOG_LEVEL: 'error' } })
  await started.says('gateway answers on ')
  const url = /answers on (\S+)/.exec(started.stdout())?.[1] ?? ''
  return { started, url }
}

const childrenOf = (pid: number) =>
  execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
    .map(Number)

const isAlive = (pid: number) => {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z')
  } catch {
    return false
  }
}

const ask = (url: string) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
    signal: AbortSignal.timeout(20_000),
  })

/** Callers who ask one question after the other over connections that stay open, until they are told to stop. */
function beginLoad(url: string) {
  let stopped = false
  const count = { answered: 0, failures: [] as string[] }
  const call = async () => {
    while (!stopped) {
      try {
        const response = await ask(url)
        const text = await response.text()
        if (text.trim() === '{"data":{"__typename":"Query"}}') count.answered += 1
        else count.failures.push(`${response.status} ${text}`)
      } catch (error) {
        count.failures.push(String((error as Error).cause ?? error))
      }
      // The cores are shared with the workers that are to come up.
      await setTimeout(5)
    }
  }
  const calls = Array.from({ length: CALLERS }, call)
  const end = async () => {
    stopped = true
    await Promise.all(calls)
    return count
  }
  return { count, end }
}

describe('several workers behind one port', () => {
  let gateway: Awaited<ReturnType<typeof startWorkers>>
  beforeAll(async () => {
    gateway = await startWorkers(2)
  })
  afterAll(() => gateway.started.end())

  test('both answer, and the metrics on the port count for both', async () => {
    const { started, url } = gateway
    expect(started.stdout()).toContain('(2 workers)')
    expect(childrenOf(started.pid)).toHaveLength(2)
    const load = beginLoad(url)
    await expect.poll(() => load.count.answered, { timeout: 20_000 }).toBeGreaterThan(50)
    expect((await load.end()).failures).toEqual([])
    const metrics = await (await fetch(new URL('/metrics', url))).text()
    expect(metrics).toMatch(/^gateway_workers 2$/m)
    expect(metrics).toMatch(/^gateway_worker_starts_total 2$/m)
    expect(metrics).not.toMatch(/ (null|undefined)$/m)
  })

  test('a worker that is killed under load costs the requests on its connections, and is replaced', async () => {
    const { started, url } = gateway
    const load = beginLoad(url)
    await expect.poll(() => load.count.answered, { timeout: 20_000 }).toBeGreaterThan(20)
    const [victim = 0] = childrenOf(started.pid)
    process.kill(victim, 'SIGKILL')
    await started.says('answers in its place')
    expect(started.stderr()).toContain(`a worker stopped (process ${victim}, SIGKILL); another takes its place`)
    const before = load.count.answered
    await expect.poll(() => load.count.answered, { timeout: 20_000 }).toBeGreaterThan(before + 20)
    const { failures } = await load.end()
    expect(failures.length).toBeLessThanOrEqual(CALLERS)
    // They fail at once: nobody is left waiting for an answer that cannot come.
    expect(failures.filter((failure) => /timeout/i.test(failure))).toEqual([])
    expect(childrenOf(started.pid)).toHaveLength(2)
    expect(childrenOf(started.pid)).not.toContain(victim)
  })

  test('a rolling restart under load replaces every worker and fails no request', { timeout: 300_000 }, async () => {
    const { started, url } = gateway
    const load = beginLoad(url)
    for (let roll = 0; roll < ROLLS; roll++) {
      const old = childrenOf(started.pid)
      const told = roll + 1
      started.signal('SIGHUP')
      await expect
        .poll(() => started.stderr().split('all 2 workers are replaced').length - 1, { timeout: 120_000 })
        .toBe(told)
      expect(childrenOf(started.pid).filter((pid) => old.includes(pid))).toEqual([])
    }
    const { answered, failures } = await load.end()
    expect(failures).toEqual([])
    expect(answered).toBeGreaterThan(50)
    const metrics = await (await fetch(new URL('/metrics', url))).text()
    // Two at first, one for the one that was killed, and two a roll.
    expect(metrics).toContain(`gateway_worker_starts_total ${3 + 2 * ROLLS}`)
  })

  test('one signal to the whole group ends all of them with exit code 0', async () => {
    const { started } = gateway
    const workers = childrenOf(started.pid)
    // There is no register of consents here, which each worker says once.
    const said = () => started.stderr().replace(/^.*the register of consents does not answer.*\n/gm, '')
    const before = said()
    started.signalGroup('SIGINT')
    expect(await started.exit).toEqual({ code: 0, signal: null })
    expect(workers.filter(isAlive)).toEqual([])
    expect(said()).toBe(before)
  })

  test('a primary that is killed leaves no worker behind', async () => {
    const { started } = await startWorkers(2)
    const workers = childrenOf(started.pid)
    started.signal('SIGKILL')
    await expect.poll(() => workers.filter(isAlive), { timeout: 10_000 }).toEqual([])
    started.end()
  })
})

test('workers that cannot start say why in one line, and the exit code is 1', async () => {
  const started = startCommand(
    [node, 'gateway/main.ts', '--port', '0', '--workers', '3', '--supergraph', 'package.json'],
    { env: { ...process.env, NODE_OPTIONS: '', KEYS_DIR: join(folder, 'keys') } },
  )
  expect(await started.exit).toEqual({ code: 1, signal: null })
  expect(started.stderr().trim().split('\n')).toEqual([expect.stringMatching(/^gateway cannot start: the .*schema/)])
})
