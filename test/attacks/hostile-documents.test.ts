import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { SmallHouse } from '../../gateway/testing/small-house.ts'
import { startSmallHouse } from '../../gateway/testing/small-house.ts'
import { best, figure, measureTurns } from './longest-turn.ts'

/** What the gateway promises for its event loop; figures are printed against it. */
const WANTED_MS = 50
/** Twice that, for processors that are slower than ours. */
const BLOCKED_AT_MOST_MS = 100
const TRIES = 5
const FUZZ_RUNS = process.env.SOAK ? 50_000 : process.env.CI ? 2_000 : 300
const FUZZ_SEED = process.env.HOSTILE_SEED ? Number(process.env.HOSTILE_SEED) : Math.trunc(Math.random() * 2 ** 31)

const figures: string[] = []
let house: SmallHouse
beforeAll(async () => {
  house = await startSmallHouse({ env: { NODE_ENV: 'production' } })
  await house.ask('{ tree { name } book(id: "1") { title } }')
})
afterAll(async () => {
  await house?.close()
  console.info(figures.join('\n'))
})

interface Told {
  readonly status: number
  readonly code: unknown
  readonly text: string
}

/** A gateway whose machine has too much to do turns callers away by chance, whatever they ask; then one asks again. */
async function send(body: string, accept?: string): Promise<Told> {
  const told = await sendOnce(body, accept)
  if (told.code !== 'OVERLOADED') return told
  await sleep(500)
  return send(body, accept)
}

async function sendOnce(body: string, accept = 'application/graphql-response+json'): Promise<Told> {
  const headers = { 'content-type': 'application/json', accept }
  const response = await fetch(house.gateway.url, { method: 'POST', headers, body })
  const text = await response.text()
  return { status: response.status, code: JSON.parse(text).errors?.[0]?.extensions.code, text }
}

const ask = (query: string, variables: object = {}) => send(JSON.stringify({ query, variables }))

/** The first answer. Where it took long, it is asked for again: the first time is the engine's own warming up as well. */
async function measured<T>(name: string, work: (attempt: number) => Promise<T>): Promise<T> {
  const first = await measureTurns(() => work(0))
  const tries = [first]
  for (let attempt = 1; attempt < TRIES && best(tries).blockedMs > WANTED_MS; attempt++) {
    tries.push(await measureTurns(() => work(attempt)))
  }
  figures.push(figure('', best(tries), name))
  expect(best(tries).blockedMs).toBeLessThan(BLOCKED_AT_MOST_MS)
  return first.value
}

/** Nothing of how we are made: no stack, no path, no library's words, no names that were not asked for. */
function expectQuiet({ text }: Told): void {
  expect(text).not.toMatch(
    /call stack|\bat .+:\d+:\d+|node_modules|file:\/\/|Did you mean|127\.0\.0\.1|_entities_|stacktrace/,
  )
  expect(text.length).toBeLessThan(8_000)
}

const times = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ')
const deep = (levels: number) => `tree { ${'tree { '.repeat(levels - 2)} name ${'} '.repeat(levels - 1)}`
const fragmentTree = (width: number, depth: number) =>
  `{ tree { ...F0 } } ${times(depth, (i) => `fragment F${i} on Tree { ${`...F${i + 1} `.repeat(width)} }`)} fragment F${depth} on Tree { name }`

