import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FollowedDocument } from './follow-document.ts'
import { followDocument } from './follow-document.ts'

let reader: FollowedDocument

beforeAll(async () => {
  reader = await followDocument('docs/adding-a-field.md')
}, 300_000)

afterAll(() => reader?.close())

test('a reader of docs/adding-a-field.md edits three files and writes none', () => {
  expect(reader.edited).toEqual([
    'subgraphs/identity/schema.graphql',
    'subgraphs/identity/resolvers.ts',
    'subgraphs/identity/identity.test.ts',
  ])
})

test('is told by the check what changes for callers, and that nothing breaks', () => {
  expect(reader.promisedChanges).toEqual(["Field 'longTerm' was added to object type 'IdentityDocument'"])
  const told = reader.printed.get('npx gba check')
  for (const change of reader.promisedChanges) expect(told).toContain(change)
  expect(told).toContain('The contracts pass.')
  expect(told).not.toMatch(/^BREAKING/m)
})

test('gets the answer that the page promises, through the real gateway', () => {
  expect(reader.answers).toHaveLength(1)
  for (const { got, promised } of reader.answers) expect(got).toEqual(promised)
})
