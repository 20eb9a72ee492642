import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SmallHouse } from './testing/small-house.ts'
import { startSmallHouse } from './testing/small-house.ts'

let house: SmallHouse
beforeAll(async () => {
  house = await startSmallHouse()
})
afterAll(() => house.close())

const NEW = 'application/graphql-response+json'

/** Status, code of the one error, and content type of a raw request. */
async function send(init: RequestInit & { search?: string }): Promise<[number, unknown, string | null]> {
  const response = await fetch(`${house.gateway.url}${init.search ?? ''}`, { method: 'POST', ...init })
  const { errors } = (await response.json()) as { errors?: { message: string; extensions: { code: string } }[] }
  expect(errors?.every(({ message }) => message.length > 0) ?? true).toBe(true)
  return [
    response.status,
    errors?.map(({ extensions }) => extensions.code).join(),
    response.headers.get('content-type'),
  ]
}

const json = (body: unknown, headers: Record<string, string> = {}) =>
  send({
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })

test('one request is answered from both agencies', async () => {
  const answer = await house.ask('query Both { books(first: 1) { id title shelf code } floors }')
  expect([answer.status, JSON.parse(answer.text)]).toEqual([
    200,
    { data: { books: [{ id: '1', title: 'Book 1', shelf: 'shelf 1', code: 'code 1' }], floors: ['ground', 'first'] } },
  ])
})

test('an agency hears who asks: nobody without a token, the resident with one, nobody at all with a bad one', async () => {
  expect((await house.ask('{ me }')).data).toEqual({ me: 'anonymous' })
  const subject = '22222222-2222-4222-8222-222222222222'
  const headers = { authorization: `Bearer ${await house.tokenFor({ subject })}` }
  expect((await house.ask('{ me }', { headers })).data).toEqual({ me: subject })
  const refused = await house.ask('{ me }', { headers: { authorization: `${headers.authorization}x` } })
  expect([refused.status, refused.errors?.[0]?.extensions, refused.data]).toEqual([
    401,
    { code: 'TOKEN_INVALID' },
    undefined,
  ])
  expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"')
})

test('residents who ask at the same moment each get their own answer', async () => {
  const subjects = Array.from({ length: 20 }, (_, index) => `00000000-0000-4000-8000-0000000000${10 + index}`)
  const askers = await Promise.all(
    subjects.map(async (subject) => ({ subject, authorization: `Bearer ${await house.tokenFor({ subject })}` })),
  )
  const crowd = Array.from({ length: 200 }, (_, index) => askers[index % askers.length]).flatMap((one) => one ?? [])
  const answers = await Promise.all(
    crowd.map(({ authorization }) => house.ask('{ me }', { headers: { authorization } })),
  )
  expect(answers.map(({ data }) => data?.me)).toEqual(crowd.map(({ subject }) => subject))
})

test('an identity header from outside changes nothing', async () => {
  const headers = { 'gba-viewer-statement': 'forged', 'x-viewer': '1' }
  expect((await house.ask('{ me }', { headers })).data).toEqual({ me: 'anonymous' })
})

