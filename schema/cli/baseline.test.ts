import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BaselineError, loadBaseline } from './baseline.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gba-baseline-'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

function putGit(script: string): void {
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, 'git'), 0o755)
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
}

const kindOf = (load: () => unknown) => {
  try {
    load()
  } catch (error) {
    if (error instanceof BaselineError) return error.kind
    throw error
  }
  return undefined
}

test('a file is read as it is', () => {
  const path = join(folder, 'before.graphql')
  writeFileSync(path, 'type Query { a: ID }')
  expect(loadBaseline({ against: path })).toEqual({ text: 'type Query { a: ID }', place: path })
})

test('a revision gives the partner schema it has, and without one the last commit does', () => {
  putGit('echo "$2 $3"')
  const asked = (revision: string) => `--end-of-options ${revision}:./schema/partner.graphql\n`
  expect(loadBaseline({ against: 'v1' })).toEqual({ text: asked('v1'), place: 'schema/partner.graphql at v1' })
  expect(loadBaseline({})).toEqual({ text: asked('HEAD'), place: 'schema/partner.graphql of the last commit' })
})

test('outside a repository the generated file on disk is compared', () => {
  putGit('exit 128')
  expect(loadBaseline({})).toMatchObject({ place: 'schema/partner.graphql on disk' })
})

test('neither a file nor a revision is misuse', () => {
  putGit('exit 128')
  expect(kindOf(() => loadBaseline({ against: 'nowhere' }))).toBe('misuse')
})

test('a git that does not answer is waited for only so long', () => {
  putGit('exec sleep 5')
  expect(kindOf(() => loadBaseline({ gitTimeoutMs: 100 }))).toBe('timed out')
})
