import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FakeHouse } from '../testing/fake-house.ts'
import { startFakeHouse } from '../testing/fake-house.ts'
import type { Federation } from '../testing/federation.ts'
import { asked, borders, effects, fares, openGuarded, people, policiesOf } from '../testing/guarded-graph.ts'

let house: FakeHouse
let federation: Federation
beforeAll(async () => {
  house = await startFakeHouse()
  const { guarded } = await openGuarded({ subgraphs: { people, borders, fares }, policies: policiesOf(asked) })
  federation = guarded
  house.swap(federation.engine)
}, 30_000)
afterAll(async () => {
  await house.close()
  await federation.close()
})

async function access(query: string) {
  const response = await fetch(house.url.replace('/graphql', '/access'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer 1@app-a' },
    body: JSON.stringify({ query }),
  })
  return { status: response.status, body: JSON.parse(await response.text()) }
}

test('a caller is told field by field what would be decided, and nothing is executed', async () => {
  const before = { ...effects }
  const { status, body } = await access('mutation { pay { text } wave }')
  expect(status).toBe(200)
  expect(body).toEqual({
    fields: [
      {
        path: 'pay',
        coordinates: ['Mutation.pay'],
        asks: ['@requiresScopes(payments)'],
        decision: 'refused',
        code: 'SCOPE_REQUIRED',
        message: 'the token lacks a scope, wanted payments',
        details: { rule: '@requiresScopes', needs: { scopes: [['payments']] } },
      },
    ],
  })
  expect(effects).toEqual(before)
  expect(house.leases()).toBe(0)
})

test('decisions hang on no variable, so none need be given', async () => {
  const { body } = await access('query ($a: Boolean!) { me { lane name @include(if: $a) } }')
  expect(body.fields.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
    ['me.name', 'SCOPE_REQUIRED'],
  ])
})

test('an operation that is not valid is refused as it would be', async () => {
  const { body } = await access('{ nothing }')
  expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  expect(house.leases()).toBe(0)
})

test('a body that is no request is refused', async () => {
  const { status, body } = await access('')
  expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST'])
})
