import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TestHouse } from '../../support/test-house.ts'

export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url))
const COMMAND_TIMEOUT_MS = 30_000

/** A fenced block whose tag says what a test does with it, and the block after it: what comes of that. */
export interface Example {
  readonly tag: string
  readonly text: string
  readonly promised: string
  /** The last line of prose before it. */
  readonly title: string
}

/** The blocks of a guide that have a tag, e.g. ```sh try. */
export function readExamples(path: string): readonly Example[] {
  const markdown = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
  const blocks = [...markdown.matchAll(/^```\w+ (\w+)\n([\s\S]*?)^```$/gm)]
  return blocks.map(({ 1: tag = '', 2: text = '', index }, turn) => ({
    tag,
    text,
    promised: blocks[turn + 1]?.[2] ?? '',
    title: markdown.slice(0, index).trimEnd().split('\n').at(-1) ?? '',
  }))
}

/**
 * Runs a block as a reader would, with the guide's `setup` blocks before it, on a house of other ports and keys.
 * @returns what it printed @throws where a command fails
 */
export function tryOut(text: string, room: { house: TestHouse; setup: string; folder: string }): Promise<string> {
  const { house, setup, folder } = room
  const gba = `"${process.execPath}" "${projectRoot}/schema/cli/main.ts"`
  const script = `${setup}\n${text}`
    .replaceAll('npx gba explain access', `npx gba explain access --url ${house.gatewayUrl}/access`)
    .replaceAll('npx gba', gba)
    .replaceAll('http://127.0.0.1:4000', house.gatewayUrl)
  const env = { ...process.env, KEYS_DIR: house.keysFolder, NO_COLOR: '1' }
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env, timeout: COMMAND_TIMEOUT_MS }
    execFile('sh', ['-c', script], options, (error, stdout, stderr) =>
      error ? reject(new Error(`${text}\n${stdout}${stderr}`)) : resolve(stdout),
    )
  })
}

/** What is another each time stands as what it is. */
export function withoutChance(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<id>')
    .replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+(Z|\+08:00)/g, '<time>')
    .replaceAll(/(?<![\w-])([\w-]{43}|[0-9a-f]{64})(?![\w-])/g, '<hash>')
    .replaceAll(/number \d+ of the \d+/g, 'number <n> of the <n>')
    .replaceAll(/by the key in \S+/g, 'by the key in <file>')
    .trimEnd()
}

/** An answer as the guides show it: what a request costs is another matter. */
export function answerOf(printed: string): unknown {
  const { extensions, ...answer } = JSON.parse(printed) as { extensions?: { cost?: unknown } }
  const { cost: _cost, ...rest } = extensions ?? {}
  return Object.keys(rest).length > 0 ? { ...answer, extensions: rest } : answer
}
