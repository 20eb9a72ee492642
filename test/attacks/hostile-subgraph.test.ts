import * as fc from 'fast-check'
import type { DocumentNode } from 'graphql'
import { getOperationAST, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SubgraphReply } from '../../gateway/engine/engine.ts'
import { isFailure } from '../../gateway/engine/engine.ts'
import { loadEngine } from '../../gateway/engine/load-engine.ts'
import { readAnswer } from '../../gateway/subgraph-client/read-answer.ts'
import { replyOf } from '../../gateway/subgraph-client/subgraph-failure.ts'
import type { Federation, FederationAnswer } from '../../gateway/testing/federation.ts'
import { openFederation } from '../../gateway/testing/federation.ts'
import { findBreach, isAsked } from './hostile-subgraph/check-answer.ts'
import type { Path } from './hostile-subgraph/compare-answers.ts'
import { areOnOneLine, firstLost, nulledPlaces } from './hostile-subgraph/compare-answers.ts'
import type { Tamper } from './hostile-subgraph/market.ts'
import { openMarket, operations, streamed, subgraphNames } from './hostile-subgraph/market.ts'
import type { Mutation } from './hostile-subgraph/mutate.ts'
import { CANARY, mutate, mutation } from './hostile-subgraph/mutate.ts'

/** How many attacks; SOAK takes some minutes. */
const RUNS = process.env.SOAK ? 100_000 : process.env.CI ? 2_000 : 300
const SEED = process.env.HOSTILE_SEED ? Number(process.env.HOSTILE_SEED) : Math.trunc(Math.random() * 2 ** 31)
const REPLAY_PATH = process.env.HOSTILE_PATH
/** Far more than any answer takes: it tells of a hang, not of slowness. */
const HANG_MS = 8_000
/** Entities that one operation may ask agencies for. */
const REPRESENTATIONS_LIMIT = 5_000
const RUNS_PER_SECOND_AT_LEAST = 30
const TIMEOUT_MS = 60_000 + (RUNS / RUNS_PER_SECOND_AT_LEAST) * 1_000

interface Attack {
  readonly operation: number
  readonly subgraph: string
  /** Which of the subgraph's answers to this operation are changed, and how; each call after the last is honest. */
  readonly answers: readonly (readonly Mutation[])[]
}

const attackOn = (asked: readonly string[]): fc.Arbitrary<Attack> =>
  fc.record({
    operation: fc.nat({ max: asked.length - 1 }),
    subgraph: fc.constantFrom(...subgraphNames),
    answers: fc.array(fc.array(mutation, { maxLength: 2 }), { minLength: 1, maxLength: 3 }),
  })

let federation: Federation
let tamper: Tamper = (reply) => reply
/** By operation: the honest answer, and by subgraph the answer without it. */
let honest: { whole: FederationAnswer; without: Map<string, FederationAnswer> }[]

beforeAll(async () => {
  const subgraphs = openMarket((reply, call) => tamper(reply, call))
  federation = await openFederation({ subgraphs, load: loadEngine })
  honest = []
  for (const operation of operations) {
    tamper = (reply) => reply
    const whole = await federation.query(operation)
    const without = new Map<string, FederationAnswer>()
    for (const name of subgraphNames) {
      tamper = (reply, { subgraph }) => (subgraph === name ? unavailable(name) : reply)
      without.set(name, await federation.query(operation))
    }
    honest.push({ whole, without })
  }
})
afterAll(() => federation?.close())

function unavailable(name: string): SubgraphReply {
  return replyOf({ failure: 'SUBGRAPH_UNAVAILABLE', cause: 'test' }, name)
}

/** Runs one attack as a request of its own. */
async function run(attack: Attack): Promise<{ answer: FederationAnswer; lawful: boolean }> {
  const { isLawful } = startTampering(attack)
  const answer = await withoutHanging(federation.query(operations[attack.operation] ?? ''))
  return { answer, lawful: isLawful() }
}

