import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { partnerViewOf } from './api-schema.ts'
import { checkProject } from './check.ts'
import { explanations } from './explanations.ts'
import { PARTNER_FILE, SUPERGRAPH_FILE } from './generated-files.ts'
import { projectRoot } from './root.ts'
import { rules } from './rules/all.ts'

const committed = (path: string) => readFileSync(join(projectRoot, path), 'utf8')

test('the contracts of this project pass every rule, and their generated files are current', async () => {
  const before = committed(PARTNER_FILE)
  expect(await checkProject({ before, today: '2026-11-21' })).toEqual({ findings: [], changes: [] })
})

test('a supergraph and the partner schema of the same day are the same to a partner', async () => {
  const before = partnerViewOf(committed(SUPERGRAPH_FILE))
  expect((await checkProject({ before, today: '2026-11-21' })).changes).toEqual([])
})

test('a partner never sees what is marked for agencies alone', () => {
  const partner = committed(PARTNER_FILE)
  expect(partner).not.toMatch(/travelIdentity|\breference:|join__|link__/)
  expect(partnerViewOf(committed(SUPERGRAPH_FILE))).not.toMatch(/travelIdentity|\breference:|join__|link__/)
})

test('every rule has a code of its own that can be explained', () => {
  const codes = explanations().map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes).toEqual(expect.arrayContaining(rules.map(({ code }) => code)))
})
