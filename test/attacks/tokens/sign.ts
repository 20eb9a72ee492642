import { constants, createHmac, KeyObject, sign } from 'node:crypto'
import type { CryptoKey } from 'jose'

const encode = (part: string | Buffer) => Buffer.from(part).toString('base64url')

/** Text and bytes as they are, anything else as JSON: a forger writes what no library would. */
const textOf = (part: unknown) => (typeof part === 'string' || Buffer.isBuffer(part) ? part : JSON.stringify(part))

/** A JWS made by hand, with whatever header and payload. `key` none: the third part is empty. */
export function signByHand(parts: {
  header: unknown
  payload: unknown
  alg?: string
  key?: CryptoKey | Buffer
}): string {
  const { header, payload, alg = 'EdDSA', key } = parts
  const input = `${encode(textOf(header))}.${encode(textOf(payload))}`
  if (key === undefined) return `${input}.`
  if (Buffer.isBuffer(key))
    return `${input}.${createHmac(`sha${alg.slice(2)}`, key)
      .update(input)
      .digest('base64url')}`
  return `${input}.${encode(signature(input, alg, KeyObject.from(key)))}`
}

function signature(input: string, alg: string, key: KeyObject): Buffer {
  const data = Buffer.from(input)
  if (alg.startsWith('Ed')) return sign(null, data, key)
  const hash = `sha${alg.slice(2)}`
  if (alg.startsWith('ES')) return sign(hash, data, { key, dsaEncoding: 'ieee-p1363' })
  if (alg.startsWith('RS')) return sign(hash, data, key)
  return sign(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
}
