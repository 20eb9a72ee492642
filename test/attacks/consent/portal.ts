import { setTimeout } from 'node:timers/promises'
import { formatInstant } from '../../../kit/clock.ts'
import type { TestHouse } from '../../support/test-house.ts'

/** Of the sandbox's first partner, for the purpose its tokens declare. */
export const PARTNER = 'sandbox-partner'
const PURPOSE = 'cross-boundary-travel'
const EVERYTHING = [
  'profile',
  'identity-documents',
  'travel-permits',
  'border-eligibility',
  'wallets',
  'payments',
  'verification',
]

const GRANT = `mutation ($input: GrantConsentInput!) { grantConsent(input: $input) {
  __typename ... on ConsentGranted { consent { id status } } ... on Refusal { code } } }`
const REVOKE = `mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) {
  __typename ... on ConsentRevoked { consent { id status } } ... on Refusal { code } } }`

/** What a crowded machine may answer, and what the answer tells everybody to do about it: ask again in a moment. */
const LATER = ['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT', 'CHANGE_NOT_CONFIRMED']
const [TRIES, PAUSE_MS] = [60, 250]

export interface Terms {
  readonly clientId: string
  readonly purpose: string
  readonly transfer: boolean
}

export interface Portal {
  /** What is left out is everything, to the sandbox's first partner. @returns the consent's id */
  grant(categories?: readonly string[], terms?: Partial<Terms>): Promise<string>
  /** Resolves with the acknowledgement. */
  revoke(consentId: string): Promise<void>
}

/** What a resident does in the residents' own portal. */
export async function openPortal(house: TestHouse, persona: string, now = Date.now): Promise<Portal> {
  const wishes = { clientId: 'resident-portal', purpose: 'self-service', scope: 'account' }
  const token = await house.tokenFor(persona, wishes)
  const ask = async (query: string, field: string, input: object) => {
    for (let tried = 1; ; tried++) {
      const { data, errors } = await house.ask({ query, variables: { input }, token })
      const outcome = data?.[field] as { consent?: { id: string; status: string } } | null | undefined
      if (outcome?.consent) return outcome.consent
      const isLater = errors?.some(({ extensions }) => LATER.includes(extensions.code))
      if (!isLater || tried === TRIES) throw new Error(`${field}: ${JSON.stringify({ data, errors })}`)
      await setTimeout(PAUSE_MS)
    }
  }
  return {
    async grant(categories = EVERYTHING, terms = {}) {
      const expiresAt = formatInstant(now() + 30 * 86_400_000)
      const usual = { clientId: PARTNER, purpose: PURPOSE, transfer: true }
      return (await ask(GRANT, 'grantConsent', { ...usual, ...terms, categories, language: 'EN', expiresAt })).id
    },
    async revoke(consentId) {
      const { status } = await ask(REVOKE, 'revokeConsent', { consentId })
      if (status !== 'REVOKED') throw new Error(`got a consent that is ${status}, wanted REVOKED`)
    },
  }
}
