import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { closeOnSignal } from './kit/close-on-signal.ts'
import { ConfigError } from './kit/config.ts'
import { agencyPort } from './schema/agency-port.ts'
import type { RosterEntry } from './schema/roster.ts'

const START_TIMEOUT_MS = 60_000

interface Part {
  readonly name: string
  readonly module: string
  readonly url: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * The same house with a process for the gateway and for each agency, on a real PostgreSQL server. A part that dies is
 * reported, with the command that starts it again, and the others go on: whoever runs the house decides what restarts it.
 * @throws {ConfigError} without DATABASE_URL, or where a part does not come up
 */
export async function startProcesses(options: {
  env: NodeJS.ProcessEnv
  roster: readonly RosterEntry[]
}): Promise<void> {
  const { env, roster } = options
  if (!env.DATABASE_URL) {
    throw new ConfigError(
      '--processes needs a PostgreSQL server: set DATABASE_URL, for example postgresql://user@127.0.0.1:5432/gba',
    )
  }
  const children = new Map<string, ChildProcess>()
  closeOnSignal(() => stopAll(children))
  const parts = roster.flatMap((entry) => agencyPart(entry, env))
  await Promise.all(parts.map((part) => startPart(part, { env, children })))
  const urls = JSON.stringify(Object.fromEntries(parts.map(({ name, url }) => [name, url])))
  const port = env.PORT ?? '4000'
  const gateway = {
    name: 'gateway',
    module: 'gateway/main.ts',
    url: `http://127.0.0.1:${port}`,
    env: { PORT: port, SUBGRAPH_URLS: urls },
  }
  await startPart(gateway, { env, children })
  const lines = [gateway, ...parts].map(
    ({ name, url }) => `  ${name.padEnd(9)} ${url}  (process ${children.get(name)?.pid})`,
  )
  console.log(
    `GBA Graph is up, a process for each part:\n\n${lines.join('\n')}\n\n\`npx gba token --persona hk-resident\` makes a token. Ctrl-C stops all.`,
  )
}

function agencyPart(entry: RosterEntry, env: NodeJS.ProcessEnv): Part[] {
  if (!entry.main) return []
  const port = agencyPort(entry, env)
  const url = new URL(entry.url)
  url.port = String(port)
  return [{ name: entry.name, module: entry.main, url: url.href, env: { PORT: String(port) } }]
}

async function startPart(
  part: Part,
  house: { env: NodeJS.ProcessEnv; children: Map<string, ChildProcess> },
): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(part.module, import.meta.url))], {
    env: { ...house.env, ...part.env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  house.children.set(part.name, child)
  child.once('exit', (code, signal) => {
    house.children.delete(part.name)
    if (isStopping) return
    const again = Object.entries(part.env)
      .map(([name, value]) => `${name}='${value}' `)
      .join('')
    console.error(
      `${part.name} stopped (${signal ?? `exit ${code}`}); the rest goes on. Start it again: ${again}node ${part.module}`,
    )
  })
  await answersHealth(part, child)
}

async function answersHealth(part: Part, child: ChildProcess): Promise<void> {
  const health = new URL('/health', part.url)
  const deadline = Date.now() + START_TIMEOUT_MS
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new ConfigError(`${part.name} did not start; its reason stands above`)
    const response = await fetch(health, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new ConfigError(`${part.name} did not answer ${health} within ${START_TIMEOUT_MS / 1000} s`)
}

let isStopping = false

async function stopAll(children: ReadonlyMap<string, ChildProcess>): Promise<void> {
  isStopping = true
  const exits = [...children.values()].map((child) => once(child, 'exit'))
  for (const child of children.values()) child.kill('SIGTERM')
  await Promise.all(exits)
}
