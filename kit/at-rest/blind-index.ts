import { createHmac } from 'node:crypto'

/** Finds an encrypted value by an equal one; different values may share an index, so that a hit must be confirmed. */
export type BlindIndex = (parts: readonly string[]) => string

/**
 * HMAC-SHA-256 cut to 32 bits, in hexadecimal: too little to tell a person by, enough to find a handful of rows.
 * Document numbers are few, so that whoever holds the key can try them all: it belongs where the key-encryption keys are.
 * @param key 32 bytes, of this field alone
 */
export function openBlindIndex(key: Buffer): BlindIndex {
  return (parts) => {
    const normalised = JSON.stringify(parts.map(normaliseNumber))
    return createHmac('sha256', key).update(normalised).digest('hex').slice(0, 8)
  }
}

/** Width, case, spaces and punctuation aside, as two clerks may type one number. */
export function normaliseNumber(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{Letter}\p{Number}]/gu, '')
}
