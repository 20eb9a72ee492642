import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkCommand } from './link-command.ts'

let root: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gba-link-'))
  mkdirSync(join(root, 'schema/cli'), { recursive: true })
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true })
  writeFileSync(
    join(root, 'schema/cli/main.ts'),
    'console.log(JSON.stringify([process.execPath, ...process.argv.slice(2)]))',
  )
  writeFileSync(join(root, 'node_modules/.bin/node'), `#!/bin/sh\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 })
  linkCommand(root)
})

afterAll(() => rmSync(root, { recursive: true }))

const run = (command: string) =>
  JSON.parse(execFileSync(command, ['check', 'a b'], { cwd: '/', env: { PATH: '/usr/bin:/bin' }, encoding: 'utf8' }))

test('the command runs on the project’s own Node from any folder, whatever Node the host has', () => {
  expect(run(join(root, 'node_modules/.bin/gba'))).toEqual([process.execPath, 'check', 'a b'])
})

test('it is found through a link, too', () => {
  symlinkSync(join(root, 'node_modules/.bin/gba'), join(root, 'elsewhere'))
  expect(run(join(root, 'elsewhere'))).toEqual([process.execPath, 'check', 'a b'])
})

test('linking again changes nothing', () => {
  linkCommand(root)
  expect(run(join(root, 'node_modules/.bin/gba'))).toEqual([process.execPath, 'check', 'a b'])
})
