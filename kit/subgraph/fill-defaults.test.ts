import { buildSchema, parse } from 'graphql'
import { expect, test } from 'vitest'
import { openSubgraphCaller } from '../../test/support/subgraph-caller.ts'
import { openLogger } from '../logger.ts'
import { fillDefaults } from './fill-defaults.ts'
import { startSubgraph } from './start-subgraph.ts'

const typeDefs = /* GraphQL */ `
  type Query { echo(by: Question!): String }
  input Question { text: String! words: [Word!]! = [{ text: "x" }] next: Question }
  input Word { text: String! count: Int! = 1 }
`
const document = parse('query ($by: Question!) { echo(by: $by) }')
const fill = (by: unknown) => fillDefaults(buildSchema(typeDefs), document, { by }).by

test('what is absent gets its default, at every depth, and what is given stays', () => {
  expect(fill({ text: 'a', next: { text: 'b', words: [{ text: 'c' }, { text: 'd', count: 4 }] } })).toEqual({
    text: 'a',
    words: [{ text: 'x', count: 1 }],
    next: {
      text: 'b',
      words: [
        { text: 'c', count: 1 },
        { text: 'd', count: 4 },
      ],
    },
  })
})

test('a null that was given stays null, and wrong values are left for validation to refuse', () => {
  expect(fill({ text: 'a', next: null })).toMatchObject({ next: null })
  expect(fill('not an object')).toBe('not an object')
})

async function askThreeTimes(inputs: string): Promise<unknown[]> {
  const caller = await openSubgraphCaller()
  const running = await startSubgraph(
    {
      name: 'echo',
      typeDefs: `type Query { echo(by: Question!): String } ${inputs}`,
      resolvers: { Query: { echo: (_: unknown, { by }: { by: object }) => JSON.stringify(by) } },
      createContext: (base) => base,
    },
    {
      host: '127.0.0.1',
      port: 0,
      ...caller.doorKeys,
      now: Date.now,
      logger: openLogger({ name: 'echo', level: 'silent' }),
    },
  )
  const question = {
    url: running.url,
    audience: 'echo',
    query: 'query ($by: Question!) { echo(by: $by) }',
    variables: { by: { text: 'a' } },
  }
  const answers = [await caller.ask(question), await caller.ask(question), await caller.ask(question)]
  await running.close()
  return answers.map(({ data }) => data?.echo)
}

test('the compiled execution of the second and third request answers as the first did', async () => {
  const echo = '{"text":"a","words":[{"text":"x","count":1}]}'
  const inputs =
    'input Question { text: String! words: [Word!]! = [{ text: "x" }] } input Word { text: String! count: Int! = 1 }'
  expect(await askThreeTimes(inputs)).toEqual([echo, echo, echo])
})

test('an input that can contain itself is answered without compiling, which would never end', async () => {
  const echo = '{"text":"a"}'
  const inputs = 'input Question { text: String! because: [Reason!] } input Reason { question: Question }'
  expect(await askThreeTimes(inputs)).toEqual([echo, echo, echo])
})
