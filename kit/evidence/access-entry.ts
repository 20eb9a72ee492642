import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import type { Hash } from './merkle-hash.ts'
import { leafHash } from './merkle-hash.ts'

// Shapes that have no room for a name, a number of a document or an address: what is not an id, a hash or a word of the
// vocabulary does not get in.
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/, 'wanted an id')
const uuid = z.uuid()
const sha256 = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'wanted 32 bytes in base64url')
const words = z.array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'wanted a word such as travel-permits')).max(64)

const facts = {
  id: uuid,
  /** When the gateway began to gather what it released; milliseconds since 1970. */
  at: z.number().int().min(0),
  clientId: id,
  categories: words,
  purpose: words.element.nullable(),
  /** By which agreements; empty where none is asked for. */
  consentIds: z.array(id).max(64),
  /** The transfer routes it left its jurisdiction by. */
  routes: z.array(id).max(64),
  /** SHA-256 of the operation's text. */
  operationHash: sha256,
  /** The supergraph it was planned on. */
  schemaVersion: id,
  /** Which agency gave what. */
  sources: z.array(z.strictObject({ subgraph: words.element, categories: words })).max(64),
  requestId: uuid,
}

const accessEntry = z.strictObject({ ...facts, subjectCommitment: sha256 })
const releaseRecord = z.strictObject({ ...facts, subject: uuid })

/** One release of personal data, as the access log keeps it for ever: ids and hashes, no personal data. */
export type AccessEntry = z.output<typeof accessEntry>

/** The same on its way into the log, which commits to the subject and forgets him. Never leaves the house. */
export type ReleaseRecord = z.output<typeof releaseRecord>

export const ENTRIES_PER_BATCH = 500

/** What the gateway hands over at once. */
export const releaseBatch = z.strictObject({ records: z.array(releaseRecord).min(1).max(ENTRIES_PER_BATCH) })

/** @throws {z.ZodError} */
export function parseReleaseRecord(value: unknown): ReleaseRecord {
  return releaseRecord.parse(value)
}

/** `undefined` where it is no entry or has anything beside an entry's members. */
export function parseEntry(value: unknown): AccessEntry | undefined {
  return accessEntry.safeParse(value).data
}

/** @param salt 32 random bytes, another for each entry, so that entries about one resident cannot be told by it */
export function commitTo({ subject, salt }: { subject: string; salt: Uint8Array }): string {
  return hash('sha256', Buffer.concat([salt, Buffer.from(subject)]), 'base64url')
}

export function entryOf({ subject, ...rest }: ReleaseRecord, salt: Uint8Array): AccessEntry {
  return { ...rest, subjectCommitment: commitTo({ subject, salt }) }
}

/** The one spelling of an entry (RFC 8785), which its leaf is the hash of. */
export function canonicalEntry(entry: AccessEntry): string {
  const text = canonicalize(entry)
  if (text === undefined) throw new TypeError('an entry is a JSON object')
  return text
}

export function entryLeaf(entry: AccessEntry): Hash {
  return leafHash(Buffer.from(canonicalEntry(entry)))
}
