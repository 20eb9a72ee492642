import { z } from 'zod'
import type { AccessEntry } from './access-entry.ts'
import { entryLeaf, parseEntry } from './access-entry.ts'
import type { Hash } from './merkle-hash.ts'
import { hashFromText, hashToText } from './merkle-hash.ts'
import type { TreeHead, VerifyTreeHead } from './tree-head.ts'
import { isIncluded } from './verify-proof.ts'

const KIND = 'gba-access-receipt'

const receipt = z.strictObject({
  kind: z.literal(KIND),
  version: z.literal(1),
  entry: z.unknown(),
  index: z.number(),
  proof: z.array(z.string()).max(64),
  head: z.string(),
})

/** What holds, or why it does not; the reason is for people. */
export type Verdict<T> = { readonly holds: true; readonly found: T } | { readonly holds: false; readonly why: string }

/** One entry with all it takes to check, without asking anybody, that the log has it. */
export function writeReceipt(facts: {
  entry: AccessEntry
  index: number
  proof: readonly Hash[]
  /** The signed head of the tree that the proof is of. */
  head: string
}): string {
  const { entry, index, proof, head } = facts
  return JSON.stringify({ kind: KIND, version: 1, entry, index, proof: proof.map(hashToText), head })
}

export function isReceipt(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === KIND
}

/** Checks entry, proof and signature of a receipt that was read from JSON. */
export async function verifyReceipt(
  value: unknown,
  verifyHead: VerifyTreeHead,
): Promise<Verdict<{ entry: AccessEntry; index: number; head: TreeHead }>> {
  const parsed = receipt.safeParse(value)
  if (!parsed.success) return fails('it is no access receipt of version 1')
  const { index } = parsed.data
  const entry = parseEntry(parsed.data.entry)
  if (!entry) return fails('its entry has members that an entry has not, or lacks some')
  const head = await verifyHead(parsed.data.head)
  if (!head) return fails("its tree head is not signed by the log's key")
  const proof = parsed.data.proof.map(hashFromText)
  if (!proof.every((hash) => hash !== undefined)) return fails('its proof holds something that is no hash')
  const claim = { index, size: head.size, leaf: entryLeaf(entry), root: head.root, proof }
  if (!isIncluded(claim)) return fails(`entry ${index} is not in the tree of ${head.size} that the log has signed`)
  return { holds: true, found: { entry, index, head } }
}

function fails(why: string) {
  return { holds: false, why } as const
}
