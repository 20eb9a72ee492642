import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildClientSchema, getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Started } from '../../support/started-house.ts'
import { startCommand } from '../../support/started-house.ts'
import type { ServedSubgraphs } from './serve-subgraphs.ts'
import { serveSubgraphs } from './serve-subgraphs.ts'

const published = readFileSync(new URL('products-example.supergraph.graphql', import.meta.url), 'utf8')

const users = [
  { id: 'u1', name: 'Ada', username: 'ada', birthday: 1815 },
  { id: 'u2', name: 'Alan', username: 'alan', birthday: 1912 },
]
const products = [
  { upc: 'p1', name: 'Table', price: 899, weight: 100 },
  { upc: 'p2', name: 'Couch', price: 1299, weight: 1000 },
]
const reviews = [
  { id: 'r1', body: 'Love it!', author: 'u1', product: 'p1' },
  { id: 'r2', body: 'Too expensive.', author: 'u2', product: 'p1' },
  { id: 'r3', body: 'Could be better.', author: 'u1', product: 'p2' },
]

const reviewOf = ({ id, body, author, product }: (typeof reviews)[number]) => ({
  id,
  body,
  author: { id: author, username: users.find((user) => user.id === author)?.username },
  product: { upc: product },
})
const resolvers = {
  accounts: {
    Query: { users: () => users, user: (_: unknown, { id }: { id: string }) => users.find((user) => user.id === id) },
    User: { __resolveReference: ({ id }: { id: string }) => users.find((user) => user.id === id) },
  },
  products: {
    Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
    Product: { __resolveReference: ({ upc }: { upc: string }) => products.find((product) => product.upc === upc) },
  },
  inventory: {
    Product: {
      inStock: ({ upc }: { upc: string }) => upc === 'p1',
      shippingEstimate: ({ price, weight }: { price: number; weight: number }) => (price > 1000 ? 0 : weight / 2),
    },
  },
  reviews: {
    Product: {
      reviews: ({ upc }: { upc: string }) => reviews.filter(({ product }) => product === upc).map(reviewOf),
    },
    User: { reviews: ({ id }: { id: string }) => reviews.filter(({ author }) => author === id).map(reviewOf) },
  },
}

let folder: string
let file: string
let subgraphs: ServedSubgraphs
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gba-public-'))
  file = join(folder, 'supergraph.graphql')
  subgraphs = await serveSubgraphs(published, resolvers)
  writeFileSync(file, subgraphs.supergraphSdl)
})
afterAll(() => {
  subgraphs.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The command as anybody types it, with nothing of the house in its environment. */
function run(...flags: string[]): Started {
  const { NODE_ENV, NODE_OPTIONS, ...shell } = process.env
  const env = { ...shell, LOG_LEVEL: 'error', KEYS_DIR: join(folder, 'keys') }
  return startCommand(['npm', 'run', '-s', 'gateway', '--', '--supergraph', file, '--port', '0', ...flags], { env })
}

async function open(...flags: string[]) {
  const startedAt = performance.now()
  const command = run('--no-auth', ...flags)
  await command.says('gateway answers on ')
  const url = /answers on (\S+)/.exec(command.stdout())?.[1] ?? ''
  const ready = await fetch(new URL('/ready', url))
  return { command, url, ready: ready.status, readyMs: performance.now() - startedAt }
}

interface Answer {
  readonly data?: unknown
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}

async function ask(url: string, query: string, variables: object = {}): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
  return (await response.json()) as Answer // the tests compare all of it
}

const codesOf = ({ errors = [] }: Answer) => errors.map(({ extensions }) => extensions.code)

describe('the gateway command over a supergraph that others have published', () => {
  let command: Started
  let url: string
  beforeAll(async () => {
    const opened = await open()
    expect(opened.ready).toBe(200)
    console.info(`ready ${Math.round(opened.readyMs)} ms after the command was given`)
    command = opened.command
    url = opened.url
  })
  afterAll(() => command?.end())

  test('one question is answered from all four subgraphs', async () => {
    subgraphs.asked.length = 0
    const answer = await ask(
      url,
      `{ topProducts(first: 1) { name inStock shippingEstimate reviews { body author { name username } product { upc price } } } }`,
    )
    expect(answer).toEqual({
      data: {
        topProducts: [
          {
            name: 'Table',
            inStock: true,
            shippingEstimate: 50,
            reviews: [
              { body: 'Love it!', author: { name: 'Ada', username: 'ada' }, product: { upc: 'p1', price: 899 } },
              {
                body: 'Too expensive.',
                author: { name: 'Alan', username: 'alan' },
                product: { upc: 'p1', price: 899 },
              },
            ],
          },
        ],
      },
    })
    expect(new Set(subgraphs.asked)).toEqual(new Set(['accounts', 'inventory', 'products', 'reviews']))
  })

  test('names that callers give to fields are theirs, keys included', async () => {
    const answer = await ask(url, '{ user(id: "u2") { id: username name: id written: reviews { upc: body } } }')
    expect(answer).toEqual({ data: { user: { id: 'alan', name: 'u2', written: [{ upc: 'Too expensive.' }] } } })
  })

  test.each([
    [true, { topProducts: [{ name: 'Table', inStock: true }] }],
    [false, {}],
  ])('what is asked on a condition that is %s comes from every subgraph or from none', async (stock, data) => {
    const query = 'query ($stock: Boolean!) { ... @include(if: $stock) { topProducts(first: 1) { name inStock } } }'
    expect(await ask(url, query, { stock })).toEqual({ data })
  })

  test('callers see the whole schema, and nothing of how it is divided', async () => {
    const { data } = await ask(url, getIntrospectionQuery())
    const schema = buildClientSchema(data as Parameters<typeof buildClientSchema>[0]) // as the specification has it
    const fields = Object.keys(schema.getQueryType()?.getFields() ?? {})
    expect(fields.toSorted()).toEqual(['me', 'topProducts', 'user', 'users'])
    const types = Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith('__'))
    expect(types.toSorted()).toEqual(['Boolean', 'ID', 'Int', 'Product', 'Query', 'Review', 'String', 'User'])
  })

  test('a subgraph that knows no answer leaves a null, and a question that is none is refused', async () => {
    expect(await ask(url, '{ me { name } user(id: "nobody") { name } }')).toEqual({ data: { me: null, user: null } })
    expect(codesOf(await ask(url, '{ topProducts { wings } }'))).toEqual(['GRAPHQL_VALIDATION_FAILED'])
  })
})

describe('the flags of the command', () => {
  const deep = '{ users { reviews { product { reviews { id } } } } }'

  test('a limit is lowered and raised by its flag', async () => {
    const { command, url } = await open('--limit-depth', '4', '--limit-aliases', '1')
    try {
      expect(codesOf(await ask(url, deep))).toEqual(['LIMIT_DEPTH'])
      expect(codesOf(await ask(url, '{ a: me { id } b: me { id } }'))).toEqual(['LIMIT_ALIASES'])
      expect(codesOf(await ask(url, '{ a: me { id } }'))).toEqual([])
    } finally {
      command.end()
    }
  })

  test('without authentication it serves this machine alone', async () => {
    const command = run('--no-auth', '--listen', '0.0.0.0')
    const { code } = await command.exit
    expect(code).toBe(1)
    expect(command.stderr()).toContain('NO_AUTH serves callers on this machine alone')
    expect(command.stdout()).toBe('')
  })
})
