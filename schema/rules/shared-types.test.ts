import { expect, test } from 'vitest'
import { contractsOf, saysOf } from '../testing/graph-of.ts'
import { sharedTypes } from './shared-types.ts'

const state = '"How it is."\nenum State { "Open." OPEN }'
const text = '"The same text."\ntype Text @shareable { "English." en: String! }'

test('the same text in two agencies passes, and entities may have a part in each', () => {
  const a = `${state}\n${text}\ntype Park @key(fields: "id") { id: ID! name: String }`
  const b = `${text}\n${state}\ntype Park @key(fields: "id") { id: ID! trees: Int }`
  expect(saysOf(sharedTypes, { contracts: contractsOf({ a, b }) })).toEqual([])
})

test.each([
  ['a description', state, state.replace('Open.', 'Opened.'), 'State'],
  ['a value', state, state.replace('OPEN', 'OPEN "Shut." SHUT'), 'State'],
  ['a type', text, text.replace('String!', 'String'), 'Text'],
])('a copy that differs in %s is refused', (_what, a, b, name) => {
  expect(saysOf(sharedTypes, { contracts: contractsOf({ a, b }) })).toEqual([
    `b:2 got another ${name} in b than in a, wanted the same text`,
  ])
})
