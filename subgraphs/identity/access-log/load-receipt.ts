import DataLoader from 'dataloader'
import { loadReceipts } from './prove.ts'
import type { Placed } from './records.ts'
import type { AccessLogStore } from './store.ts'

/** Of one request: a page's receipts are read together, and all under the same head. */
export function openReceipts(store: AccessLogStore): DataLoader<Placed, string, number> {
  return new DataLoader((entries) => loadReceipts(store, entries), { cacheKeyFn: ({ position }) => position })
}
