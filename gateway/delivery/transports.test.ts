import { once } from 'node:events'
import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { FakeHouse } from '../testing/fake-house.ts'
import { startFakeHouse } from '../testing/fake-house.ts'

let open: FakeHouse
let production: FakeHouse
beforeAll(async () => {
  ;[open, production] = await Promise.all([startFakeHouse(), startFakeHouse({ production: true })])
})
afterAll(() => Promise.all([open.close(), production.close()]))

interface Ask {
  readonly query: string
  readonly variables?: Record<string, unknown>
}
interface Said {
  readonly data?: unknown
  readonly errors?: { message: string; extensions: { code: string } }[]
}

/** One operation over one transport: what the caller is told. */
const transports: Record<string, (house: FakeHouse, ask: Ask) => Promise<Said>> = {
  async HTTP(house, ask) {
    return JSON.parse(await post(house, ask, 'application/json'))
  },
  async SSE(house, ask) {
    const text = await post(house, ask, 'text/event-stream')
    return JSON.parse(/^event: next\ndata: (.*)$/m.exec(text)?.[1] ?? text)
  },
  async WebSocket(house, ask) {
    const socket = new WebSocket(house.wsUrl, ['graphql-transport-ws'])
    await once(socket, 'open')
    socket.send('{"type":"connection_init"}')
    await once(socket, 'message')
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: ask }))
    const [data] = await once(socket, 'message')
    socket.close()
    const { type, payload } = JSON.parse(String(data))
    return type === 'error' ? { errors: payload } : payload
  },
}

async function post(house: FakeHouse, ask: Ask, accept: string): Promise<string> {
  const headers = { 'content-type': 'application/json', accept }
  const response = await fetch(house.url, { method: 'POST', headers, body: JSON.stringify(ask) })
  return response.text()
}

const times = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ')
const fragments = (levels: number) =>
  `{ tree { ...F0 } } ${times(levels, (i) => `fragment F${i} on Tree { tree { ...F${i + 1} ...F${i + 1} } }`)} fragment F${levels} on Tree { name }`
const deep = (levels: number) => `tree { ${'tree { '.repeat(levels - 2)} name ${'} '.repeat(levels - 1)}`

