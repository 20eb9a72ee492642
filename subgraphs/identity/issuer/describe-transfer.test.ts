import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseTransferRules } from '../../../kit/policy/transfer-rules.ts'
import type { Partner } from '../partners/partner.ts'
import { readSandboxPartners } from '../partners/seed-partners.ts'
import { describeTransfer } from './describe-transfer.ts'
import { requestedCategories } from './requested-categories.ts'

const table = JSON.parse(readFileSync(new URL('../policy.json', import.meta.url), 'utf8'))
const rules = parseTransferRules(table.rules)
const partnerOf = (clientId: string) => readSandboxPartners().find((known) => known.clientId === clientId) as Partner
const between = (home: string, clientId: string, day = '2026-11-22') =>
  describeTransfer({ home, partner: partnerOf(clientId), rules, now: Date.parse(`${day}T12:00:00+08:00`) })

test('data that stay in their jurisdiction are transferred nowhere', () => {
  expect(between('HONG_KONG', 'sandbox-partner')).toEqual({ kind: 'stays' })
})

test('from the Mainland to Hong Kong by the filed route, agreed to apart from the rest', () => {
  expect(between('MAINLAND', 'sandbox-partner')).toEqual({
    kind: 'route',
    route: 'gba-standard-contract-mainland-hong-kong',
    filing: 'SANDBOX-SCC-HK-0001',
    separate: true,
  })
})

test('from Hong Kong one agreement is enough', () => {
  expect(between('HONG_KONG', 'sandbox-partner')).toEqual({ kind: 'stays' })
  const partner = { ...partnerOf('sandbox-partner'), jurisdiction: 'MACAO' } as Partner
  const now = Date.parse('2026-11-22T12:00:00+08:00')
  expect(describeTransfer({ home: 'HONG_KONG', partner, rules, now })).toMatchObject({ kind: 'route', separate: false })
})

test('without a filing, before it, or without a route nothing goes', () => {
  expect(between('HONG_KONG', 'sandbox-mainland-partner')).toEqual({ kind: 'blocked' })
  expect(between('HONG_KONG', 'sandbox-macao-partner')).toEqual({ kind: 'blocked' })
  expect(between('MAINLAND', 'sandbox-partner', '2023-12-20')).toEqual({ kind: 'blocked' })
  expect(between('ELSEWHERE', 'sandbox-partner')).toEqual({ kind: 'blocked' })
})

test('the categories are those of the scopes, or of them the ones named', () => {
  expect(requestedCategories({ scope: 'openid profile wallets' })).toEqual(['profile', 'identity-documents', 'wallets'])
  expect(requestedCategories({ scope: 'profile', categories: 'profile payments' })).toEqual(['profile'])
  expect(requestedCategories({ scope: '' })).toEqual([])
})
