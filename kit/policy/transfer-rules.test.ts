import { expect, test } from 'vitest'
import { consentForExport, findRoute, parseTransferRules } from './transfer-rules.ts'

const source = { title: 'Gazette', url: null, asOf: '2026-11-22' }
const rules = parseTransferRules({
  routes: [{ id: 'r', between: ['NORTH', 'SOUTH'], validFrom: '2024-01-01', validTo: '2024-12-31', source }],
  exporters: [
    { jurisdiction: 'NORTH', consent: 'SEPARATE', validFrom: '2021-01-01', validTo: '2023-12-31', source },
    { jurisdiction: 'NORTH', consent: 'GENERAL', validFrom: '2024-01-01', validTo: null, source },
  ],
})

test.each([
  ['NORTH', 'SOUTH', '2024-01-01', 'r'],
  ['SOUTH', 'NORTH', '2024-12-31', 'r'],
  ['NORTH', 'SOUTH', '2023-12-31', undefined],
  ['NORTH', 'SOUTH', '2025-01-01', undefined],
  ['NORTH', 'WEST', '2024-06-01', undefined],
])('from %s to %s on %s leads %s', (from, to, on, id) => {
  expect(findRoute(rules, { from, to, on })?.id).toBe(id)
})

test('the consent an exporter asks is that of the day; where nothing is known, the stricter', () => {
  expect(consentForExport(rules, { from: 'NORTH', on: '2023-12-31' })).toBe('SEPARATE')
  expect(consentForExport(rules, { from: 'NORTH', on: '2024-01-01' })).toBe('GENERAL')
  expect(consentForExport(rules, { from: 'NORTH', on: '2020-01-01' })).toBe('SEPARATE')
  expect(consentForExport(rules, { from: 'SOUTH', on: '2024-01-01' })).toBe('SEPARATE')
})

test.each([
  { routes: [], exporters: [{ jurisdiction: 'N', consent: 'MAYBE', validFrom: '2024-01-01', validTo: null, source }] },
  { routes: [{ id: 'r', between: ['A', 'B'], validFrom: '2024-02-30', validTo: null, source }], exporters: [] },
  { routes: [{ id: 'r', between: ['A'], validFrom: '2024-02-01', validTo: null, source }], exporters: [] },
  { routes: [{ id: 'r', between: ['A', 'B'], validFrom: '2024-02-01', validTo: null }], exporters: [] },
])('a fact without its date, its pair or its source is no rule', (value) => {
  expect(() => parseTransferRules(value)).toThrow()
})
