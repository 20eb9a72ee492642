import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '../root.ts'
import { describeAccess } from './explain-access-answer.ts'

const name = {
  path: 'viewer.name',
  coordinates: ['Resident.name'],
  asks: ['@requiresScopes(profile)'],
  decision: 'allowed' as const,
  consentId: 'c1',
  until: '2026-12-01T00:00:00.000Z',
}
const fields = [
  name,
  {
    path: 'viewer.crossing',
    coordinates: ['Resident.crossing'],
    asks: [],
    decision: 'refused' as const,
    code: 'ROUTE_NOT_FILED',
    message: 'the client has not filed the transfer',
    details: { rule: '@residency', alternatives: ['Resident.isOver18'] },
    isOnBehalf: true,
  },
]

/** What the gateway was asked. */
const asked: { url: string | undefined; authorization: string | undefined; body: unknown }[] = []
const gateway = createServer((request, response) => {
  let text = ''
  request.on('data', (chunk: Buffer) => {
    text += chunk
  })
  request.on('end', () => {
    asked.push({ url: request.url, authorization: request.headers.authorization, body: JSON.parse(text) })
    const answer = text.includes('broken') ? { errors: [{ message: 'no field broken' }] } : { fields }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
  })
})
let folder: string
let url: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gba-access-'))
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/access`
})
afterAll(() => {
  gateway.close()
  rmSync(folder, { recursive: true })
})

function explain(query: string, ...more: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const operation = join(folder, 'operation.graphql')
  writeFileSync(operation, query)
  const args = [join(projectRoot, 'schema/cli/main.ts'), 'explain', 'access', '--operation', operation, ...more]
  const env = { ...process.env, KEYS_DIR: join(folder, 'keys'), NODE_ENV: 'development' }
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}

test('the table tells of each field the decision, why or by what right, and what is asked', () => {
  const cells = describeAccess(fields).map((line) => line.split(/ {2,}/))
  expect(cells).toEqual([
    ['FIELD', 'DECISION', 'WHY, OR WHAT HELPS', 'ASKED'],
    ['viewer.name', 'allowed', 'consent c1, until 2026-12-01T00:00:00.000Z', '@requiresScopes(profile)'],
    [
      'viewer.crossing',
      'ROUTE_NOT_FILED',
      '@residency: the client has not filed the transfer (for what an agency must be told to answer it) → ask Resident.isOver18',
    ],
  ])
})

test('what stands in a field and is decided alike needs no line of its own', () => {
  expect(describeAccess([name, { ...name, path: 'viewer.name.en' }])).toHaveLength(2)
})

test('a persona asks with a token of the sandbox, and the table is data', async () => {
  const { code, stdout } = await explain('{ viewer { name } }', '--persona', 'hk-resident', '--url', url)
  expect(code).toBe(0)
  expect(stdout).toContain('viewer.name      allowed')
  const [last] = asked.slice(-1)
  expect(last).toEqual({
    url: '/access',
    authorization: expect.stringMatching(/^Bearer ey/),
    body: { query: '{ viewer { name } }' },
  })
})

test('nobody in particular may ask too, and scripts read JSON', async () => {
  const { stdout } = await explain('{ viewer { name } }', '--url', url, '--json')
  expect(JSON.parse(stdout)).toMatchObject({ command: 'explain access', ok: true, fields })
  expect(asked.at(-1)?.authorization).toBeUndefined()
})

test('an operation at fault is refused with the gateway’s words', async () => {
  const { code, stderr } = await explain('{ broken }', '--url', url)
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'gba explain access: no field broken\n' })
})

test('where no gateway answers, the next step is named', async () => {
  const { code, stderr } = await explain('{ viewer { name } }', '--url', 'http://127.0.0.1:9/access')
  expect(code).toBe(1)
  expect(stderr).toContain('start the house (npm start)')
})