const refused: [string, Ask, string][] = [
  ['more than 2000 tokens', { query: `{ ${'me '.repeat(2_001)} }` }, 'LIMIT_TOKENS'],
  ['thousands of braces', { query: `{ ${'tree { '.repeat(990)}` }, 'GRAPHQL_PARSE_FAILED'],
  ['13 levels', { query: `{ ${deep(13)} }` }, 'LIMIT_DEPTH'],
  ['13 levels by fragment', { query: `{ ...F } fragment F on Query { ${deep(13)} }` }, 'LIMIT_DEPTH'],
  ['13 levels in a subscription', { query: `subscription { ${deep(13)} }` }, 'LIMIT_DEPTH'],
  ['31 aliases', { query: `{ tree { ${times(31, (i) => `a${i}: name`)} } }` }, 'LIMIT_ALIASES'],
  ['11 root fields', { query: `{ ${'me '.repeat(11)} }` }, 'LIMIT_ROOT_FIELDS'],
  [
    'one mutation eleven times',
    { query: `mutation { ${times(11, (i) => `a${i}: plant(name: "x") { name }`)} }` },
    'LIMIT_ROOT_FIELDS',
  ],
  ['51 directives', { query: `{ me ${'@skip(if: false) '.repeat(51)} }` }, 'LIMIT_DIRECTIVES'],
  ['a fragment tree', { query: fragments(11) }, 'LIMIT_SELECTIONS'],
  ['fragments in a circle', { query: '{ ...A } fragment A on Query { ...A }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['pages within pages', { query: `{ trees(first: 100000) { name } }` }, 'LIMIT_COST'],
  [
    'introspection in a circle',
    { query: '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }' },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'introspection 21 levels deep',
    { query: `{ __schema { types { fields { type { ${'ofType { '.repeat(18)} name ${'} '.repeat(18)} } } } } }` },
    'LIMIT_DEPTH',
  ],
  [
    'the same introspection again and again',
    {
      query: `{ ${times(9, (i) => `a${i}: __schema { types { ...T } }`)} } fragment T on __Type { ${times(50, () => 'name')} }`,
    },
    'LIMIT_SELECTIONS',
  ],
  ['two operations and no name', { query: 'query A { me } query B { me }' }, 'OPERATION_RESOLUTION_FAILURE'],
  ['a wrong variable', { query: 'query ($ms: Int!) { wait(ms: $ms) }', variables: { ms: 'x' } }, 'BAD_USER_INPUT'],
  ['a missing variable', { query: 'query ($ms: Int!) { wait(ms: $ms) }' }, 'BAD_USER_INPUT'],
]

describe.each(Object.entries(transports))('over %s', (_transport, say) => {
  test.each(refused)('%s is refused before anything runs', async (_name, ask, code) => {
    const before = open.engine.asked.length
    const { data, errors } = await say(open, ask)
    expect([data, errors?.[0]?.extensions.code]).toEqual([undefined, code])
    expect(errors?.[0]?.message).not.toContain('call stack')
    expect([open.engine.asked.length, open.leases()]).toEqual([before, 0])
  })

  test('what is within every limit is answered', async () => {
    const names = times(30, (index) => `a${index}: name`)
    expect((await say(open, { query: `{ ${deep(12)} more: tree { ${names.slice(9)} } me }` })).errors).toBeUndefined()
    expect((await say(open, { query: getIntrospectionQuery() })).errors).toBeUndefined()
    expect((await say(open, { query: '{ __schema { queryType { name } } }' })).data).toEqual({
      __schema: { queryType: { name: 'Query' } },
    })
  })

  test.each([
    ['a field almost right', { query: '{ mee }' }],
    ['an argument almost right', { query: '{ wait(mss: 1) }' }],
    ['an enum value almost right', { query: '{ echo(colour: REDD) }' }],
    ['an enum variable almost right', { query: 'query ($c: Colour) { echo(colour: $c) }', variables: { c: 'REDD' } }],
    ['a type almost right', { query: '{ tree { ... on Treee { name } } }' }],
    ['a missing selection', { query: '{ tree }' }],
  ])('production suggests nothing for %s, and the sandbox does', async (_name, ask: Ask) => {
    const shown = (await say(open, ask)).errors?.map(({ message }) => message).join()
    const hidden = (await say(production, ask)).errors?.map(({ message }) => message).join()
    expect(shown).toContain('Did you mean')
    expect(hidden).toBeDefined()
    expect(hidden).not.toContain('Did you mean')
    expect(hidden).not.toMatch(/\bGREEN\b/)
  })

  test('production tells nothing of its schema', async () => {
    const { data, errors } = await say(production, { query: '{ __schema { queryType { name } } }' })
    expect([data, errors?.[0]?.extensions.code]).toEqual([undefined, 'GRAPHQL_VALIDATION_FAILED'])
    expect((await say(production, { query: '{ __typename me }' })).data).toEqual({
      __typename: 'Query',
      me: 'anonymous',
    })
  })
})

test.each(['SSE', 'WebSocket'])('a subscription of two roots is refused over %s', async (transport) => {
  const said = await transports[transport]?.(open, { query: 'subscription { quiet ticks }' })
  expect(said?.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
})

test('a document refused once is refused again, and a good one is read once for all transports', async () => {
  for (const say of [...Object.values(transports), ...Object.values(transports)]) {
    expect((await say(open, { query: '{ nobody }' })).errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    expect((await say(open, { query: 'query Shared { me }' })).data).toEqual({ me: 'anonymous' })
  }
  const documents = open.engine.asked.filter(({ source }) => source.includes('Shared')).map(({ document }) => document)
  expect([documents.length, new Set(documents).size]).toEqual([6, 1])
})
