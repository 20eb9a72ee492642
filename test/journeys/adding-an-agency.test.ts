import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FollowedDocument } from './follow-document.ts'
import { followDocument } from './follow-document.ts'

let reader: FollowedDocument

beforeAll(async () => {
  reader = await followDocument('docs/adding-an-agency.md')
}, 300_000)

afterAll(() => reader?.close())

test('a reader of docs/adding-an-agency.md writes one folder and adds one entry to the roster; the gateway is not touched', () => {
  const outside = reader.edited.filter((file) => !file.startsWith('subgraphs/emergency/'))
  expect(outside).toEqual(['schema/roster.ts'])
})

test('is told by the check what changes for callers, and that nothing breaks', () => {
  expect(reader.promisedChanges).toEqual(["Field 'emergencyServices' was added to object type 'City'"])
  const told = reader.printed.get('npx gba check')
  for (const change of reader.promisedChanges) expect(told).toContain(change)
  expect(told).toContain('The contracts pass.')
  expect(told).not.toMatch(/^BREAKING/m)
})

test('gets one answer from two agencies, as the page promises, through the real gateway', () => {
  expect(reader.answers).toHaveLength(1)
  for (const { got, promised } of reader.answers) expect(got).toEqual(promised)
})
