import { expect, test } from 'vitest'
import type { TravelPermit } from '../records.ts'
import { attestPermit } from './attest-permit.ts'

const permit: TravelPermit = {
  id: 'p',
  holder: 'h',
  kind: 'EEP',
  number: 'CA0000002',
  issuedOn: '2020-03-10',
  expiresOn: '2030-03-09',
}

test.each([
  ['EEP', '2020-03-10', true],
  ['EEP', '2030-03-09', true],
  ['EEP', '2020-03-09', false],
  ['EEP', '2030-03-10', false],
  ['HMTP', '2026-11-22', false],
] as const)('who holds an EEP, asked for %s on %s: %s', (kind, on, holds) => {
  expect(attestPermit({ permits: [permit], kind, on })).toEqual({
    statement: `holdsValidPermit(kind: ${kind}, on: ${on})`,
    holds,
  })
})

test('who holds none is told no', () => {
  expect(attestPermit({ permits: [], kind: 'EEP', on: '2026-11-22' }).holds).toBe(false)
})
