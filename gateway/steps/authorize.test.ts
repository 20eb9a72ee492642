import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Federation } from '../testing/federation.ts'
import {
  asked,
  borders,
  effects,
  fares,
  openGuarded,
  people,
  policiesOf,
  scope,
  viewerWith,
} from '../testing/guarded-graph.ts'

let federation: Federation

beforeAll(async () => {
  const { guarded } = await openGuarded({
    subgraphs: { people, borders, fares },
    policies: policiesOf({
      ...asked,
      'Person.lane': { personalData: { category: 'lanes', sensitivity: 'SELF_SERVICE' } },
      'Dog.age': scope('dogs'),
    }),
  })
  federation = guarded
}, 30_000)
afterAll(() => federation.close())

const viewer = viewerWith('wave')
const refusal = (...path: (string | number)[]) => expect.objectContaining({ path, code: 'SCOPE_REQUIRED' })

test('who may read everything gets everything', async () => {
  const { data, errors } = await federation.query('{ me { name crossing } }', {
    viewer: viewerWith('profile', 'passport'),
  })
  expect(errors).toEqual([])
  expect(data).toEqual({ me: { name: 'CANARY-NAME-1', crossing: 'may cross with CANARY-NUMBER' } })
})

test('a refused field is null at every place of a list, each with its error, and no agency is asked for it', async () => {
  const { data, errors, calls } = await federation.query('{ people { id n: name friend { name } } }', { viewer })
  expect(data).toEqual({
    people: [
      { id: '1', n: null, friend: { name: null } },
      { id: '2', n: null, friend: { name: null } },
    ],
  })
  expect(errors).toEqual([
    refusal('people', 0, 'n'),
    refusal('people', 0, 'friend', 'name'),
    refusal('people', 1, 'n'),
    refusal('people', 1, 'friend', 'name'),
  ])
  expect(calls.map(({ query }) => query).join()).not.toMatch(/\bname\b/)
})

test('what is read on behalf of a refused field only is not read either', async () => {
  const { data, errors, calls } = await federation.query('{ me { id fare } }', { viewer })
  expect(data).toEqual({ me: { id: '1', fare: null } })
  expect(errors).toEqual([refusal('me', 'fare')])
  expect(calls.map(({ subgraph, query }) => [subgraph, query])).toEqual([
    ['people', expect.not.stringContaining('passport')],
  ])
})

test('an operation of which nothing is left asks nobody', async () => {
  const { data, errors, calls } = await federation.query('mutation { pay { text } }', { viewer })
  expect({ data, calls }).toEqual({ data: { pay: null }, calls: [] })
  expect(errors).toEqual([refusal('pay')])
})

test('an object of which nothing is left is still there, or is not', async () => {
  const { data, errors } = await federation.query('{ me { name } found { ... on Dog { age } } }', { viewer })
  expect(data).toEqual({ me: { name: null }, found: {} })
  expect(errors).toEqual([refusal('me', 'name')])
})

test('a refused mutation does not run, and the others run in their order', async () => {
  const before = effects.payments
  const { data, errors } = await federation.query('mutation { a: wave pay { text } b: wave }', { viewer })
  expect(data).toEqual({ a: 'waved', pay: null, b: 'waved' })
  expect(errors).toEqual([refusal('pay')])
  expect(effects.payments).toBe(before)
})

test.each([true, false])('a field that a variable leaves out (%s) is told of only where it is asked for', async (a) => {
  const query = 'query ($a: Boolean!) { me { id name @include(if: $a) ... @skip(if: $a) { n: name } } }'
  const { data, errors } = await federation.query(query, { viewer, variables: { a } })
  expect(data).toEqual({ me: a ? { id: '1', name: null } : { id: '1', n: null } })
  expect(errors).toEqual([refusal('me', a ? 'name' : 'n')])
})

test('one type of a union is refused and the other is not', async () => {
  const { data, errors } = await federation.query('{ node { id ... on Dog { age } ... on Person { lane } } }', {
    viewer,
  })
  expect({ data, errors }).toEqual({ data: { node: { id: '1', lane: 7 } }, errors: [] })
})

test('mentions that are one field of the answer are refused together', async () => {
  const { data, errors } = await federation.query('{ node { ... on Person { name } ... on Named { name } } }', {
    viewer,
  })
  expect({ data, errors }).toEqual({ data: { node: { name: null } }, errors: [refusal('node', 'name')] })
})

test('a refused field that may not be null takes the object around it', async () => {
  const { guarded } = await openGuarded({
    subgraphs: {
      people: {
        typeDefs: 'type Query { me: Person } type Person { id: ID! name: String! }',
        resolvers: { Query: { me: () => ({ id: '1', name: 'x' }) } },
      },
    },
    policies: policiesOf({ 'Person.name': scope('profile') }),
  })
  const { data, errors } = await guarded.query('{ me { id name } }', { viewer })
  await guarded.close()
  expect({ data, errors }).toEqual({ data: { me: null }, errors: [refusal('me', 'name')] })
})

test('a key that may not be read refuses what needs it, and nothing else', async () => {
  const { guarded } = await openGuarded({
    subgraphs: { people, borders, fares },
    policies: policiesOf({ 'Person.id': scope('ids') }),
  })
  const { data, errors } = await guarded.query('{ me { name lane } }', { viewer })
  await guarded.close()
  expect({ data, errors }).toEqual({
    data: { me: { name: 'CANARY-NAME-1', lane: null } },
    errors: [refusal('me', 'lane')],
  })
})

test('a deferred field that is refused is null in its part', async () => {
  const parts = await federation.queryIncrementally('{ me { id ... @defer { name lane } } }', { viewer })
  expect(parts.map(({ data }) => data)).toEqual([{ me: { id: '1' } }, { name: null, lane: 7 }])
  expect(parts[1]?.errors).toEqual([refusal('me', 'name')])
})

test('nothing deferred comes out of a refused field', async () => {
  const parts = await federation.queryIncrementally('{ me { crossing passport { ... @defer { country } } } }', {
    viewer: viewerWith('other'),
  })
  expect(parts.map(({ data }) => data)).toEqual([{ me: { crossing: null, passport: null } }])
})

test('a subscription whose field is refused opens nothing and has no data', async () => {
  const before = effects.subscriptions
  const [only, ...others] = await federation.subscribe('subscription { moved { id } }', { viewer })
  expect([only?.data, others, effects.subscriptions]).toEqual([undefined, [], before])
  expect(only?.errors).toEqual([refusal('moved')])
})

test('each event of a subscription has its refusal', async () => {
  const events = await federation.subscribe('subscription { moved { id name crossing } }', {
    viewer: viewerWith('profile'),
  })
  expect(events.map(({ data }) => data)).toEqual([{ moved: { id: '1', name: 'CANARY-NAME-1', crossing: null } }])
  expect(events[0]?.errors).toEqual([refusal('moved', 'crossing')])
})

test('two callers who ask the same at the same time each get what is theirs', async () => {
  const ask = (scopes: string[]) => federation.query('{ me { name } }', { viewer: viewerWith(...scopes) })
  const answers = await Promise.all([ask(['profile']), ask(['wave']), ask(['profile'])])
  const names = answers.map(({ data }) => (data as { me: { name: string | null } }).me.name)
  expect(names).toEqual(['CANARY-NAME-1', null, 'CANARY-NAME-1'])
})
