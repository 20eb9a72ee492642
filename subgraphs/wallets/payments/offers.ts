import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { CompactEncrypt, compactDecrypt, errors } from 'jose'
import { z } from 'zod'
import * as facts from '../dated-facts.ts'
import type { FareOffer } from '../records.ts'

/** For whom an offer is made: the resident, and the app that asked for it. */
export interface Payer {
  readonly subject: string
  readonly clientId: string
}

/**
 * Makes and reads payment options. Whoever brings one back brings all we need to know, sealed by authenticated encryption:
 * nobody else can make, change or read one, so that the internal ids in it join nothing.
 */
export interface Offers {
  seal(offer: FareOffer, payer: Payer): Promise<string>
  /** `undefined` where the token is not ours or was made for somebody else. Whether it has expired is not asked here. */
  open(token: string, payer: Payer): Promise<FareOffer | undefined>
}

const HEADER = { alg: 'dir', enc: 'A256GCM', typ: 'gba-payment-option' }
const ACCEPTED = { keyManagementAlgorithms: [HEADER.alg], contentEncryptionAlgorithms: [HEADER.enc] }
const LONGEST_TOKEN = 8_192

const quote = z.strictObject({
  sell: z.strictObject({ amountMinor: facts.minorUnits, currency: facts.currency }),
  buy: z.strictObject({ amountMinor: facts.minorUnits, currency: facts.currency }),
  rate: z.string(),
  midRate: z.string(),
  spreadBasisPoints: z.int(),
  expiresAt: z.int(),
  source: facts.citation,
})

const claims = z.strictObject({
  holder: z.string(),
  nonce: z.string(),
  fareQuoteId: z.string(),
  operatorId: z.string(),
  walletId: z.string(),
  providerId: z.string(),
  fare: quote.shape.buy,
  amount: quote.shape.buy.nullable(),
  quote: quote.nullable(),
  expiresAt: z.int(),
})

/** @param secret 32 bytes; each use has a key of its own derived from it (RFC 5869) */
export function openOffers(secret: Buffer): Offers {
  const optionKey = deriveKey(secret, 'payment-option')
  const holderKey = deriveKey(secret, 'holder')
  const holderOf = (payer: Payer) => digest(holderKey, [payer.clientId, payer.subject])
  return {
    async seal(offer, payer) {
      const payload = Buffer.from(JSON.stringify({ holder: holderOf(payer), ...offer }))
      return new CompactEncrypt(payload).setProtectedHeader(HEADER).encrypt(optionKey)
    },
    async open(token, payer) {
      const opened = await openToken(token, optionKey)
      if (!opened) return undefined
      const { holder, ...offer } = opened
      return isSame(holder, holderOf(payer)) ? offer : undefined
    },
  }
}

async function openToken(token: string, key: Uint8Array): Promise<z.output<typeof claims> | undefined> {
  if (token.length > LONGEST_TOKEN) return undefined
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(token, key, ACCEPTED)
    // What our own key sealed has our own shape; anything else is a bug and throws.
    return protectedHeader.typ === HEADER.typ ? claims.parse(JSON.parse(Buffer.from(plaintext).toString())) : undefined
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

function deriveKey(secret: Buffer, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', use, 32))
}

function digest(key: Uint8Array, content: readonly unknown[]): string {
  return createHmac('sha256', key).update(JSON.stringify(content)).digest('base64url')
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
