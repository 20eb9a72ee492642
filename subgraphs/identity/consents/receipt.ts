import type { JWK } from 'jose'
import { importJWK, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Instant } from '../../../kit/clock.ts'
import type { PairwisePseudonyms } from '../../../kit/pseudonym.ts'
import type { Partner } from '../partners/partner.ts'
import { isSensitive } from './dated-facts.ts'
import type { NewConsent } from './store.ts'

/** The two registers of fields, whose names are kept: Kantara's first, what ISO/IEC TS 27560 adds to it behind. */
const VERSION = 'KI-CR-v1.1.0'
const SCHEMA = 'ISO/IEC TS 27560:2023'
const TYPE = 'consent-receipt+jwt'
const ISSUER = 'gba-identity'

const words = z.array(z.string())

const claims = z.object({
  iss: z.literal(ISSUER),
  version: z.literal(VERSION),
  schema: z.literal(SCHEMA),
  jurisdiction: z.string(),
  consentTimestamp: z.number().int(),
  collectionMethod: z.string(),
  language: z.string(),
  consentReceiptID: z.uuid(),
  /** JWK thumbprint of the key that signed it. */
  publicKey: z.string(),
  /** The resident's pseudonym for this client: two partners cannot compare their receipts. */
  piiPrincipalId: z.string(),
  /** True where a guardian agreed for him. */
  givenByGuardian: z.boolean(),
  piiControllers: z.array(z.object({ piiController: z.string(), clientId: z.string(), jurisdiction: z.string() })),
  services: z.array(
    z.object({
      service: z.string(),
      purposes: z.array(
        z.object({
          purpose: z.string(),
          consentType: z.literal('EXPLICIT'),
          piiCategory: words,
          primaryPurpose: z.literal(true),
          termination: z.number().int(),
          thirdPartyDisclosure: z.boolean(),
          /** Where the data may go apart from the purpose, and by which filed transfers. */
          transfer: z.object({ to: z.string(), routes: words, filings: words }).nullable(),
        }),
      ),
    }),
  ),
  sensitive: z.boolean(),
  spiCat: words,
})

/** What a receipt says; times are seconds since 1970, as everywhere in JWTs. */
export type ConsentReceipt = z.output<typeof claims>

export type SignReceipt = (about: {
  readonly consent: Omit<NewConsent, 'receipt'>
  readonly partner: Partner
  /** The jurisdiction of the resident's home register. */
  readonly home: string
}) => Promise<string>

/**
 * Signs a consent receipt as compact JWS (EdDSA, typ `consent-receipt+jwt`), with the fields of the Kantara Consent Receipt
 * Specification 1.1 and of ISO/IEC TS 27560:2023. Whoever has the public key verifies it without asking us.
 */
export async function openReceiptSigner(options: {
  privateJwk: JWK
  pseudonyms: PairwisePseudonyms
}): Promise<SignReceipt> {
  const { privateJwk, pseudonyms } = options
  const key = await importJWK(privateJwk, 'EdDSA')
  const kid = privateJwk.kid ?? ''
  return ({ consent, partner, home }) => {
    const { resident: reference, clientId } = consent
    const piiPrincipalId = pseudonyms.toPseudonym({ reference, clientId })
    return new SignJWT({ ...receiptOf({ consent, partner, home }), piiPrincipalId, publicKey: kid })
      .setProtectedHeader({ alg: 'EdDSA', typ: TYPE, kid })
      .sign(key)
  }
}

function receiptOf({ consent, partner, home }: Parameters<SignReceipt>[0]) {
  const spiCat = consent.categories.filter(isSensitive)
  return {
    iss: ISSUER,
    version: VERSION,
    schema: SCHEMA,
    jurisdiction: home,
    consentTimestamp: seconds(consent.grantedAt),
    collectionMethod: consent.method,
    language: consent.language,
    consentReceiptID: consent.id,
    givenByGuardian: consent.givenBy !== consent.resident,
    piiControllers: [
      { piiController: partner.controller.en, clientId: partner.clientId, jurisdiction: partner.jurisdiction },
    ],
    services: [{ service: partner.name.en, purposes: [purposeOf(consent, partner)] }],
    sensitive: spiCat.length > 0,
    spiCat,
  }
}

function purposeOf(consent: Omit<NewConsent, 'receipt'>, partner: Partner) {
  const routes = partner.filings.map(({ route }) => route)
  const filings = partner.filings.map(({ id }) => id)
  return {
    purpose: consent.purpose,
    consentType: 'EXPLICIT',
    piiCategory: consent.categories,
    primaryPurpose: true,
    termination: seconds(consent.expiresAt),
    thirdPartyDisclosure: false,
    transfer: consent.transfer ? { to: partner.jurisdiction, routes, filings } : null,
  }
}

/** Offline, by the public key alone. @throws {errors.JOSEError | z.ZodError} where it is no receipt of that key's */
export async function verifyReceipt(receipt: string, publicJwk: JWK): Promise<ConsentReceipt> {
  const key = await importJWK(publicJwk, 'EdDSA')
  const { payload } = await jwtVerify(receipt, key, { typ: TYPE, algorithms: ['EdDSA'], issuer: ISSUER })
  return claims.parse(payload)
}

const seconds = (instant: Instant) => Math.floor(instant / 1_000)
