import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PARTNER_FILE } from '../generated-files.ts'
import { projectRoot } from '../root.ts'

const GIT_TIMEOUT_MS = 10_000

/** The schema that changes are measured against, and where it was read. */
export interface Baseline {
  readonly text: string | undefined
  readonly place: string
}

export class BaselineError extends Error {
  override readonly name = 'BaselineError'
  readonly kind: 'misuse' | 'timed out'
  constructor(kind: BaselineError['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

/**
 * `against` a file (partner schema or supergraph) or a git revision; without it, the last commit, and outside a
 * repository the generated file on disk.
 * @throws {BaselineError} where what was asked for is not there, or git does not answer in time
 */
export function loadBaseline(options: { against?: string | undefined; gitTimeoutMs?: number }): Baseline {
  const { against, gitTimeoutMs = GIT_TIMEOUT_MS } = options
  if (against === undefined) return committed(gitTimeoutMs) ?? onDisk()
  const path = resolve(against)
  if (existsSync(path)) return { text: readFileSync(path, 'utf8'), place: against }
  const text = showFile(against, gitTimeoutMs)
  if (text === undefined) {
    const wanted = `a file, or a revision that has ${PARTNER_FILE}`
    throw new BaselineError('misuse', `got --against ${against}, wanted ${wanted}; try --against HEAD`)
  }
  return { text, place: `${PARTNER_FILE} at ${against}` }
}

function committed(gitTimeoutMs: number): Baseline | undefined {
  const text = showFile('HEAD', gitTimeoutMs)
  return text === undefined ? undefined : { text, place: `${PARTNER_FILE} of the last commit` }
}

function onDisk(): Baseline {
  const path = join(projectRoot, PARTNER_FILE)
  const text = existsSync(path) ? readFileSync(path, 'utf8') : undefined
  return { text, place: text === undefined ? 'nothing: no schema was published yet' : `${PARTNER_FILE} on disk` }
}

function showFile(revision: string, timeoutMs: number): string | undefined {
  // `./` reads the path from the working folder, so that the project may stand in a larger repository.
  const git = spawnSync('git', ['show', '--end-of-options', `${revision}:./${PARTNER_FILE}`], {
    cwd: projectRoot,
    encoding: 'utf8',
    timeout: timeoutMs,
    maxBuffer: 64 * 1024 * 1024,
  })
  if (git.error && 'code' in git.error && git.error.code === 'ETIMEDOUT') {
    throw new BaselineError('timed out', `git did not answer within ${timeoutMs} ms; run \`git status\` by hand`)
  }
  return git.status === 0 ? git.stdout : undefined
}
