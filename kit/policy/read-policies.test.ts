import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { parseFieldPolicies } from './read-policies.ts'

/** What each coordinate asks, as short as the tests need it. */
function asked(text: string): Record<string, string[]> {
  const policies = parseFieldPolicies(parse(text))
  return Object.fromEntries(
    [...Map.groupBy(policies, ({ coordinate }) => coordinate)].map(([coordinate, list]) => [
      coordinate,
      list.map(({ personalData, purposes, residency, scopes }) =>
        [personalData?.category, purposes, residency, scopes].map((each) => each ?? '-').join(' '),
      ),
    ]),
  )
}

const A = '@personalData(category: "a", sensitivity: "PERSONAL")'
const B = '@personalData(category: "b", sensitivity: "PERSONAL")'

test('a field’s class holds for the field, a type’s for each of its fields', () => {
  expect(asked(`type T { x: ID ${A} y: ID } type U ${B} { x: ID y: ID }`)).toEqual({
    'T.x': ['a - - -'],
    'U.x': ['b - - -'],
    'U.y': ['b - - -'],
  })
})

test('what a class leaves out it takes from what it returns, then from its type; whole classes are asked beside it', () => {
  const text = `type T ${A} @purpose(anyOf: ["p"]) @residency(jurisdiction: "HERE") { u: U ${B} x: ID ${B} }
    type U ${B} @purpose(anyOf: ["q"]) { x: ID }`
  expect(asked(text)).toEqual({
    'T.u': ['b q HERE -', 'a p HERE -', 'b q - -'],
    'T.x': ['b p HERE -', 'a p HERE -'],
    'U.x': ['b q - -'],
  })
})

test('a class said twice is asked once', () => {
  expect(asked(`type Query { t: T ${A} } type T ${A} { x: ID ${A} }`)).toEqual({
    'Query.t': ['a - - -'],
    'T.x': ['a - - -'],
  })
})

test('an interface’s class holds for those who implement it, and extensions add to a type', () => {
  const text = `interface I ${A} { x: ID y: ID ${B} } type T implements I { x: ID y: ID } extend type T { z: ID }`
  expect(asked(text)).toMatchObject({
    'T.x': ['a - - -'],
    'T.y': ['b - - -', 'a - - -'],
    'T.z': ['a - - -'],
  })
})

test('a class at a scalar or an enum is asked of whoever gives its values', () => {
  const text = `type T { x: Iban y: [Mood!] z: ID } scalar Iban @requiresScopes(scopes: [["s"]]) enum Mood @requiresScopes(scopes: [["m"]]) { A }`
  expect(asked(text)).toEqual({ 'T.x': ['- - - s'], 'T.y': ['- - - m'] })
})

test('types that return one another are read to their end', () => {
  const text = `type AConnection { edges: [AEdge] } type AEdge { node: A back: AConnection } type A ${A} { more: AConnection }`
  expect(asked(text)).toMatchObject({
    'AConnection.edges': ['a - - -'],
    'AEdge.node': ['a - - -'],
    'A.more': ['a - - -'],
  })
})

test('Federation’s own are read, lists of one without their brackets too', () => {
  const [x, y, z] = parseFieldPolicies(
    parse(
      'type T { x: ID @authenticated y: ID @federation__policy(policies: "p") z: ID @requiresScopes(scopes: [["a", "b"], ["c"]]) }',
    ),
  )
  expect(x).toMatchObject({ coordinate: 'T.x', authenticated: true, scopes: null })
  expect(y).toMatchObject({ coordinate: 'T.y', authenticated: false, policies: [['p']] })
  expect(z).toMatchObject({ coordinate: 'T.z', scopes: [['a', 'b'], ['c']] })
})

test.each([
  ['@personalData(category: "a", sensitivity: "constructor")', 'wanted a sensitivity'],
  ['@personalData(category: "", sensitivity: "PERSONAL")', 'wanted a text'],
  ['@personalData(sensitivity: "PERSONAL")', 'wanted a text'],
  ['@assurance(level: "MAX")', 'wanted a level of assurance'],
  ['@purpose(anyOf: [1])', 'wanted a text'],
  ['@requiresScopes', 'wanted a text'],
  ['@authenticated @federation__authenticated', 'wanted @authenticated once'],
])('%s is refused: it must not pass for no rule', (directive, reason) => {
  const text = `type T { x: ID ${directive} }`
  expect(() => parseFieldPolicies(parse(text))).toThrow(`the class of T.x cannot be decided by: ${reason}`)
})

test('names may be given from outside: then only those count', () => {
  const document = parse('type T { x: ID @aim(anyOf: ["p"]) @purpose(anyOf: ["q"]) }')
  const policies = parseFieldPolicies(document, (directive) => (directive === 'purpose' ? ['aim'] : []))
  expect(policies.map(({ purposes }) => purposes)).toEqual([['p']])
})
