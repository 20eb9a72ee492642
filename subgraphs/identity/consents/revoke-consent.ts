import { checkGiver } from './check-giver.ts'
import type { ConsentContext } from './context.ts'
import type { Consent } from './records.ts'
import type { ConsentRefusal } from './refusals.ts'
import * as refusals from './refusals.ts'

export interface ConsentRevoked {
  readonly consent: Consent
}

export type RevokeOutcome =
  | ConsentRevoked
  | ConsentRefusal<'CONSENT_UNKNOWN' | 'GUARDIAN_REQUIRED' | 'RESIDENT_NOT_YOURS'>

/**
 * Takes a consent back. Resolves once no gateway serves by it any more; one that had ended before is answered as it ended.
 * @throws {PublicError} CHANGE_NOT_CONFIRMED where a gateway could not be told in time; the consent is taken back
 */
export async function revokeConsent(
  ctx: ConsentContext,
  { resident, consentId, givenBy }: { resident: string; consentId: string; givenBy: string },
): Promise<RevokeOutcome> {
  const giver = await checkGiver(ctx, { resident, givenBy })
  if (refusals.isRefusal(giver)) return giver
  const consent = await ctx.consents.findConsent(resident, consentId)
  if (!consent) return refusals.consentUnknown()
  const at = ctx.now()
  const version = await ctx.consents.saveRevocation(consent, { givenBy, at })
  // Taken back before: that change may still be on its way, and this answer is a promise like the first.
  await ctx.untilForgotten(version ?? (await ctx.loadVersion()))
  if (version !== null) return { consent: { ...consent, endedAt: at, endedBy: 'REVOKED' } }
  return { consent: (await ctx.consents.findConsent(resident, consentId)) ?? consent }
}