describe('a document of a hostile shape is refused by its name', () => {
  test.each([
    ['31 aliases', `{ tree { ${times(31, (i) => `a${i}: name`)} } }`, 'LIMIT_ALIASES'],
    [
      'one mutation a hundred times',
      `mutation { ${times(100, (i) => `a${i}: lend(id: "1") { id }`)} }`,
      'LIMIT_ALIASES',
    ],
    [
      'one mutation eleven times',
      `mutation { ${times(11, (i) => `a${i}: lend(id: "1") { id }`)} }`,
      'LIMIT_ROOT_FIELDS',
    ],
    ['11 root fields', `{ ${times(11, () => 'me')} }`, 'LIMIT_ROOT_FIELDS'],
    ['11 root fields by fragment', `{ ...F } fragment F on Query { ${times(11, () => 'me')} }`, 'LIMIT_ROOT_FIELDS'],
    ['51 directives', `{ me ${'@include(if: true) '.repeat(51)} }`, 'LIMIT_DIRECTIVES'],
    ['51 directives nobody knows', `{ me ${'@aa '.repeat(51)} }`, 'LIMIT_DIRECTIVES'],
    ['20,000 times one field', `{ tree { ${'name '.repeat(20_000)} } }`, 'LIMIT_TOKENS'],
    ['2,001 tokens', `{ tree { ${'name '.repeat(1_996)} } }`, 'LIMIT_TOKENS'],
    ['13 levels inline', `{ ${deep(13)} }`, 'LIMIT_DEPTH'],
    ['13 levels by named fragment', `{ ...F } fragment F on Query { ${deep(13)} }`, 'LIMIT_DEPTH'],
    ['13 levels by inline fragment', `{ tree { ... on Tree { ${deep(12)} } } }`, 'LIMIT_DEPTH'],
    ['13 levels in a subscription', `subscription { ${deep(13)} }`, 'LIMIT_DEPTH'],
    ['13 levels in an operation that is not asked for', `query A { me } query B { ${deep(13)} }`, 'LIMIT_DEPTH'],
    [
      'a fragment that holds itself',
      '{ tree { ...A } } fragment A on Tree { tree { ...A } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'fragments that hold each other',
      '{ tree { ...A } } fragment A on Tree { left { ...B } } fragment B on Tree { right { ...A } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'introspection in a circle',
      `{ __schema { types { ${'fields { type { '.repeat(10)} name ${'} } '.repeat(10)} } } }`,
      'LIMIT_DEPTH',
    ],
    ['introspection where it is off', '{ __schema { queryType { name } } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['3,000 nested braces', `${'{a'.repeat(3_000)}${'}'.repeat(3_000)}`, 'LIMIT_TOKENS'],
    ['8,000 nested braces that nobody closes', '{a'.repeat(8_000), 'LIMIT_TOKENS'],
    ['500 lists that nobody closes', `{ book(id: ${'['.repeat(500)}`, 'GRAPHQL_PARSE_FAILED'],
    [
      'a list 900 deep as an argument',
      `{ book(id: ${'['.repeat(900)}${']'.repeat(900)}) { id } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['600 inline fragments within each other', `{ ${'... { '.repeat(600)} me ${'} '.repeat(600)} }`, undefined],
    ['a type of 900 lists', `query ($a: ${'['.repeat(900)}Int${']'.repeat(900)}) { me }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['a fragment tree 2×20', fragmentTree(2, 20), 'LIMIT_SELECTIONS'],
    ['a fragment tree 4×9', fragmentTree(4, 9), 'LIMIT_SELECTIONS'],
    ['a fragment tree 8×6', fragmentTree(8, 6), 'LIMIT_SELECTIONS'],
    ['a fragment tree 16×5', fragmentTree(16, 5), 'LIMIT_SELECTIONS'],
    ['a page of a thousand million', '{ books(first: 1000000000) { title } }', 'LIMIT_COST'],
    ['entities without their owner', '{ _entities(representations: []) { __typename } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['the agency’s own contract', '{ _service { sdl } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a subscription of nothing', 'subscription { }', 'GRAPHQL_PARSE_FAILED'],
    ['an empty document', '', 'BAD_REQUEST'],
    ['a comment', '# nothing', 'GRAPHQL_PARSE_FAILED'],
    ['a schema', 'type Query { a: Int }', 'GRAPHQL_VALIDATION_FAILED'],
    ['control characters', '{ me \u0000 }', 'GRAPHQL_PARSE_FAILED'],
    ['half a surrogate pair', '{ book(id: "\ud800") { id } me\udfff }', 'GRAPHQL_PARSE_FAILED'],
    ['1,000 fields nobody knows', `{ tree { ${times(990, (i) => `x${i}`)} } }`, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a hundred fragments nobody uses',
      `{ me } ${times(100, (i) => `fragment F${i} on Tree { name }`)}`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['490 fields that must be compared', `{ tree { ${times(490, () => 'tree{name}')} } }`, 'LIMIT_SELECTIONS'],
    ['200 fields that must be compared', `{ tree { ${times(200, () => 'tree{name}')} } }`, undefined],
    [
      '390 fields that must be compared a hundred times',
      `{ tree { ${'... { '.repeat(100)} ${times(390, () => 'tree{name}')} ${'} '.repeat(100)} } }`,
      'LIMIT_SELECTIONS',
    ],
  ])('%s', async (name, query, code) => {
    const told = await measured(name, (attempt) => ask(query + ' '.repeat(attempt)))
    expect([told.status, told.code]).toEqual([code === undefined ? 200 : 400, code])
    expectQuiet(told)
  })

  test('the same code and status whatever the caller accepts: limits are no matter of taste', async () => {
    for (const [query, code] of [
      [`{ ${deep(13)} }`, 'LIMIT_DEPTH'],
      [`{ tree { ${'name '.repeat(3_000)} } }`, 'LIMIT_TOKENS'],
    ]) {
      const told = await send(JSON.stringify({ query }), 'application/json')
      expect([told.status, told.code]).toEqual([400, code])
    }
  })

  test('over a socket too', async () => {
    const socket = new WebSocket(house.gateway.url.replace('http', 'ws'), ['graphql-transport-ws'])
    const heard = async () => JSON.parse(String((await once(socket, 'message'))[0]))
    await once(socket, 'open')
    socket.send('{"type":"connection_init"}')
    await heard()
    const queries = [
      `subscription { ${deep(13)} }`,
      fragmentTree(16, 5),
      `{ tree { ${times(31, (i) => `a${i}: name`)} } }`,
    ]
    const codes: unknown[] = []
    for (const [id, query] of queries.entries()) {
      socket.send(JSON.stringify({ id: `${id}`, type: 'subscribe', payload: { query } }))
      codes.push((await heard()).payload[0].extensions.code)
    }
    socket.close()
    expect(codes).toEqual(['LIMIT_DEPTH', 'LIMIT_SELECTIONS', 'LIMIT_ALIASES'])
  })
})

describe('variables and bodies of a hostile shape', () => {
  const withId = (json: string) => `{"query":"query ($id: ID!) { book(id: $id) { title } }","variables":{"id":${json}}}`
  const nest = (count: number) => '['.repeat(count) + ']'.repeat(count)

  test.each([
    ['a list as an id', withId('["a"]'), 400, 'BAD_USER_INPUT'],
    ['an object as an id', withId('{"a":1}'), 400, 'BAD_USER_INPUT'],
    ['the prototype as an id', withId('{"__proto__":{"polluted":true}}'), 400, 'BAD_REQUEST'],
    ['lists 10,000 deep as an id', withId(nest(10_000)), 400, 'BAD_USER_INPUT'],
    ['a number beyond all numbers', withId('1e400'), 400, 'BAD_USER_INPUT'],
    ['a fraction as an id', withId('1.5'), 400, 'BAD_USER_INPUT'],
    ['a text of a megabyte', withId(`"${'x'.repeat(1_048_576)}"`), 413, 'PAYLOAD_TOO_LARGE'],
    ['a text of 200 KB', withId(`"${'x'.repeat(200_000)}"`), 200, undefined],
    ['NUL in an id', withId('"\\u0000"'), 200, undefined],
    ['half a surrogate pair in an id', withId('"\\ud800"'), 200, undefined],
    [
      '15,000 variables nobody asked for',
      `{"query":"{ me }","variables":{${times(15_000, (i) => `"a${i}":${i}`).replaceAll(' ', ',')}}}`,
      200,
      undefined,
    ],
    ['variables that are a list', '{"query":"{ me }","variables":[1]}', 400, 'BAD_REQUEST'],
    ['variables that are a text', '{"query":"{ me }","variables":"x"}', 400, 'BAD_REQUEST'],
    [
      'variables named like the machinery',
      '{"query":"{ me }","variables":{"__proto__":{"polluted":true},"constructor":1}}',
      400,
      'BAD_REQUEST',
    ],
    ['a query that is an object', '{"query":{"a":1}}', 400, 'BAD_REQUEST'],
    ['a list of requests', '[{"query":"{ me }"},{"query":"{ me }"}]', 400, 'BAD_REQUEST'],
    ['an empty list', '[]', 400, 'BAD_REQUEST'],
    ['no JSON', '{"query":', 400, 'BAD_REQUEST'],
    ['lists 100,000 deep', nest(100_000), 400, 'BAD_REQUEST'],
    [
      'an operation name of 100 KB',
      JSON.stringify({ query: '{ me }', operationName: 'x'.repeat(100_000) }),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'a persisted query',
      '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}',
      200,
      'PERSISTED_QUERY_NOT_SUPPORTED',
    ],
  ])('%s: an answer or a refusal, and nothing told of how it failed', async (name, body, status, code) => {
    const told = await measured(name, () => send(body))
    expect([told.status, told.code]).toEqual([status, code])
    expectQuiet({ ...told, text: told.text.replaceAll(/x{1000,}/g, 'x') })
    expect(Reflect.get({}, 'polluted')).toBe(undefined)
  })
})

describe('names that objects inherit', () => {
  const magic = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'isPrototypeOf',
    'toJSON',
    'then',
    'length',
    '__defineGetter__',
    '__typename',
  ]

  test.each(magic)(
    'the alias %s holds what was asked for under it, from both agencies, and nothing else changes',
    async (name) => {
      const { data, errors } = await house.ask(`{ ${name}: book(id: "1") { ${name}: title shelf } }`)
      expect(errors).toBe(undefined)
      expect(Object.entries(data ?? {})).toEqual([[name, expect.anything()]])
      expect(Object.entries(Reflect.get(data ?? {}, name) ?? {})).toEqual([
        [name, 'Book 1'],
        ['shelf', 'shelf 1'],
      ])
      expect(Object.keys(Object.prototype)).toEqual([])
    },
  )

  test('as names of operations, fragments, variables and labels they are names like others', async () => {
    for (const name of magic) {
      const query = `query ${name} ($${name}: ID!) { book(id: $${name}) { ...${name} } } fragment ${name} on Book { title shelf }`
      const { data } = await house.ask(query, { variables: JSON.parse(`{"${name}":"2"}`) })
      if (name !== '__proto__') expect([name, data]).toEqual([name, { book: { title: 'Book 2', shelf: 'shelf 2' } }])
      else expect(Reflect.get({}, 'book')).toBe(undefined)
    }
  })
})

describe('operations that are almost alike', () => {
  test('each gets its own answer, whichever came before', async () => {
    // The shelves of these are lost on purpose.
    const ids = fc.stringMatching(/^[a-z0-9]{1,3}$/).filter((id) => !['7', '13', '666'].includes(id))
    const field = fc.constantFrom('title', 'shelf', 'code', 'id')
    const spelling = fc.record({ id: ids, one: field, other: field, skip: fc.boolean(), style: fc.nat({ max: 3 }) })
    const wanted = (id: string, name: string) =>
      ({ title: `Book ${id}`, shelf: `shelf ${id}`, code: `code ${id}`, id })[name]
    await fc.assert(
      fc.asyncProperty(fc.array(spelling, { minLength: 2, maxLength: 4 }), async (spellings) => {
        const answers = await Promise.all(
          spellings.map(({ id, one, other, skip, style }) => {
            const fields = `a: ${one} b: ${other} @skip(if: ${style % 2 ? skip : '$s'})`
            return style < 2
              ? house.ask(
                  `query ($s: Boolean! = ${skip}) { book(id: "${id}") { ${style % 2 ? `${fields} c: id @skip(if: $s)` : fields} } }`,
                )
              : house.ask(`query X($i: ID!, $s: Boolean!) { book(id: $i) { ${fields} d: id @skip(if: $s) } }`, {
                  variables: { i: id, s: skip },
                })
          }),
        )
        for (const [index, { data, errors }] of answers.entries()) {
          const { id, one, other, skip } = spellings[index] ?? { id: '', one: '', other: '', skip: false }
          const book = Reflect.get(data ?? {}, 'book') as Record<string, unknown>
          expect(errors).toBe(undefined)
          expect([book.a, book.b]).toEqual([wanted(id, one), skip ? undefined : wanted(id, other)])
        }
      }),
      { numRuns: Math.ceil(FUZZ_RUNS / 6), seed: FUZZ_SEED },
    )
  })
})

describe('documents made of bits of documents', () => {
  const bit = fc.constantFrom(
    ...'{ } ( ) [ ] : ! = | & @ ... $ " """ # , query mutation subscription fragment on true false null __typename __schema __type _entities _service tree name left right book books first id title shelf code lend Tree Book Query F0 F1 ...F0 ...F1 @skip(if:true) @include(if:$a) @defer @stream $a:Boolean 1 1e9 -0 "x" \\u0000 \\ \u2028 é 9999999999999999999999'.split(
      ' ',
    ),
  )
  const valid = fc.constantFrom(
    '{ tree { name left { name } } }',
    'query A($a: Boolean!) { book(id: "1") { title shelf @include(if: $a) } }',
    '{ books(first: 2) { ...F0 } } fragment F0 on Book { id code }',
    'mutation { lend(id: "1") { title } }',
  )
  const edit: fc.Arbitrary<readonly [at: number, cut: number, put: string]> = fc.tuple(
    fc.nat({ max: 80 }),
    fc.nat({ max: 3 }),
    bit,
  )
  const broken = fc
    .tuple(valid, fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([text, edits]) =>
      edits.reduce<string>((now, [at, cut, put]) => `${now.slice(0, at)} ${put} ${now.slice(at + cut)}`, text),
    )
  const document = fc.oneof(
    broken,
    fc.array(bit, { maxLength: 60 }).map((bits) => bits.join(' ')),
  )

  test(`are answered or refused, and the gateway says nothing of itself: ${FUZZ_RUNS} documents`, {
    timeout: 600_000,
  }, async () => {
    await measured('documents made of bits', () =>
      fc.assert(
        fc.asyncProperty(
          document,
          fc.constantFrom<object[]>({}, { a: true }, { a: null }, { a: [] }),
          async (query, variables) => {
            const told = await ask(query, variables)
            expect(told.status).toBeOneOf([200, 400])
            expect(told.code).not.toBe('INTERNAL')
            expectQuiet(told)
          },
        ),
        { numRuns: FUZZ_RUNS, seed: FUZZ_SEED },
      ),
    )
  })
})
