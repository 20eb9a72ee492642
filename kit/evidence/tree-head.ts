import type { JWK } from 'jose'
import { compactVerify, importJWK, SignJWT } from 'jose'
import { z } from 'zod'
import type { Instant } from '../clock.ts'
import type { Hash } from './merkle-hash.ts'
import { hashFromText, hashToText } from './merkle-hash.ts'

/** What the log says of itself at one moment, and can never take back. */
export interface TreeHead {
  readonly logId: string
  readonly size: number
  readonly root: Hash
  readonly at: Instant
}

const TYPE = 'tree-head+jwt'

const claims = z.strictObject({
  iss: z.string().min(1).max(128),
  size: z.number().int().min(0),
  root: z.string(),
  /** Milliseconds: several heads may be signed in one second. */
  at: z.number().int().min(0),
})

export type SignTreeHead = (head: TreeHead) => Promise<string>

/** Signs heads as JWS (EdDSA) with claims `iss` (the log), `size`, `root` (base64url), `at` (milliseconds since 1970). */
export async function openTreeHeadSigner(privateJwk: JWK): Promise<SignTreeHead> {
  const key = await importJWK(privateJwk, 'EdDSA')
  const header = { alg: 'EdDSA', typ: TYPE, ...(privateJwk.kid ? { kid: privateJwk.kid } : {}) }
  return ({ logId, size, root, at }) =>
    new SignJWT({ iss: logId, size, root: hashToText(root), at }).setProtectedHeader(header).sign(key)
}

export type VerifyTreeHead = (jws: string) => Promise<TreeHead | undefined>

/** @returns what gives the head, or `undefined` where that key signed no such head */
export async function openTreeHeadVerifier(publicJwk: JWK): Promise<VerifyTreeHead> {
  const key = await importJWK(publicJwk, 'EdDSA')
  return async (jws) => {
    // A signature has spare bits in its last letter: one head would have several spellings.
    if (!jws.split('.').every(isCanonical)) return undefined
    try {
      const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['EdDSA'] })
      if (protectedHeader.typ !== TYPE) return undefined
      const { iss: logId, size, at, root: text } = claims.parse(JSON.parse(Buffer.from(payload).toString()))
      const root = hashFromText(text)
      return root && { logId, size, root, at }
    } catch {
      return undefined
    }
  }
}

function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part
}
