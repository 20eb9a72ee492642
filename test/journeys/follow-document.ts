import type { ChildProcess } from 'node:child_process'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { linkCommand } from '../../schema/cli/link-command.ts'
import { roster } from '../../schema/roster.ts'

const projectRoot = fileURLToPath(new URL('../..', import.meta.url))
const COMMAND_TIMEOUT_MS = 120_000
const COMMIT = 'git -c commit.gpgsign=false -c user.name=reader -c user.email=reader@example.org commit -qm before'
const HOUSE_IS_UP = 'The house is up'

/** A fenced block of a guide; its tag says what a reader is to do with it. */
export interface Block {
  readonly tag: string
  /** The file that the tag names. */
  readonly file: string | undefined
  readonly text: string
  readonly line: number
}

/** A guide, carried out on a copy of the project. */
export interface FollowedDocument {
  /** What every command of a `run` block printed, in their order. */
  readonly printed: ReadonlyMap<string, string>
  /** What each `ask` block got, beside what the guide promises. */
  readonly answers: readonly { readonly got: unknown; readonly promised: unknown }[]
  /** What the guide says `gba check` tells. */
  readonly promisedChanges: readonly string[]
  /** Files that the guide changed or made, without those that are generated. */
  readonly edited: readonly string[]
  close(): Promise<void>
}

/**
 * Does what a guide says, block by block, on a copy of the project in a folder of its own. Ports are free ones: the
 * guide's 4000 is replaced in its `ask` blocks. @throws where a block cannot be carried out as it stands
 */
export async function followDocument(path: string): Promise<FollowedDocument> {
  const blocks = blocksOf(readFileSync(join(projectRoot, path), 'utf8'))
  const folder = copyProject()
  const reader: Reader = { folder, env: await environmentOf(folder), printed: new Map(), answers: [], house: undefined }
  const close = async () => {
    if (reader.house) await stop(reader.house)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await run(`git init -q && git add -A && ${COMMIT}`, reader)
    for (const [index, block] of blocks.entries()) await carryOut(reader, block, blocks[index + 1])
  } catch (error) {
    await close()
    throw new Error(`${path} cannot be followed`, { cause: error })
  }
  return {
    printed: reader.printed,
    answers: reader.answers,
    promisedChanges: blocks.filter(({ tag }) => tag === 'check').map(({ text }) => text.trim()),
    edited: blocks.flatMap(({ file }) => file ?? []),
    close,
  }
}

/** Somebody who does what a guide says, in a folder of his own. */
interface Reader {
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  readonly printed: Map<string, string>
  readonly answers: { got: unknown; promised: unknown }[]
  house: ChildProcess | undefined
}

async function carryOut(reader: Reader, block: Block, next: Block | undefined): Promise<void> {
  const command = block.text.trim()
  switch (block.tag) {
    case 'new':
      return writeNew(reader.folder, block)
    case 'below':
    case 'above':
      return insert(reader.folder, block, next)
    case 'run':
      for (const line of command.split('\n')) reader.printed.set(line, await run(line, reader))
      return
    case 'start':
      reader.house = await start(command, reader)
      return
    case 'ask': {
      const got = await run(command.replaceAll('127.0.0.1:4000', `127.0.0.1:${reader.env.PORT}`), reader)
      // What the answer cost stands beside it, and is not what the page is about.
      const { extensions: _cost, ...answer } = JSON.parse(got)
      reader.answers.push({ got: answer, promised: JSON.parse(next?.text ?? 'null') })
      return
    }
    case 'add':
    case 'answer':
    case 'check':
      return
    default:
      throw new Error(`line ${block.line}: got a block tagged "${block.tag}", which nobody carries out`)
  }
}

function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [, info = '', text = ''] = match
    const [tag = '', file] = info.split(' ').slice(1).join(' ').split('=')
    return { tag, file, text, line: markdown.slice(0, match.index).split('\n').length }
  })
}

function writeNew(folder: string, block: Block): void {
  const path = join(folder, String(block.file))
  if (existsSync(path)) throw new Error(`line ${block.line}: ${block.file} exists already`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, block.text)
}

