import { randomBytes } from 'node:crypto'
import type { Clock } from '../../../kit/clock.ts'
import { invariant } from '../../../kit/errors.ts'
import type { ReleaseRecord } from '../../../kit/evidence/access-entry.ts'
import { entryLeaf, entryOf } from '../../../kit/evidence/access-entry.ts'
import type { TreeEdge } from '../../../kit/evidence/merkle-tree.ts'
import { appendLeaves, peakPositions, rootOf } from '../../../kit/evidence/merkle-tree.ts'
import type { SignTreeHead } from '../../../kit/evidence/tree-head.ts'
import type { AccessLogStore, Turn } from './store.ts'
import { nodeKey } from './store.ts'

/** The one log of the house, as its heads name it. */
const LOG_ID = 'gba-access-log'

export interface AccessLogWriter {
  readonly store: AccessLogStore
  readonly signHead: SignTreeHead
  readonly now: Clock
}

/**
 * Takes records of gateways into the log, each once however often it comes, and signs the head of what there is then.
 * @returns how many were new
 */
export function appendRecords(records: readonly ReleaseRecord[], writer: AccessLogWriter): Promise<number> {
  return writer.store.inTurn(async (turn) => {
    const fresh = await withoutKnown(records, turn)
    if (fresh.length > 0) await grow(fresh, turn, writer)
    return fresh.length
  })
}

async function withoutKnown(records: readonly ReleaseRecord[], turn: Turn): Promise<readonly ReleaseRecord[]> {
  const byId = new Map(records.map((record) => [record.id, record]))
  const known = await turn.loadKnown([...byId.keys()])
  return [...byId.values()].filter(({ id }) => !known.has(id))
}

async function grow(records: readonly ReleaseRecord[], turn: Turn, { signHead, now }: AccessLogWriter): Promise<void> {
  const salted = records.map((record, added) => ({ record, salt: randomBytes(32), position: turn.size + added }))
  const entries = salted.map(({ record, salt, position }) => ({ position, entry: entryOf(record, salt) }))
  const tree = appendLeaves(
    await loadEdge(turn),
    entries.map(({ entry }) => entryLeaf(entry)),
  )
  const last = await turn.loadLastHead()
  invariant((last?.size ?? 0) === turn.size, 'the last head is of all entries')
  // A clock that was set back must not make the log contradict itself.
  const head = { logId: LOG_ID, size: tree.size, root: rootOf(tree), at: Math.max(now(), last?.at ?? 0) }
  await turn.save({
    entries,
    subjects: salted.map(({ record: { subject }, salt, position }) => ({
      position,
      subject,
      salt: salt.toString('base64url'),
    })),
    nodes: tree.nodes,
    head: { size: head.size, at: head.at, head: await signHead(head) },
  })
}

async function loadEdge({ size, loadNodes }: Turn): Promise<TreeEdge> {
  const positions = peakPositions(size)
  const nodes = await loadNodes(positions)
  return { size, peaks: positions.flatMap((position) => nodes.get(nodeKey(position)) ?? []) }
}
