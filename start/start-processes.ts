import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { readGatewayConfig } from '../gateway/config.ts'
import { checkPorts } from '../kit/check-ports.ts'
import { closeOnSignal } from '../kit/close-on-signal.ts'
import { ConfigError } from '../kit/config.ts'
import { doAll, reportStartFailure } from '../kit/start-failure.ts'
import type { Part } from './check-start.ts'
import { GATEWAY, HOST, readParts } from './check-start.ts'
import { ISSUER, issuersAt } from './issuers.ts'

const START_TIMEOUT_MS = 60_000
const PROBE_INTERVAL_MS = 50
/** Tells the house to start again what is down. */
const START_AGAIN = 'SIGUSR2'

/**
 * Runs every part in a process of its own until told to stop: the agencies at once, then the gateway. A part that dies
 * is reported with the command that starts it again, and the others go on; whoever runs the house decides.
 * @returns once all answer, or once a signal has stopped the start
 * @throws {ConfigError} where a part does not come up; the others are stopped again
 */
export async function startProcesses(env: NodeJS.ProcessEnv): Promise<void> {
  const parts = readParts(env)
  const processes = openProcesses(envOfParts(parts, env))
  closeOnSignal(() => processes.stop())
  process.on(START_AGAIN, () => void startAgain(processes))
  try {
    for (const row of [parts.filter(isAgency), parts.filter((part) => !isAgency(part))]) {
      await doAll(row.map((part) => () => processes.start(part)))
    }
  } catch (error) {
    // Told to stop while it started: that is no failure, and the signal's own close exits.
    if (processes.isStopping()) return
    await processes.stop()
    throw error
  }
  console.log(describe(parts, { processes, isSandbox: env.NODE_ENV !== 'production' }))
}

/**
 * What this form needs beside all that a house needs.
 * @throws {ConfigError}
 */
export function checkProcesses(env: Readonly<Record<string, string | undefined>>): void {
  const floating = readParts(env).filter(({ port }) => port === 0)
  const problems = [
    ...(env.DATABASE_URL
      ? []
      : ['a PostgreSQL server: set DATABASE_URL, for example postgresql://user@127.0.0.1:5432/gba']),
    ...floating.map(({ variable }) => `a port that stays the same: set ${variable} to one, not to 0`),
  ]
  if (problems.length > 0) throw new ConfigError(`--processes needs ${problems.join('; and ')}`)
}

/** Agencies that run elsewhere are asked where SUBGRAPH_URLS says. */
function envOfParts(parts: readonly Part[], env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const here = parts.filter(isAgency).map((part) => [part.name, `${urlOf(part)}/graphql`])
  const urls = { ...readGatewayConfig(env).subgraphUrls, ...Object.fromEntries(here) }
  const issuer = parts.find(({ name }) => name === ISSUER)
  return { ...env, HOST, SUBGRAPH_URLS: JSON.stringify(urls), ...(issuer ? issuersAt(urlOf(issuer), env) : {}) }
}

function describe(parts: readonly Part[], house: { processes: Processes; isSandbox: boolean }): string {
  const { processes, isSandbox } = house
  const lines = parts.map((part) => `  ${part.name.padEnd(9)} ${urlOf(part)}  (process ${processes.pidOf(part.name)})`)
  return `GBA Graph is up, a process for each part:

${lines.join('\n')}

${isSandbox ? '`npx gba token --persona hk-resident` makes a token for a made-up resident. ' : ''}Ctrl-C stops all.`
}

async function startAgain(processes: Processes): Promise<void> {
  await Promise.all(processes.takeDead().map((part) => startPartAgain(part, processes)))
}

async function startPartAgain(part: Part, processes: Processes): Promise<void> {
  try {
    // Somebody may have started it by hand; its answers must not pass for those of our process.
    await checkPorts([part], HOST)
    await processes.start(part)
    console.error(`${part.name} is up again (process ${processes.pidOf(part.name)})`)
  } catch (error) {
    if (processes.isStopping()) return
    reportStartFailure(part.name, error)
    processes.reportDead(part, 'not up again')
  }
}

type Processes = ReturnType<typeof openProcesses>

function openProcesses(env: NodeJS.ProcessEnv) {
  const children = new Map<string, ChildProcess>()
  const dead = new Set<Part>()
  let stopping = false
  const reportDead = (part: Part, how: string) => {
    dead.add(part)
    const command = `kill -s ${START_AGAIN.slice(3)} ${process.pid}`
    console.error(`${part.name} stopped (${how}); the rest goes on. Start it again: ${command}`)
  }
  return {
    reportDead,
    isStopping: () => stopping,
    pidOf: (name: string) => children.get(name)?.pid,
    /** The parts that died since this was asked last; who takes them starts them. */
    takeDead(): Part[] {
      const taken = [...dead]
      dead.clear()
      return taken
    },
    async start(part: Part): Promise<void> {
      if (stopping) throw new ConfigError(`${part.name} is not started: the house is stopping`)
      const child = spawnPart(part, env)
      children.set(part.name, child)
      child.once('exit', () => children.delete(part.name))
      await waitForHealth(part, child)
      child.once('exit', (code, signal) => {
        if (!stopping) reportDead(part, signal ?? `exit code ${code}`)
      })
    },
    /** The gateway first: its running requests still need the agencies. */
    async stop(): Promise<void> {
      stopping = true
      await stopChild(children.get(GATEWAY))
      await Promise.all([...children.values()].map(stopChild))
    },
  }
}

/** Detached, so that a Ctrl-C at the terminal reaches the house alone and it can stop the parts in their order. */
function spawnPart(part: Part, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [fileURLToPath(new URL(`../${part.module}`, import.meta.url))], {
    env: { ...env, PORT: String(part.port) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true,
  })
}

async function waitForHealth(part: Part, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS
  while (performance.now() < deadline) {
    const response = await fetch(`${urlOf(part)}/health`, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined)
    if (hasExited(child)) throw new ConfigError('not every part came up; its own line above says why')
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, PROBE_INTERVAL_MS))
  }
  throw new ConfigError(`${part.name} did not answer ${urlOf(part)}/health within ${START_TIMEOUT_MS / 1000} s`)
}

async function stopChild(child: ChildProcess | undefined): Promise<void> {
  if (!child || hasExited(child)) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

const isAgency = ({ name }: Part) => name !== GATEWAY

const urlOf = ({ port }: Part) => `http://${HOST}:${port}`
