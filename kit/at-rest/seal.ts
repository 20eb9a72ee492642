import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Where a sealed value belongs. It is authenticated with it, so that a value moved elsewhere does not open. */
export interface Place {
  readonly table: string
  readonly column: string
  /** The row's own key. */
  readonly row: string
  /** Version of the key it is sealed with. */
  readonly keyVersion: number
}

/** A sealed value that is not what was sealed, is not in its place, or was sealed with another key. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

const FORMAT = 1
/** NIST SP 800-38D: 96 bits, random; good for 2^32 values a key, and a key is one resident's. */
const NONCE_BYTES = 12
const TAG_BYTES = 16
const BASE64URL = /^[A-Za-z0-9_-]*$/

/**
 * AES-256-GCM. @param key 32 bytes @param options.nonce 12 bytes, for published vectors only
 * @returns base64url of format byte, nonce, ciphertext, tag
 */
export function seal(
  key: Buffer,
  content: string | Buffer,
  place: Place,
  { nonce = randomBytes(NONCE_BYTES) }: { nonce?: Buffer } = {},
): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(associatedData(place))
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  const sealed = [cipher.update(bytes), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat([Buffer.of(FORMAT), nonce, ...sealed]).toString('base64url')
}

/** What was sealed there. @throws {SealError} */
export function unseal(key: Buffer, sealed: string, place: Place): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  // Node skips what is no base64url and ignores left-over bits: two texts would open to one value.
  const isCanonical = BASE64URL.test(sealed) && bytes.toString('base64url') === sealed
  if (!isCanonical || bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] !== FORMAT) throw refusal(place)
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(associatedData(place))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    throw refusal(place)
  }
}

/** JSON, since joined texts could be cut in two ways. */
function associatedData({ table, column, row, keyVersion }: Place): Buffer {
  return Buffer.from(JSON.stringify([table, column, row, keyVersion]), 'utf8')
}

/** Names the row's internal key, never the content. */
function refusal({ table, column, row, keyVersion }: Place): SealError {
  return new SealError(`${table}.${column} of ${row} does not open with its key, version ${keyVersion}`)
}
