import type { Placed } from './access-log/records.ts'
import type { ConsentGranted as Granted } from './consents/grant-consent.ts'
import type { Consent as ConsentRecord, Guardianship } from './consents/records.ts'
import type { ConsentRefusal } from './consents/refusals.ts'
import type { ConsentRevoked as Revoked } from './consents/revoke-consent.ts'
import type { DocumentNumber } from './documents/parse-document-number.ts'

export interface LocalizedText {
  readonly en: string
  readonly zhHant: string
  readonly zhHans: string
  readonly pt?: string | null | undefined
}

type Jurisdiction = 'HONG_KONG' | 'MACAO' | 'MAINLAND'

export interface Resident {
  /** UUID shared by the agencies, never told to partners. */
  readonly reference: string
  readonly name: LocalizedText
  /** ISO 3166-1 alpha-3. */
  readonly nationality: string
  readonly birthDate: string
}

/** What a border rule may know of a resident: the same record, fewer fields in the contract. */
export type TravelIdentity = Resident

export interface Residency {
  readonly resident: string
  readonly jurisdiction: Jurisdiction
  readonly status:
    | 'PERMANENT_RESIDENT'
    | 'NON_PERMANENT_RESIDENT'
    | 'HUKOU'
    | 'RESIDENCE_PERMIT'
    | 'FOREIGN_PERMANENT_RESIDENT'
  readonly cityId: string | null
}

export interface IdentityDocument {
  /** Internal UUID; callers see a pseudonym of it. */
  readonly id: string
  readonly resident: string
  /** ISO 3166-1 alpha-3 of the issuing state or region: `HKG` and `MAC` for the two SARs. */
  readonly issuingState: string
  readonly issuerId: string
  readonly number: DocumentNumber
  readonly issuedOn: string | null
  /** `null` where the document is long-term. */
  readonly expiresOn: string | null
}

export type TravelIdentityDocument = IdentityDocument

export interface Authority {
  readonly id: string
  readonly name: LocalizedText
  /** `null` outside the three jurisdictions. */
  readonly jurisdiction: Jurisdiction | null
  readonly url: string | null
}

export interface City {
  readonly id: string
  readonly name: LocalizedText
  readonly jurisdiction: Jurisdiction
  readonly coverage: 'FULL' | 'PARTIAL' | 'NONE'
  readonly note: LocalizedText
}

export type CityIdentityServices = City

export interface IdentityService {
  readonly id: string
  readonly name: LocalizedText
  readonly authorityId: string
  readonly blueprintArea: 'MOBILITY' | 'LIVING' | 'ENVIRONMENT' | 'PEOPLE' | 'GOVERNMENT' | 'ECONOMY'
  readonly source: Source
}

export interface Source {
  readonly title: string
  readonly url: string | null
  readonly asOf: string
  readonly verification: 'PRIMARY' | 'SECONDARY' | 'UNVERIFIED'
  readonly note: string | null
}

/** A service as one city has it. */
export interface CityService extends IdentityService {
  readonly cityId: string
}

/** One release of personal data, at its place in the access log. */
export type AccessLogEntry = Placed

export type Consent = ConsentRecord
export type ConsentGranted = Granted
export type ConsentRevoked = Revoked
export type Ward = Guardianship
export type PartnerUnknown = ConsentRefusal<'PARTNER_UNKNOWN'>
export type PurposeNotRegistered = ConsentRefusal<'PURPOSE_NOT_REGISTERED'>
export type CategoryUnknown = ConsentRefusal<'CATEGORY_UNKNOWN'>
export type ConsentExpiryInvalid = ConsentRefusal<'CONSENT_EXPIRY_INVALID'>
export type GuardianRequired = ConsentRefusal<'GUARDIAN_REQUIRED'>
export type ResidentNotYours = ConsentRefusal<'RESIDENT_NOT_YOURS'>
export type ConsentUnknown = ConsentRefusal<'CONSENT_UNKNOWN'>
