import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous } from '../../kit/viewer-statement.ts'

const named = z.array(z.object({ id: z.string() }))
const file = new URL('../../schema/vocabulary.json', import.meta.url)
const { categories } = z.object({ categories: named }).parse(JSON.parse(readFileSync(file, 'utf8')))

/** Every category of personal data there is. */
export const everyCategory: readonly string[] = categories.map(({ id }) => id)

const everyScope = ['profile', 'permits', 'wallets', 'journeys', 'payments', 'verification', 'account']

/** Far off: a test that is about a consent's end gives its own. */
const CONSENT_ENDS = Date.parse('2027-11-01T00:00:00+08:00')

/**
 * A resident's request through a partner to whom everything is open: all scopes, a registration beside the resident's
 * own register, a consent for all there is. A test of a refusal takes away what it is about.
 */
export function allowedViewer(asked: Partial<Viewer> & { subject: string }): Viewer {
  const { purpose = 'cross-boundary-travel' } = asked
  return {
    ...anonymous,
    clientId: 'partner-a',
    scopes: everyScope,
    assurance: 'HIGH',
    senderConstrained: true,
    registration: { jurisdiction: 'HONG_KONG', policies: ['resident-portal'], filings: [] },
    standing: { home: 'HONG_KONG', consents: purpose === null ? [] : [consentTo(purpose)] },
    ...asked,
    purpose,
  }
}

export function consentTo(purpose: string, categories: readonly string[] = everyCategory) {
  return { id: `consent to ${purpose}`, purpose, categories, transfer: true, expiresAt: CONSENT_ENDS }
}
