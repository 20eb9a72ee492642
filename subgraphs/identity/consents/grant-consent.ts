import { invariant } from '../../../kit/errors.ts'
import type { Partner } from '../partners/partner.ts'
import { checkGiver } from './check-giver.ts'
import type { ConsentContext } from './context.ts'
import { consentCategories } from './dated-facts.ts'
import type { Consent, ConsentTerms } from './records.ts'
import type { ConsentRefusal } from './refusals.ts'
import * as refusals from './refusals.ts'

export interface ConsentGranted {
  readonly consent: Consent
}

export type GrantOutcome =
  | ConsentGranted
  | ConsentRefusal<
      | 'PARTNER_UNKNOWN'
      | 'PURPOSE_NOT_REGISTERED'
      | 'CATEGORY_UNKNOWN'
      | 'CONSENT_EXPIRY_INVALID'
      | 'GUARDIAN_REQUIRED'
      | 'RESIDENT_NOT_YOURS'
    >

const YEAR_MS = 366 * 86_400_000

/**
 * Gives a client the resident's consent, in the place of what he had agreed to for the same purpose. The rules in order:
 * who gives it, partner, purpose, categories, end. Resolves once every gateway goes by it.
 * @throws {PublicError} CHANGE_NOT_CONFIRMED where a gateway could not be told in time; the consent is given
 */
export async function grantConsent(ctx: ConsentContext, terms: ConsentTerms): Promise<GrantOutcome> {
  const giver = await checkGiver(ctx, terms)
  if (refusals.isRefusal(giver)) return giver
  const partner = await ctx.loadPartner(terms.clientId)
  if (!partner) return refusals.partnerUnknown()
  const refusal = checkTerms(ctx, terms, partner)
  if (refusal) return refusal
  const draft = { ...terms, categories: [...terms.categories], id: ctx.newId(), grantedAt: ctx.now() }
  const receipt = await ctx.signReceipt({ consent: draft, partner, home: giver.home })
  const version = await ctx.consents.saveGrant({ ...draft, receipt })
  await ctx.untilForgotten(version)
  return { consent: { ...draft, receipt, version, endedAt: null, endedBy: null } }
}

function checkTerms(ctx: ConsentContext, terms: ConsentTerms, partner: Partner) {
  const { purpose, categories, expiresAt } = terms
  invariant(partner.clientId === terms.clientId, 'a partner is loaded by its client id')
  if (!partner.purposes.includes(purpose)) return refusals.purposeNotRegistered(partner.purposes)
  if (!areCategories(categories)) return refusals.categoryUnknown(consentCategories)
  const range = { from: ctx.now(), to: ctx.now() + YEAR_MS }
  if (!(expiresAt > range.from && expiresAt <= range.to)) return refusals.consentExpiryInvalid(range)
  return undefined
}

function areCategories(categories: readonly string[]): boolean {
  const known = categories.every((category) => consentCategories.includes(category))
  return known && categories.length > 0 && new Set(categories).size === categories.length
}
