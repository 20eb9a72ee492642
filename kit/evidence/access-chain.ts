import type { Instant } from '../clock.ts'
import { canonicalEntry, parseEntry } from './access-entry.ts'
import type { Verdict } from './access-receipt.ts'
import { leafHash } from './merkle-hash.ts'
import type { TreeEdge } from './merkle-tree.ts'
import { appendLeaves, emptyTree, rootOf } from './merkle-tree.ts'
import type { TreeHead, VerifyTreeHead } from './tree-head.ts'

/** Gateways and the log keep their own clocks. */
const CLOCK_SKEW_MS = 60_000

export interface ChainFound {
  readonly logId: string
  readonly entries: number
  readonly heads: number
  readonly last: TreeHead
  readonly witnessed: number
}

interface Walk {
  edge: TreeEdge
  heads: number
  last: TreeHead | undefined
  /** The latest that an entry since the last head says. */
  latestAt: Instant
  readonly ids: Set<string>
  /** Those whose own head has not yet come. */
  readonly witnesses: Set<TreeHead>
}

/**
 * Checks a whole log: JSON lines, `{"entry": …}` in the log's order, and `{"head": "…"}` after the last entry it covers.
 * Whoever holds the key can sign another past; heads that others have kept (`witnesses`, as JWS) show that he did.
 */
export async function verifyChain(
  lines: AsyncIterable<string> | Iterable<string>,
  { verifyHead, witnesses = [] }: { verifyHead: VerifyTreeHead; witnesses?: readonly string[] },
): Promise<Verdict<ChainFound>> {
  const kept = await Promise.all(witnesses.map(verifyHead))
  if (!kept.every((head) => head !== undefined)) return fails("a witnessed head is not signed by the log's key")
  const walk: Walk = {
    edge: emptyTree,
    heads: 0,
    last: undefined,
    latestAt: 0,
    ids: new Set(),
    witnesses: new Set(kept),
  }
  let number = 0
  for await (const line of lines) {
    number += 1
    const why = await readLine(line, walk, verifyHead)
    if (why) return fails(`line ${number}: ${why}`)
  }
  return checkEnd(walk, kept.length)
}

async function readLine(line: string, walk: Walk, verifyHead: VerifyTreeHead): Promise<string | undefined> {
  const value = parseLine(line)
  if (value && 'entry' in value) return readEntry(value.entry, line, walk)
  if (!value || !('head' in value) || typeof value.head !== 'string') return 'neither an entry nor a head'
  if (line !== JSON.stringify({ head: value.head })) return 'a head with something beside it'
  return readHead(await verifyHead(value.head), walk)
}

function readEntry(value: unknown, line: string, walk: Walk): string | undefined {
  const entry = parseEntry(value)
  if (!entry) return 'an entry with members that an entry has not, or without some'
  const text = canonicalEntry(entry)
  // Members said twice, or in another order, would be another file with the same tree.
  if (line !== `{"entry":${text}}`) return 'an entry that is not in its canonical form (RFC 8785)'
  if (walk.ids.has(entry.id)) return `entry ${entry.id} a second time`
  walk.ids.add(entry.id)
  walk.latestAt = Math.max(walk.latestAt, entry.at)
  walk.edge = appendLeaves(walk.edge, [leafHash(Buffer.from(text))])
  return checkWitnesses(walk)
}

function readHead(head: TreeHead | undefined, walk: Walk): string | undefined {
  const { last, edge } = walk
  if (!head) return "a tree head that is not signed by the log's key"
  if (last && head.logId !== last.logId) return `a head of the log ${head.logId} in the log ${last.logId}`
  if (head.size !== edge.size) return `a head of ${head.size} entries after ${edge.size}`
  if (!head.root.equals(rootOf(edge))) return `the ${edge.size} entries before it are not those that were signed`
  if (last && (head.at < last.at || head.size <= last.size)) return 'a head that is older than the one before it'
  if (walk.latestAt > head.at + CLOCK_SKEW_MS) return 'an entry from after the head that covers it'
  walk.last = head
  walk.heads += 1
  return meetWitnesses(head, walk)
}

function checkWitnesses({ edge, witnesses }: Walk): string | undefined {
  const here = [...witnesses].filter(({ size }) => size === edge.size)
  if (here.every(({ root }) => root.equals(rootOf(edge)))) return undefined
  return `the ${edge.size} entries so far are not those of the witnessed head: the log was rewritten`
}

function meetWitnesses(head: TreeHead, { witnesses }: Walk): string | undefined {
  for (const kept of witnesses) {
    if (kept.size !== head.size) continue
    if (kept.at !== head.at || kept.logId !== head.logId)
      return `another head of ${head.size} entries than the witnessed one`
    witnesses.delete(kept)
  }
  return undefined
}

function checkEnd({ edge, heads, last, witnesses }: Walk, witnessed: number): Verdict<ChainFound> {
  if (!last) return fails('there is no tree head in it')
  if (last.size !== edge.size) return fails(`${edge.size - last.size} entries after the last head: nobody signed them`)
  const [missed] = witnesses
  if (missed && missed.size > edge.size)
    return fails(`it ends after ${edge.size} entries, a witnessed head has ${missed.size}: it was cut off`)
  if (missed) return fails(`the witnessed head of ${missed.size} entries is not in it`)
  const { logId } = last
  return { holds: true, found: { logId, entries: edge.size, heads, last, witnessed } }
}

function parseLine(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function fails(why: string) {
  return { holds: false, why } as const
}
