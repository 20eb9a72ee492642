import { expect, test } from 'vitest'
import { compareSchemas } from './diff.ts'

const compare = (before: string, after: string, today = '2026-11-21') => compareSchemas({ before, after, today })
const said = async (...texts: Parameters<typeof compare>) =>
  (await compare(...texts)).map(({ level, path, message }) => ({ level, path, message }))

const park = (fields: string) => `type Query { park: Park } type Park { ${fields} }`

test('equal schemas have no changes', async () => {
  expect(await compare(park('id: ID'), park('id: ID'))).toEqual([])
})

test('what would break a call comes first, then what may mislead, then what nobody notices', async () => {
  const before = `${park('id: ID name: String state: State')} enum State { OPEN }`
  const after = `${park('id: ID state: State trees: Int')} enum State { OPEN SHUT }`
  expect(await said(before, after)).toEqual([
    { level: 'BREAKING', path: 'Park.name', message: "Field 'name' was removed from object type 'Park'" },
    { level: 'DANGEROUS', path: 'State.SHUT', message: "Enum value 'SHUT' was added to enum 'State'" },
    { level: 'NON_BREAKING', path: 'Park.trees', message: "Field 'trees' was added to object type 'Park'" },
  ])
})

test('a field that becomes nullable breaks callers, one that becomes sure does not', async () => {
  expect(await said(park('id: ID!'), park('id: ID'))).toMatchObject([{ level: 'BREAKING', path: 'Park.id' }])
  expect(await said(park('id: ID'), park('id: ID!'))).toMatchObject([{ level: 'NON_BREAKING', path: 'Park.id' }])
})

test('a new type is one change, not one for each of its fields and descriptions', async () => {
  const after = `${park('id: ID "How many." trees: [Tree]')} "A tree." type Tree { "Its age." age: Int "Its kind." kind: String }`
  expect(await said(park('id: ID'), after)).toEqual([
    { level: 'NON_BREAKING', path: 'Park.trees', message: "Field 'trees' was added to object type 'Park'" },
    { level: 'NON_BREAKING', path: 'Tree', message: "Type 'Tree' was added" },
  ])
})

const ending = '@deprecated(reason: "Use id. Removal 2027-06-30.")'
const removals: [string, string, string][] = [
  ['a field', park(`id: ID name: String ${ending}`), park('id: ID')],
  [
    'an enum value',
    `type Query { a: State } enum State { OPEN SHUT ${ending} }`,
    'type Query { a: State } enum State { OPEN }',
  ],
  ['an argument', `type Query { a(b: ID ${ending}): ID }`, 'type Query { a: ID }'],
  [
    'an input field',
    `type Query { a(b: In): ID } input In { c: ID d: ID ${ending} }`,
    'type Query { a(b: In): ID } input In { c: ID }',
  ],
]

test.each(removals)('%s breaks callers when it goes before the day that was promised', async (_what, before, after) => {
  expect(await said(before, after, '2027-06-29')).toMatchObject([{ level: 'BREAKING' }])
})

test.each(removals)('%s may go on the day that was promised', async (_what, before, after) => {
  expect(await compare(before, after, '2027-06-30')).toMatchObject([
    { level: 'DANGEROUS', reason: 'announced: deprecated with removal on 2027-06-30' },
  ])
})
