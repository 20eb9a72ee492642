import type { Instant } from '../../../kit/clock.ts'
import { formatInstant } from '../../../kit/clock.ts'

/** Every coded way in which a consent is not given or not taken back, and the schema's type for it. */
export const consentRefusalTypes = {
  PARTNER_UNKNOWN: 'PartnerUnknown',
  PURPOSE_NOT_REGISTERED: 'PurposeNotRegistered',
  CATEGORY_UNKNOWN: 'CategoryUnknown',
  CONSENT_EXPIRY_INVALID: 'ConsentExpiryInvalid',
  GUARDIAN_REQUIRED: 'GuardianRequired',
  RESIDENT_NOT_YOURS: 'ResidentNotYours',
  CONSENT_UNKNOWN: 'ConsentUnknown',
} as const

export type ConsentRefusalCode = keyof typeof consentRefusalTypes

export interface ConsentRefusal<C extends ConsentRefusalCode = ConsentRefusalCode> {
  readonly code: C
  readonly message: string
  readonly nextStep: string
}

export function partnerUnknown(): ConsentRefusal<'PARTNER_UNKNOWN'> {
  const message = 'No partner is registered under this client id.'
  return { code: 'PARTNER_UNKNOWN', message, nextStep: 'Take the client id from the partner’s own page.' }
}

export function purposeNotRegistered(registered: readonly string[]): ConsentRefusal<'PURPOSE_NOT_REGISTERED'> {
  const message = `The partner is not registered for this purpose; it is for ${registered.join(', ') || 'none'}.`
  return { code: 'PURPOSE_NOT_REGISTERED', message, nextStep: 'Choose a purpose of the partner’s registration.' }
}

export function categoryUnknown(known: readonly string[]): ConsentRefusal<'CATEGORY_UNKNOWN'> {
  const message = `Wanted one or more of ${known.join(', ')}, each once.`
  return { code: 'CATEGORY_UNKNOWN', message, nextStep: 'Name categories of this list.' }
}

export function consentExpiryInvalid(range: { from: Instant; to: Instant }): ConsentRefusal<'CONSENT_EXPIRY_INVALID'> {
  const message = `A consent ends after ${formatInstant(range.from)} and by ${formatInstant(range.to)}.`
  return { code: 'CONSENT_EXPIRY_INVALID', message, nextStep: 'Choose an end in between; it can be given again later.' }
}

export function guardianRequired(age: number): ConsentRefusal<'GUARDIAN_REQUIRED'> {
  const message = `Under ${age} years a guardian gives and takes back consent for the resident.`
  return { code: 'GUARDIAN_REQUIRED', message, nextStep: 'Let a registered guardian do it.' }
}

/** The same for a stranger and for somebody unknown: it must not tell who exists. */
export function residentNotYours(): ConsentRefusal<'RESIDENT_NOT_YOURS'> {
  const message = 'The caller neither is this resident nor is registered as the guardian.'
  return { code: 'RESIDENT_NOT_YOURS', message, nextStep: 'Ask in your own name, or register the guardianship first.' }
}

export function consentUnknown(): ConsentRefusal<'CONSENT_UNKNOWN'> {
  const message = 'No consent of this resident has this id.'
  return { code: 'CONSENT_UNKNOWN', message, nextStep: 'Take the id from the list of consents.' }
}

export function isRefusal(outcome: object): outcome is ConsentRefusal {
  return 'nextStep' in outcome
}
