import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'

const command = fileURLToPath(new URL('issue-token.ts', import.meta.url))
let keys: string

beforeAll(() => {
  keys = mkdtempSync(join(tmpdir(), 'issue-token-'))
})
afterAll(() => rmSync(keys, { recursive: true }))

function run(args: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    env: { KEYS_DIR: keys, ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('a persona gets a token and nothing else on standard output', () => {
  const { status, stdout, stderr } = run(['--persona', 'hk-resident'])
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
  expect(decodeProtectedHeader(stdout.trim())).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' })
})

test('asked for JSON, it is an OAuth token response', () => {
  const { status, stdout } = run(['--persona', 'macao-resident', '--json'])
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    token_type: 'Bearer',
    expires_in: 28_800,
    scope: 'profile permits wallets journeys payments verification',
  })
})

test('client, purpose, scope and level may be chosen', () => {
  const args = ['--persona', 'hk-resident', '--client', 'sandbox-macao-partner', '--purpose', 'age-verification']
  const { stdout } = run([...args, '--scope', 'verification', '--acr', 'HIGH'])
  expect(decodeJwt(stdout.trim())).toMatchObject({
    client_id: 'sandbox-macao-partner',
    purpose: 'age-verification',
    scope: 'verification',
    acr: 'HIGH',
  })
})

test('the list names the seven personas and no internal reference', () => {
  const { status, stdout } = run(['--list'])
  expect(status).toBe(0)
  expect(stdout.trim().split('\n')).toHaveLength(7)
  expect(stdout).toContain('shenzhen-hukou')
  expect(stdout).not.toContain('22222222-2222')
})

test.each([
  [
    'an unknown persona',
    ['--persona', 'nobody'],
    {},
    3,
    'issue-token: no persona of that name; there are hk-resident, ',
  ],
  ['no persona', [], {}, 2, 'issue-token: got no persona, wanted --persona NAME; see --list'],
  [
    'an unknown client',
    ['--persona', 'hk-resident', '--client', 'nobody'],
    {},
    2,
    'issue-token: no client of that name; there are sandbox-partner, ',
  ],
  [
    'a purpose beyond the registration',
    ['--persona', 'hk-resident', '--purpose', 'marketing'],
    {},
    2,
    'issue-token: no purpose of that name; there are cross-boundary-travel, ',
  ],
  ['an unknown option', ['--bogus'], {}, 2, "issue-token: Unknown option '--bogus'"],
  ['production', ['--persona', 'hk-resident'], { NODE_ENV: 'production' }, 1, 'issue-token: got NODE_ENV=production'],
])('%s is refused in one line', (_case, args, env, exitCode, message) => {
  const { status, stdout, stderr } = run(args, env)
  expect({ status, stdout }).toEqual({ status: exitCode, stdout: '' })
  expect(stderr).toMatch(/^[^\n]+\n$/)
  expect(stderr).toContain(message)
})