/** Only an anchor that stands in the file once can be found by a reader. */
function insert(folder: string, anchor: Block, addition: Block | undefined): void {
  if (addition?.tag !== 'add') throw new Error(`line ${anchor.line}: got no block to add after this one`)
  const path = join(folder, String(anchor.file))
  const parts = readFileSync(path, 'utf8').split(anchor.text)
  if (parts.length !== 2) {
    throw new Error(
      `line ${anchor.line}: ${anchor.file} has the lines ${parts.length - 1} times, wanted once:\n${anchor.text}`,
    )
  }
  const together = anchor.tag === 'below' ? anchor.text + addition.text : addition.text + anchor.text
  writeFileSync(path, parts.join(together))
}

/** Folders of the dependencies that each project has for itself. */
const OWN = new Set(['.bin', '.cache'])

/** The project as it stands, with the same dependencies and a `gba` of its own. */
function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gba-reader-'))
  const left = new Set(['node_modules', '.git', '.gba', 'coverage'])
  cpSync(projectRoot, folder, { recursive: true, filter: (path) => !left.has(basename(path)) })
  const modules = join(projectRoot, 'node_modules')
  mkdirSync(join(folder, 'node_modules'))
  for (const name of readdirSync(modules).filter((each) => !OWN.has(each))) {
    symlinkSync(join(modules, name), join(folder, 'node_modules', name))
  }
  // What was checked before need not be checked again, and what the reader checks is his own.
  const checked = '.cache/types.tsbuildinfo'
  if (existsSync(join(modules, checked))) cpSync(join(modules, checked), join(folder, 'node_modules', checked))
  const clusters = '.cache/pglite'
  mkdirSync(join(folder, 'node_modules/.cache'), { recursive: true })
  if (existsSync(join(modules, clusters))) symlinkSync(join(modules, clusters), join(folder, 'node_modules', clusters))
  // Its links are relative, so they lead through the links above; our own command must lead into the copy.
  const notOurs = (path: string) => !basename(path).startsWith('gba')
  cpSync(join(modules, '.bin'), join(folder, 'node_modules/.bin'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: notOurs,
  })
  linkCommand(folder)
  return folder
}

async function environmentOf(folder: string): Promise<NodeJS.ProcessEnv> {
  const ports = await Promise.all(
    [undefined, ...agencyNames(folder)].map(async (name) => [portVariable(name), await freePort()]),
  )
  const { DATABASE_URL: _url, DATA_DIR: _folder, NODE_ENV: _vitest, ...rest } = process.env
  const path = `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`
  return { ...rest, PATH: path, NO_COLOR: '1', ...Object.fromEntries(ports) }
}

/** The agencies there are, and the one that a guide may add. */
function agencyNames(folder: string): string[] {
  const planned = readFileSync(join(folder, 'docs/adding-an-agency.md'), 'utf8').match(/^ {4}name: '(.*)'/m)?.[1]
  return [...roster.map(({ name }) => name), ...(planned ? [planned] : [])]
}

function portVariable(agency: string | undefined): string {
  return agency ? `${agency.toUpperCase().replaceAll('-', '_')}_PORT` : 'PORT'
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return String(typeof address === 'object' ? address?.port : address)
}

/** @returns all that the command printed @throws with it where the command fails */
async function run(command: string, options: { folder: string; env: NodeJS.ProcessEnv }): Promise<string> {
  const { folder: cwd, env } = options
  return new Promise((resolve, reject) => {
    execFile('sh', ['-c', command], { cwd, env, timeout: COMMAND_TIMEOUT_MS }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command}\n${stdout}${stderr}`))
      else resolve(stdout || stderr)
    })
  })
}

async function start(command: string, options: { folder: string; env: NodeJS.ProcessEnv }): Promise<ChildProcess> {
  const child = spawn('sh', ['-c', `exec ${command}`], { cwd: options.folder, env: options.env, detached: true })
  let talk = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      talk += String(chunk)
      if (talk.includes(HOUSE_IS_UP)) resolve()
    })
    child.once('exit', () => reject(new Error(`${command}\n${talk}`)))
  })
  return child
}

/** npx stands between us and the house: the whole process group is told to stop. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return
  const exit = once(child, 'exit')
  process.kill(-child.pid, 'SIGTERM')
  await exit
}
