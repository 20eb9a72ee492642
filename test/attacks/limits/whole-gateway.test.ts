import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashOf } from '../../../gateway/limits/trusted-operations.ts'
import type { SmallHouse } from '../../../gateway/testing/small-house.ts'
import { startSmallHouse } from '../../../gateway/testing/small-house.ts'

const SHELVES = '{ books(first: 5) { title shelf } }'

let house: SmallHouse
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gba-trusted-'))
  writeFileSync(join(folder, 'shelves.graphql'), `# Where they stand\n${SHELVES}`)
  const env = {
    BUDGET_CLIENT_PER_MINUTE: '100',
    BUDGET_ANONYMOUS_PER_MINUTE: '100',
    SUBGRAPH_COST_LIMITS: '{"shelves":5}',
    TRUSTED_OPERATIONS_DIR: folder,
  }
  const startedAt = Date.now()
  house = await startSmallHouse({ env, now: () => startedAt })
})
afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true })
})

async function ask(query: string, clientId?: string) {
  const headers: Record<string, string> = clientId
    ? { authorization: `Bearer ${await house.tokenFor({ clientId })}` }
    : {}
  const { status, text, headers: got } = await house.ask(query, { headers })
  const { errors, extensions } = JSON.parse(text)
  return { status, code: errors?.[0]?.extensions?.code, cost: extensions?.cost, retryAfter: got.get('retry-after') }
}

test('a gateway counts what its agencies answered, client by client', async () => {
  const told = await ask('{ books(first: 40) { title } }', 'app-a')
  expect(told).toMatchObject({ status: 200, cost: { requested: 41, actual: 41, remaining: 59 } })
  expect((await ask('{ book(id: 1) { title } }', 'app-a')).cost).toEqual({ requested: 2, actual: 2, remaining: 57 })
  expect(await ask('{ books(first: 60) { title } }', 'app-a')).toMatchObject({
    status: 429,
    code: 'BUDGET_EXHAUSTED',
    retryAfter: '3',
  })
  expect((await ask('{ books(first: 60) { title } }', 'app-b')).status).toBe(200)
})

test('what fails beside data is told with its cost', async () => {
  expect(await ask('{ refused member { name } }', 'app-c')).toMatchObject({
    status: 200,
    cost: { requested: 3, actual: 3, remaining: 97 },
  })
})

test('one agency is asked for no more than its own limit', async () => {
  expect((await ask(SHELVES, 'app-d')).status).toBe(200)
  const told = await ask('{ books(first: 6) { title shelf } }', 'app-d')
  expect([told.status, told.code]).toEqual([400, 'LIMIT_SUBGRAPH_COST'])
  expect((await ask('{ books(first: 6) { title } }', 'app-d')).status).toBe(200)
})

test('callers without a token share a budget by their address, and are not told of it', async () => {
  const told = await ask('{ books(first: 90) { title } }')
  expect([told.status, told.cost]).toEqual([200, undefined])
  expect((await ask('{ books(first: 20) { title } }')).code).toBe('BUDGET_EXHAUSTED')
})

test('an operation of the trusted folder may come as its hash', async () => {
  const persistedQuery = { version: 1, sha256Hash: hashOf(parse(SHELVES)) }
  const response = await fetch(house.gateway.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await house.tokenFor({ clientId: 'app-e' })}`,
    },
    body: JSON.stringify({ extensions: { persistedQuery } }),
  })
  const { data, extensions } = (await response.json()) as { data: { books: unknown[] }; extensions: { cost: object } }
  expect([data.books.length, extensions.cost]).toEqual([5, { requested: 11, actual: 11, remaining: 89 }])
})
