import { readFileSync } from 'node:fs'
import { stripIgnoredCharacters } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flagshipVariables, readOperation } from '../../start.ts'
import type { TestHouse } from '../support/test-house.ts'
import { openTestHouse } from '../support/test-house.ts'

/** The day the README speaks of. */
const now = Date.parse('2026-11-20T09:00:00+08:00')
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const block = (language: string) => readme.match(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``))?.[1] ?? ''
let house: TestHouse

beforeAll(async () => {
  house = await openTestHouse({ now: () => now })
})
afterAll(() => house.close())

test('the question in the README is the one that npm start offers', () => {
  expect(stripIgnoredCharacters(block('graphql'))).toBe(stripIgnoredCharacters(readOperation('first-question')))
})

test('the answer in the README is the real one', async () => {
  const { data } = await house.ask({
    query: block('graphql'),
    variables: flagshipVariables(now),
    persona: 'hk-resident',
  })
  expect({ data }).toEqual(JSON.parse(block('json')))
})

test('every file the README points to is there', () => {
  const targets = [...readme.matchAll(/\]\((?!http)([^)]+)\)/g)].map(([, target]) => String(target))
  expect(targets.length).toBeGreaterThan(10)
  for (const target of targets)
    expect(() => readFileSync(new URL(`../../${target}`, import.meta.url)), target).not.toThrow(/ENOENT/)
})
