import { expect, test } from 'vitest'
import { ConfigError } from '../../kit/config.ts'
import { composeSmallHouse } from '../testing/small-house.ts'
import { checkSchema } from './check-schema.ts'

const check = (sdl: string, timeoutMs = 20_000) => checkSchema(sdl, { timeoutMs })

test('a composed supergraph passes', async () => {
  await expect(check(composeSmallHouse())).resolves.toBeUndefined()
})

test.each([
  ['names an unknown type', 'type Query { a: Nowhere }', 'Unknown type "Nowhere"'],
  ['breaks its interface', 'interface A { b: Int } type Query implements A { c: Int }', 'Interface field A.b expected'],
  ['applies an unknown directive', 'type Query @join__type { a: Int }', 'Unknown directive "@join__type"'],
  ['is no GraphQL', 'type {', 'Syntax Error'],
])('a text that %s is refused with the complaint', async (_name, sdl, complaint) => {
  const problem = await check(sdl).catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(ConfigError)
  expect(String(problem)).toContain(complaint)
})

test('a check that takes too long is stopped, and that is not held against the supergraph', async () => {
  const problem = await check(composeSmallHouse(), 1).catch((error: unknown) => error)
  expect(problem).not.toBeInstanceOf(ConfigError)
  expect(String(problem)).toContain('stopped after 1 ms')
})
