import { invariant } from '../../../kit/errors.ts'
import { canonicalEntry } from '../../../kit/evidence/access-entry.ts'
import type { AccessLogStore, LogPart } from './store.ts'

const ENTRIES_AT_ONCE = 1_000

/** The whole log as it is now: a line an entry, and each signed head after the last entry it covers. */
export async function* exportLog(store: AccessLogStore): AsyncGenerator<string> {
  const last = await store.loadLastHead()
  for (let from = 0; last && from < last.size; from += ENTRIES_AT_ONCE) {
    const part = await store.loadPart({ from, to: Math.min(from + ENTRIES_AT_ONCE, last.size) })
    yield* linesOf(part)
  }
}

function* linesOf({ entries, heads }: LogPart): Generator<string> {
  const headAfter = new Map(heads.map(({ size, head }) => [size, head]))
  for (const { position, entry } of entries) {
    yield `{"entry":${canonicalEntry(entry)}}`
    const head = headAfter.get(position + 1)
    headAfter.delete(position + 1)
    if (head !== undefined) yield JSON.stringify({ head })
  }
  invariant(headAfter.size === 0, 'every head is of entries that are there')
}