function startTampering({ subgraph, answers }: Pick<Attack, 'subgraph' | 'answers'>): { isLawful: () => boolean } {
  const waiting = [...answers]
  let lawful = false
  tamper = (reply, call) => {
    const mutations = call.subgraph === subgraph ? waiting.shift() : undefined
    if (!mutations || isFailure(reply)) return reply
    const mutated = mutate(reply.data, mutations)
    lawful ||= mutated.lawful
    const read = readAnswer(mutated.text)
    return 'failure' in read ? replyOf(read, subgraph) : read
  }
  return { isLawful: () => lawful }
}

/** The parts or events of an operation while one subgraph is hostile. */
async function runStreamed({ operation, ...attack }: Attack): Promise<readonly FederationAnswer[]> {
  const text = streamed[operation] ?? ''
  startTampering(attack)
  const parts = text.startsWith('subscription') ? federation.subscribe(text) : federation.queryIncrementally(text)
  return withoutHanging(parts)
}

async function withoutHanging<T>(promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${HANG_MS} ms`)), HANG_MS)
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** What an attack has done that none may do. */
function findHarm({ operation, subgraph }: Attack, { answer, lawful }: Awaited<ReturnType<typeof run>>): string[] {
  const document = parse(operations[operation] ?? '')
  const { whole, without } = honest[operation] ?? {}
  const { data, errors } = answer
  const lost = firstLost(without?.get(subgraph)?.data, data)
  const isTold = (place: Path) => errors.some(({ path }) => path?.length && areOnOneLine(path, place))
  const untold = lawful ? [] : nulledPlaces(whole?.data, data).filter((place) => !isTold(place) && !isInBlob(place))
  return [
    ...findTalk(document, answer),
    findBreach(federation.engine.apiSchema, document, data),
    lost && `${lost.join('.')}, which others gave, is lost`,
    ...untold.map((place) => `${place.join('.')} is missing without a word`),
  ].filter((harm) => typeof harm === 'string')
}

/** What an answer, or a part of one, says that was not asked for; and what hearing it has changed in this process. */
function findTalk(document: DocumentNode, { data, errors }: FederationAnswer): string[] {
  const strange = errors.filter(({ path = [] }) => !isAsked(document, path))
  return [
    JSON.stringify(data, withoutBlobs)?.includes(CANARY) && 'what nobody asked for is answered',
    ...strange.map(({ path }) => `an error stands at ${path?.join('.').slice(0, 200)}, where nothing was asked for`),
    changedPrototype(),
  ].filter((harm) => typeof harm === 'string')
}

/** A scalar of the agency's own may hold whatever it says. */
function withoutBlobs(key: string, value: unknown): unknown {
  return key === 'label' ? undefined : value
}

function isInBlob(place: Path): boolean {
  return place.includes('label') && place.at(-1) !== 'label'
}

const prototypes = [Object, Array, Function, String, Number, Boolean, Map, Set, Promise].map(({ prototype }) => ({
  prototype,
  before: Object.getOwnPropertyDescriptors(prototype),
}))

function changedPrototype(): string | undefined {
  for (const { prototype, before } of prototypes) {
    const after = Object.getOwnPropertyDescriptors(prototype)
    const names = new Set([...Reflect.ownKeys(before), ...Reflect.ownKeys(after)])
    for (const name of names) {
      const [one, other] = [Reflect.get(before, name), Reflect.get(after, name)]
      if (one?.value !== other?.value || one?.get !== other?.get) return `${String(name)} of a prototype has changed`
    }
  }
  return undefined
}

const city = { zone: 'EAST' }
const person = { __typename: 'Person', name: 'Ada' }
const breaches: [string, object][] = [
  ['a key too few', { open: true, makers: [] }],
  ['a key too many', { open: true, makers: [], found: [], more: 1 }],
  ['a value of another type', { open: 'yes', makers: [], found: [] }],
  ['a null that may not be', { open: null, makers: [{ id: null, city }], found: [] }],
  ['a null in a list that may not be', { open: null, makers: [null], found: [] }],
  ['a value that an enum has not', { open: null, makers: [{ id: '1', city: { zone: 'NORTH' } }], found: [] }],
  ['an object for a list', { open: null, makers: { id: '1', city }, found: [] }],
  ['a type that is none of a union', { open: null, makers: [], found: [{ ...person, __typename: 'Maker' }] }],
  ['a type with the keys of another', { open: null, makers: [], found: [{ ...person, __typename: 'Product' }] }],
]

interface Wanted {
  readonly by: 'products' | 'reviews'
  readonly products: unknown
  readonly errors: readonly { path: (string | number)[] | undefined; code: string | undefined }[]
}

const DEEP = '['.repeat(10_000) + ']'.repeat(10_000)
const rated = { id: 'p1', rating: 1, maker: { name: 'Harbour Works' } }
const unrated = { id: 'p2', rating: null, maker: { name: 'Hill Works' } }

/** What an attack has once done to this engine, each by itself. */
const cases: [string, string, Wanted][] = [
  [
    'a key nested deeper than any stack takes its own entity along and nothing else',
    `{"data":{"products":[{"__typename":"Product","id":${DEEP},"maker":{"__typename":"Maker","id":"m1"}}]}}`,
    {
      by: 'products',
      products: null,
      errors: [{ path: ['products', 0, 'id'], code: 'DATA_INCOMPLETE' }],
    },
  ],
  [
    'an entity that is no object is an error, not an entity nobody knows',
    '{"data":{"_entities":[{"__typename":"Product","rating":1},true]}}',
    {
      by: 'reviews',
      products: [rated, unrated],
      errors: [{ path: ['products', 1, 'rating'], code: 'SUBGRAPH_INVALID_RESPONSE' }],
    },
  ],
  [
    'too few entities are an error where they are missing',
    '{"data":{"_entities":[{"__typename":"Product","rating":1}]}}',
    {
      by: 'reviews',
      products: [rated, unrated],
      errors: [{ path: ['products', 1, 'rating'], code: 'SUBGRAPH_INVALID_RESPONSE' }],
    },
  ],
  [
    'an entity nobody knows is no error',
    '{"data":{"_entities":[{"__typename":"Product","rating":1},null]}}',
    { by: 'reviews', products: [rated, unrated], errors: [] },
  ],
  [
    'an error at a place nobody asked for is told of where its data are missing',
    `{"data":null,"errors":[{"message":"${CANARY}","path":["postgres://10.0.0.5","nowhere"]}]}`,
    { by: 'products', products: null, errors: [{ path: ['products'], code: undefined }] },
  ],
]

describe('an agency that answers what it should not', () => {
  test('the honest answers are complete', () => {
    for (const { whole } of honest) expect(whole.errors).toEqual([])
    for (const [index, { whole }] of honest.entries()) {
      const document = parse(operations[index] ?? '')
      expect(findBreach(federation.engine.apiSchema, document, whole.data)).toBe(undefined)
    }
  })

  test('the honest parts and events are several and complete', async () => {
    for (const operation of streamed.keys()) {
      const parts = await runStreamed({ operation, subgraph: 'products', answers: [] })
      expect(parts.length).toBeGreaterThan(1)
      expect(parts.flatMap(({ errors }) => errors)).toEqual([])
    }
  })

  test.each(breaches)('the check of this test notices %s', (_name, data) => {
    const document = parse('{ open makers { id city { zone } } found { __typename ... on Person { name } } }')
    expect(findBreach(federation.engine.apiSchema, document, data)).toEqual(expect.any(String))
  })

  test.each(cases)('%s', async (_name, text, wanted) => {
    const isFirst = { reviews: true, products: true }
    tamper = (reply, { subgraph }) => {
      if (subgraph !== wanted.by || !isFirst[wanted.by]) return reply
      isFirst[wanted.by] = false
      const read = readAnswer(text)
      return 'failure' in read ? replyOf(read, subgraph) : read
    }
    const { data, errors } = await withoutHanging(federation.query('{ products { id rating maker { name } } count }'))
    expect({ data, errors: errors.map(({ path, code }) => ({ path, code })) }).toEqual({
      data: { products: wanted.products, count: 2 },
      errors: wanted.errors,
    })
  })

  test('a number beyond all numbers is no value of any scalar', async () => {
    const text = '{"data":{"products":[{"price":1e400,"label":1e400,"stock":1e400},{"price":1,"label":2,"stock":3}]}}'
    tamper = () => readAnswer(text) as SubgraphReply // the client takes it
    const { data, errors } = await federation.query('{ products { price label stock } }')
    expect(data).toEqual({ products: null })
    expect(errors.map(({ path }) => path?.join('.'))).toEqual([
      'products.0.price',
      'products.0.label',
      'products.0.stock',
    ])
  })

  test.each([
    ['an object that says how to make a number of it', '{"valueOf":1,"toString":"x"}'],
    ['a list deeper than any stack', DEEP],
  ])('%s is no number', async (_name, text) => {
    tamper = () => readAnswer(`{"data":{"products":[{"stock":${text},"price":${text}}]}}`) as SubgraphReply // as above
    const { data, errors } = await federation.query('{ products { price stock } }')
    expect(data).toEqual({ products: null })
    expect(errors.map(({ path }) => path?.join('.'))).toEqual(['products.0.price', 'products.0.stock'])
  })

  test('however many entities an agency makes up, no other agency is asked for more than so many', async () => {
    const items = Array.from({ length: 50_000 }, (_, id) => `{"__typename":"Product","id":"${id}"}`)
    const read = readAnswer(`{"data":{"products":[${items.join()}]}}`)
    if ('failure' in read) throw new Error('wanted an answer that the client takes')
    tamper = (reply, { subgraph }) => (subgraph === 'products' ? read : reply)
    const { data, errors, calls } = await federation.query('{ products { id rating } count }')
    const asked = calls.flatMap(({ variables }) => (variables.representations as unknown[] | undefined) ?? [])
    expect(asked.length).toBeLessThanOrEqual(REPRESENTATIONS_LIMIT)
    expect(data).toMatchObject({ count: 2 })
    expect(errors).toContainEqual(expect.objectContaining({ path: ['products', 0, 'rating'], code: 'LIMIT_COST' }))
  })

  test(`hurts its own part of the answer only, and says nothing but what was asked: ${RUNS} attacks`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    await checkAttacks(attackOn(operations), async (one) => findHarm(one, await run(one)))
  })

  test(`says nothing but what was asked in later parts and events either: ${RUNS} attacks`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    await checkAttacks(attackOn(streamed), async (one) => {
      const document = parse(streamed[one.operation] ?? '')
      const parts = await runStreamed(one)
      const isWhole = getOperationAST(document)?.operation === 'subscription'
      const breaches = parts.map(
        ({ data }) => isWhole && findBreach(federation.engine.apiSchema, document, data ?? null),
      )
      return [
        ...parts.flatMap((part) => findTalk(document, part)),
        ...breaches.filter((breach) => typeof breach === 'string'),
      ]
    })
  })
})

async function checkAttacks(attack: fc.Arbitrary<Attack>, findHarmOf: (attack: Attack) => Promise<string[]>) {
  const property = fc.asyncProperty(attack, async (one) => {
    expect(await findHarmOf(one)).toEqual([])
  })
  const replay = REPLAY_PATH === undefined ? {} : { path: REPLAY_PATH, endOnFailure: true }
  const details = await fc.check(property, { numRuns: RUNS, seed: SEED, ...replay })
  if (!details.failed) return
  const { currentTestName = '' } = expect.getState()
  const name = currentTestName.split(' > ').at(-1)?.split(':')[0]
  const command = `HOSTILE_SEED=${details.seed} HOSTILE_PATH=${details.counterexamplePath} npx vitest run test/attacks/hostile-subgraph.test.ts -t "${name}"`
  throw new Error(`${await fc.asyncDefaultReportMessage(details)}\n\nreplay: ${command}`, {
    cause: details.errorInstance,
  })
}
