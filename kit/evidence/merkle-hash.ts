import { hash } from 'node:crypto'

/** 32 bytes of SHA-256. */
export type Hash = Buffer

/** The root of a tree without leaves (RFC 9162, section 2.1.1). */
export const emptyRoot: Hash = hash('sha256', '', 'buffer')

const LEAF = Buffer.of(0x00)
const NODE = Buffer.of(0x01)

/** Leaves and nodes are hashed under different prefixes, so that no node can be passed off as a leaf. */
export function leafHash(data: Uint8Array): Hash {
  return hash('sha256', Buffer.concat([LEAF, data]), 'buffer')
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return hash('sha256', Buffer.concat([NODE, left, right]), 'buffer')
}

/** The text of a hash in proofs, heads and tables: base64url, 43 characters. */
export function hashToText(value: Hash): string {
  return value.toString('base64url')
}

/** `undefined` where the text is no hash in its one spelling. */
export function hashFromText(text: unknown): Hash | undefined {
  if (typeof text !== 'string' || text.length !== 43) return undefined
  const value = Buffer.from(text, 'base64url')
  return value.length === 32 && value.toString('base64url') === text ? value : undefined
}
