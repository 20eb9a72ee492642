import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeSupergraph } from '../compose-supergraph.ts'
import { apollo } from '../engines/apollo.ts'
import type { RunningEngine } from '../engines/engine.ts'
import { startEngine } from '../engines/engine.ts'
import { makeDeepQuestion } from '../questions.ts'
import { FIXED_SEED, seedOf } from '../seeded-text.ts'
import { subgraphNames } from './contracts.ts'
import { openSubgraph } from './execute.ts'
import { rememberAnswers } from './remember-answers.ts'
import { serveSocket } from './serve-socket.ts'

describe('one subgraph', () => {
  const bodyFor = (seed: string) =>
    JSON.stringify({
      query:
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Product { upc inStock shippingEstimate } } }',
      variables: { r: [{ __typename: 'Product', upc: `${seed}p2`, price: 300, weight: 80 }] },
    })

  test('answers from memory what the subgraph library answers, whatever the seed', async () => {
    const execute = openSubgraph('inventory')
    const answer = rememberAnswers(execute)
    for (const seed of [FIXED_SEED, seedOf(7), seedOf(7), seedOf(8)]) {
      const [, json] = (await answer(bodyFor(seed))).toString().split('\r\n\r\n')
      expect(json).toBe(await execute(bodyFor(seed)))
    }
    expect(Buffer.isBuffer(answer(bodyFor(seedOf(9))))).toBe(true)
  })

  test('executes a request that holds several seeds as it stands', async () => {
    const answer = rememberAnswers(openSubgraph('users'))
    const users = [seedOf(1), seedOf(2)].map((seed) => ({ __typename: 'User', id: `${seed}u1` }))
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { id } } }'
    const [, json = ''] = (await answer(JSON.stringify({ query, variables: { r: users } })))
      .toString()
      .split('\r\n\r\n')
    expect(JSON.parse(json).data._entities).toEqual([{ id: `${seedOf(1)}u1` }, { id: `${seedOf(2)}u1` }])
  })

  test('estimates no shipping where a gateway has left out price and weight', async () => {
    const body = bodyFor(FIXED_SEED).replace(',"price":300,"weight":80', '')
    expect(await openSubgraph('inventory')(body)).toContain('"shippingEstimate":null')
    expect(await openSubgraph('inventory')(bodyFor(FIXED_SEED))).toContain('"shippingEstimate":40')
  })

  test('refuses a body that comes without its length', async () => {
    const server = serveSocket(rememberAnswers(openSubgraph('users'))).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const body = new Blob(['{"query":"{ __typename }"}'])
    const chunked = await fetch(url, { method: 'POST', body: body.stream(), duplex: 'half' } as RequestInit)
    const whole = await fetch(url, { method: 'POST', body: await body.text() })
    expect([chunked.status, whole.status]).toEqual([411, 200])
    expect(await whole.json()).toEqual({ data: { __typename: 'Query' } })
    server.close()
  })
})

describe('behind a gateway', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-'))
  const asked: string[] = []
  const servers = subgraphNames.map((name) => {
    const answer = rememberAnswers(openSubgraph(name))
    return serveSocket((body) => {
      asked.push(name + body)
      return answer(body)
    })
  })
  let gateway: RunningEngine

  beforeAll(async () => {
    const ports: Record<string, number> = {}
    for (const [index, server] of servers.entries()) {
      await once(server.listen(0, '127.0.0.1'), 'listening')
      ports[String(subgraphNames[index])] = (server.address() as AddressInfo).port
    }
    const supergraphFile = join(folder, 'supergraph.graphql')
    writeFileSync(supergraphFile, composeSupergraph(ports))
    gateway = await startEngine(apollo, { supergraphFile, folder })
  })

  afterAll(async () => {
    await gateway.stop()
    for (const server of servers) server.close()
    rmSync(folder, { recursive: true })
  })

  test('requests of different seeds have no subgraph request in common; those of one seed have all', async () => {
    const one = await askedFor(seedOf(1))
    expect(one.length).toBeGreaterThanOrEqual(10)
    expect(new Set(await askedFor(seedOf(1)))).toEqual(new Set(one))
    const other = await askedFor(seedOf(2))
    expect(other.length).toBe(one.length)
    expect(other.filter((body) => one.includes(body))).toEqual([])
  })

  async function askedFor(seed: string): Promise<string[]> {
    asked.length = 0
    const { body } = await makeDeepQuestion()
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(gateway.url, { method: 'POST', headers, body: body.withSeed(seed).toString() })
    expect(Buffer.byteLength(await answer.text())).toBeGreaterThan(80_000)
    return [...asked]
  }
})