test.each([
  ['a document that does not parse', '{', 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a bad date in the document', '{ due(on: "2023-02-29") }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a bad date in a variable', 'query ($on: Date!) { due(on: $on) }', 'BAD_USER_INPUT'],
  ['two operations and no name', 'query A { me } query B { me }', 'OPERATION_RESOLUTION_FAILURE'],
])('%s is 200 for application/json and 400 for the newer type', async (_name, query, code) => {
  const body = { query, variables: { on: '2023-02-29' } }
  expect(await json(body)).toEqual([200, code, 'application/json; charset=utf-8'])
  expect(await json(body, { accept: NEW })).toEqual([400, code, `${NEW}; charset=utf-8`])
})

test.each([
  ['300 KB', { query: '{ me }', variables: { x: 'x'.repeat(300_000) } }, 413, 'PAYLOAD_TOO_LARGE'],
  ['more than 2000 tokens', { query: `{ ${'me '.repeat(2_001)} }` }, 400, 'LIMIT_TOKENS'],
  ['13 levels', { query: `{ tree ${'{ tree '.repeat(12)} { name } ${'}'.repeat(12)} }` }, 400, 'LIMIT_DEPTH'],
  ['11 root fields', { query: `{ ${'me '.repeat(11)} }` }, 400, 'LIMIT_ROOT_FIELDS'],
  [
    '31 aliases',
    { query: `{ tree { ${Array.from({ length: 31 }, (_, i) => `a${i}: name`).join(' ')} } }` },
    400,
    'LIMIT_ALIASES',
  ],
  ['51 directives', { query: `{ me ${'@skip(if: false) '.repeat(51)} }` }, 400, 'LIMIT_DIRECTIVES'],
  ['a fragment bomb', { query: bomb(16) }, 400, 'LIMIT_SELECTIONS'],
  ['a body that is no JSON', '{ "not', 400, 'BAD_REQUEST'],
  ['an empty body', '', 400, 'BAD_REQUEST'],
  ['a body that would change prototypes', '{"query":"{ me }","__proto__":{"x":1}}', 400, 'BAD_REQUEST'],
  ['several operations in one body', [{ query: '{ me }' }, { query: '{ me }' }], 400, 'BAD_REQUEST'],
  ['no query', { variables: {} }, 400, 'BAD_REQUEST'],
])('%s is refused alike under both media types', async (_name, body, status, code) => {
  expect(await json(body)).toEqual([status, code, 'application/json; charset=utf-8'])
  expect(await json(body, { accept: NEW })).toEqual([status, code, `${NEW}; charset=utf-8`])
})

function bomb(levels: number): string {
  const fragments = Array.from(
    { length: levels },
    (_, i) => `fragment F${i} on Tree { left { ...F${i + 1} } right { ...F${i + 1} } }`,
  )
  return `{ tree { ...F0 } } ${fragments.join(' ')} fragment F${levels} on Tree { name }`
}

test('a persisted query is not taken, and says so', async () => {
  const [status, code] = await json({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } })
  expect([status, code]).toEqual([200, 'PERSISTED_QUERY_NOT_SUPPORTED'])
})

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/graphql',
  'multipart/form-data; boundary=x',
])('a body of type %s is refused', async (type) => {
  const [status, code] = await send({
    body: '{"query":"mutation { lend(id: 1) { id } }"}',
    headers: { 'content-type': type },
  })
  expect([status, code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
})

test('an answer type we do not have is refused before anything runs', async () => {
  const before = house.log.length
  const [status, code] = await json({ query: 'mutation { lend(id: 1) { id } }' }, { accept: 'text/html' })
  expect([status, code]).toEqual([406, 'NOT_ACCEPTABLE'])
  await expect.poll(() => house.log.length).toBeGreaterThan(before)
  expect(house.log.slice(before).filter(({ msg }) => msg === 'request')).toMatchObject([{ fetches: [], status: 406 }])
})

test('GET reads; GET never changes; other methods are refused', async () => {
  const headers = { 'content-type': 'application/json' }
  const search = (query: string) => `?query=${encodeURIComponent(query)}`
  expect(await send({ method: 'GET', search: search('{ me }'), headers })).toEqual([200, undefined, expect.any(String)])
  expect((await send({ method: 'GET', search: search('{ me }') })).slice(0, 2)).toEqual([400, 'BAD_REQUEST'])
  const lend = search('mutation { lend(id: 1) { id } }')
  expect((await send({ method: 'GET', search: lend, headers })).slice(0, 2)).toEqual([405, 'METHOD_NOT_ALLOWED'])
  const named = `${search('query A { me } mutation B { lend(id: 1) { id } }')}&operationName=B`
  expect((await send({ method: 'GET', search: named, headers })).slice(0, 2)).toEqual([405, 'METHOD_NOT_ALLOWED'])
  for (const method of ['PUT', 'DELETE', 'PATCH']) {
    const response = await fetch(house.gateway.url, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST'])
  }
})

test('headers that are too many or too long are refused in the same shape', async () => {
  const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`x-${index}`, 'x']))
  expect((await json({ query: '{ me }' }, many)).slice(0, 2)).toEqual([431, 'HEADERS_TOO_LARGE'])
  expect((await json({ query: '{ me }' }, { 'x-long': 'x'.repeat(17_000) })).slice(0, 2)).toEqual([
    431,
    'HEADERS_TOO_LARGE',
  ])
})

