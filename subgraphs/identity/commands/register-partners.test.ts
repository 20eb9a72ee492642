import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEmbeddedEngine } from '../../../kit/database.ts'
import { readSandboxPartners } from '../partners/seed-partners.ts'

const command = fileURLToPath(new URL('register-partners.ts', import.meta.url))
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'register-partners-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function run(args: readonly string[]) {
  const env = { DATA_DIR: join(folder, 'data') }
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { env, encoding: 'utf8' })
  return { status, stdout, stderr }
}

const [sandbox] = readSandboxPartners()
const key = { kty: 'OKP', crv: 'Ed25519', kid: 'k1', x: 'x' }
const partner = { ...sandbox, clientId: 'new-app', authMethod: 'private_key_jwt', jwks: { keys: [key] } }
const write = (content: unknown) => {
  const path = join(folder, 'partners.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}

test('the partners of a file are registered, and registered anew when they change', async () => {
  expect(run([write([partner])])).toMatchObject({ status: 0, stdout: expect.stringContaining('new-app is registered') })
  expect(run([write([{ ...partner, scopes: ['profile'] }])]).status).toBe(0)
  const engine = await openEmbeddedEngine({ folder: join(folder, 'data') })
  const { rows } = await engine.query('select registration from identity.partner')
  await engine.close()
  expect(rows).toEqual([{ registration: expect.objectContaining({ clientId: 'new-app', scopes: ['profile'] }) }])
}, 60_000)

test.each([
  ['a list with a private key', [{ ...partner, jwks: { keys: [{ ...key, d: 'secret-part' }] } }], 'public keys only'],
  ['an empty list', [], 'expected array to have >=1 items'],
])('%s is refused, and no key is printed', (_case, content, problem) => {
  const { status, stdout, stderr } = run([write(content)])
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toContain(problem)
  expect(stderr).not.toContain('secret-part')
})
