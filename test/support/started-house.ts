import type { ChildProcess } from 'node:child_process'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { roster } from '../../schema/roster.ts'

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url))
const START_TIMEOUT_MS = 50_000

/** An environment as an operator's shell has it, with free ports and a folder for keys of its own. */
export interface Place {
  readonly env: NodeJS.ProcessEnv
  /** `gateway` and the agencies → where they are to listen. */
  readonly ports: Readonly<Record<string, number>>
  readonly folder: string
  remove(): void
}

export async function openPlace(extra: NodeJS.ProcessEnv = {}): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'gba-started-'))
  const names = ['gateway', ...roster.map(({ name }) => name)]
  const free = await freePorts(names.length)
  const ports = Object.fromEntries(names.map((name, index) => [name, free[index] ?? 0]))
  const variables = names.map((name) => [portVariable(name), String(ports[name])])
  // What the test runner adds must not decide how the house starts.
  const { NODE_ENV, NODE_OPTIONS, DATABASE_URL, DATA_DIR, ...shell } = process.env
  const PATH = [join(projectRoot, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  const env = { ...shell, PATH, KEYS_DIR: join(folder, 'keys'), ...Object.fromEntries(variables), ...extra }
  return { env, ports, folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export const portVariable = (name: string) => (name === 'gateway' ? 'PORT' : `${name.toUpperCase()}_PORT`)

/** A command that was started, and all that it has said. */
export interface Started {
  readonly pid: number
  readonly stdout: () => string
  /** Without what npm itself has to say. */
  readonly stderr: () => string
  /** To this process alone. */
  signal(signal: NodeJS.Signals): void
  /** To its whole process group, as a Ctrl-C at a terminal. */
  signalGroup(signal: NodeJS.Signals): void
  /** Resolves once the text stands in its output. @throws with all that it said where it ends before */
  says(text: string): Promise<void>
  /** Ends at once what still runs of its process group. */
  end(): void
  readonly exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

export function startCommand(command: readonly string[], options: { env: NodeJS.ProcessEnv; cwd?: string }): Started {
  const [file = '', ...args] = command
  const child = spawn(file, args, { cwd: options.cwd ?? projectRoot, env: options.env, detached: true })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    said.err += String(chunk)
  })
  const pid = child.pid ?? 0
  return {
    pid,
    stdout: () => said.out,
    stderr: () => said.err.replace(/^npm .*\n/gm, ''),
    signal: (signal) => void process.kill(pid, signal),
    signalGroup: (signal) => void process.kill(-pid, signal),
    says: (text) => heard(text, { child, said }),
    end: () => {
      try {
        process.kill(-pid, 'SIGKILL')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
    },
    // `close` comes after all that it said has been read.
    exit: once(child, 'close').then(([code, signal]) => ({ code, signal })),
  }
}

async function heard(text: string, house: { child: ChildProcess; said: { out: string; err: string } }): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS
  while (!(house.said.out + house.said.err).includes(text)) {
    const { exitCode, signalCode } = house.child
    if (exitCode !== null || signalCode !== null || performance.now() > deadline)
      throw new Error(`"${text}" was not said (exit ${exitCode ?? signalCode}):\n${house.said.out}\n${house.said.err}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** Runs a line as it stands, as somebody who copies it from the screen. @returns what it prints */
export async function runInBash(line: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-c', line], { cwd: projectRoot, env, timeout: 30_000 })
  return stdout
}

/** Ports that were free together a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

export async function isListening(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port })
  const open = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  return open
}

/** The parts of the place that still listen. */
export async function listening(place: Place): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(place.ports).map(async ([name, port]) => ((await isListening(port)) ? [name] : [])),
  )
  return found.flat()
}