test('what is not HTTP is answered in the same shape and the next request is served', async () => {
  const { hostname, port } = new URL(house.gateway.url)
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write('HELLO\r\n\r\n'))
    socket.on('data', (chunk) => resolve(chunk.toString()))
  })
  expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*"code":"BAD_REQUEST"/)
  expect((await house.ask('{ me }')).status).toBe(200)
})

test('every answer carries its own request id, also a refusal, and one log line has it', async () => {
  const ids = [
    await house.ask('{ me }'),
    await house.ask('{'),
    await house.ask('{ me }', { headers: { accept: 'x/y' } }),
  ].map(({ headers }) => headers.get('x-request-id'))
  expect(new Set(ids).size).toBe(3)
  await expect
    .poll(() => house.log.filter(({ requestId, msg }) => msg === 'request' && ids.includes(String(requestId))))
    .toHaveLength(3)
})

test('the log line names partner, operation and agencies, and no resident, token or variable', async () => {
  const subject = '33333333-3333-4333-8333-333333333333'
  const bearer = await house.tokenFor({ subject, clientId: 'app-z' })
  const { headers } = await house.ask('query Mine($id: ID!) { book(id: $id) { shelf } me }', {
    variables: { id: 'canary-4711' },
    headers: { authorization: `Bearer ${bearer}` },
  })
  const id = headers.get('x-request-id')
  await expect.poll(() => house.log.some(({ requestId }) => requestId === id)).toBe(true)
  const line = house.log.find(({ requestId }) => requestId === id)
  expect(line).toMatchObject({
    status: 200,
    operationName: 'Mine',
    operationType: 'query',
    clientId: 'app-z',
    forResident: true,
    codes: [],
    fetches: [{ subgraph: 'library' }, { subgraph: 'shelves' }],
  })
  for (const secret of [subject, bearer, 'canary-4711']) expect(JSON.stringify(house.log)).not.toContain(secret)
})

test('the machinery of the federation is not to be asked for', async () => {
  for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }']) {
    expect((await house.ask(query)).errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  }
})

test('a header does not bring the query plan', async () => {
  const answer = await house.ask('{ me }', { headers: { 'apollo-query-plan-experimental': '1' } })
  expect(JSON.parse(answer.text)).toEqual({ data: { me: 'anonymous' } })
})

test('two layouts of one operation share a plan, and arguments are not mixed up', async () => {
  const one = await house.ask('{ book(id: "1") { title } }')
  const two = await house.ask('{\n  book(id: "1") {\n    title # same\n  }\n}')
  const other = await house.ask('{ book(id: "2") { title } }')
  expect([one.data, two.data, other.data]).toEqual([
    { book: { title: 'Book 1' } },
    { book: { title: 'Book 1' } },
    { book: { title: 'Book 2' } },
  ])
})

test('health and readiness are answered, anything else is not found', async () => {
  const base = new URL(house.gateway.url).origin
  const read = async (path: string) => {
    const response = await fetch(base + path)
    return [response.status, await response.json()]
  }
  expect(await read('/health')).toEqual([200, { status: 'ok' }])
  expect(await read('/ready')).toEqual([200, { ready: true }])
  expect(await read('/nothing')).toEqual([
    404,
    { errors: [expect.objectContaining({ extensions: { code: 'NOT_FOUND' } })] },
  ])
})

test('an alias that is the name of a key changes no data', async () => {
  const answer = await house.ask(
    '{ books(first: 2) { id: title title: id shelf code } book(id: "3") { ...B } } fragment B on Book { id: title shelf }',
  )
  expect(JSON.parse(answer.text)).toEqual({
    data: {
      books: [
        { id: 'Book 1', title: '1', shelf: 'shelf 1', code: 'code 1' },
        { id: 'Book 2', title: '2', shelf: 'shelf 2', code: 'code 2' },
      ],
      book: { id: 'Book 3', shelf: 'shelf 3' },
    },
  })
})

test('an error below such an alias names the place the caller knows', async () => {
  const answer = await house.ask('{ book(id: "666") { id: shelf } }')
  expect(answer.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['book', 'id'], 'INTERNAL']])
  expect(answer.data).toEqual({ book: { id: null } })
})
