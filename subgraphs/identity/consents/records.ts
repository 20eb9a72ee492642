import type { Instant } from '../../../kit/clock.ts'

export const consentLanguages = ['en', 'zh-Hant', 'zh-Hans', 'pt'] as const
/** BCP 47: in which language the resident read what he agreed to. */
export type ConsentLanguage = (typeof consentLanguages)[number]

/** As the contract spells them. */
export const languageNames = {
  en: 'EN',
  'zh-Hant': 'ZH_HANT',
  'zh-Hans': 'ZH_HANS',
  pt: 'PT',
} as const satisfies Readonly<Record<ConsentLanguage, string>>
export const languagesByName = { EN: 'en', ZH_HANT: 'zh-Hant', ZH_HANS: 'zh-Hans', PT: 'pt' } as const

/** Where he agreed. */
export type ConsentMethod = 'CONSENT_PAGE' | 'RESIDENT_PORTAL' | 'SANDBOX'

/** What a resident agrees to: this client may read these categories about him for this purpose until then. */
export interface ConsentTerms {
  /** The internal reference of whom the data are about. */
  readonly resident: string
  readonly clientId: string
  readonly purpose: string
  readonly categories: readonly string[]
  /** Agreed to apart from the purpose: the data may go to the jurisdiction where the client processes them. */
  readonly transfer: boolean
  readonly language: ConsentLanguage
  readonly method: ConsentMethod
  readonly expiresAt: Instant
  /** The resident himself, or his guardian. */
  readonly givenBy: string
}

export interface Consent extends ConsentTerms {
  readonly id: string
  /** Grows with every consent of the register. */
  readonly version: number
  readonly grantedAt: Instant
  /** Taken back, or replaced by a later one for the same client and purpose; `null` where neither. */
  readonly endedAt: Instant | null
  readonly endedBy: 'REVOKED' | 'REPLACED' | null
  /** Compact JWS, see receipt.ts. */
  readonly receipt: string
}

export type ConsentStatus = 'ACTIVE' | 'EXPIRED' | 'REVOKED' | 'REPLACED'

/** A resident who acts for another who is too young to. Both days included. */
export interface Guardianship {
  readonly minor: string
  readonly guardian: string
  readonly validFrom: string
  readonly validTo: string | null
}

export function statusOf(consent: Consent, now: Instant): ConsentStatus {
  return consent.endedBy ?? (consent.expiresAt <= now ? 'EXPIRED' : 'ACTIVE')
}
