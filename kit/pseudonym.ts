import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

/**
 * Pairwise subject identifiers (OpenID Connect Core 1.0, section 8.1) without a look-up table: the resident's internal
 * reference, a UUID, is one AES block, encrypted under a key of its own for each partner. Two partners see two unrelated
 * pseudonyms; only holders of the secret can go back.
 */
export interface PairwisePseudonyms {
  /** @param reference the internal UUID @param clientId the partner the pseudonym is for */
  toPseudonym(options: { reference: string; clientId: string }): string
  /** `undefined` where the text is no pseudonym. Any 22 base64url characters decode to some UUID: check that it exists. */
  toReference(options: { pseudonym: string; clientId: string }): string | undefined
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const PSEUDONYM = /^[A-Za-z0-9_-]{22}$/

/** @param secret 32 bytes shared by the token issuer and the gateway */
export function openPseudonyms(secret: Buffer): PairwisePseudonyms {
  const keys = new Map<string, Buffer>()
  const keyOf = (clientId: string) => {
    const known = keys.get(clientId) ?? Buffer.from(hkdfSync('sha256', secret, '', `pairwise:${clientId}`, 32))
    keys.set(clientId, known)
    return known
  }
  return {
    toPseudonym({ reference, clientId }) {
      if (!UUID.test(reference)) throw new TypeError('an internal reference is a lower-case UUID')
      const cipher = createCipheriv('aes-256-ecb', keyOf(clientId), null).setAutoPadding(false)
      return Buffer.concat([cipher.update(Buffer.from(reference.replaceAll('-', ''), 'hex')), cipher.final()]).toString(
        'base64url',
      )
    },
    toReference({ pseudonym, clientId }) {
      if (!PSEUDONYM.test(pseudonym)) return undefined
      const decipher = createDecipheriv('aes-256-ecb', keyOf(clientId), null).setAutoPadding(false)
      const hex = Buffer.concat([decipher.update(Buffer.from(pseudonym, 'base64url')), decipher.final()]).toString(
        'hex',
      )
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    },
  }
}
