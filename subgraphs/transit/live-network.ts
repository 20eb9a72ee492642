import type { TimetableOfDay } from './journeys/find-paths.ts'
import { openTimetables } from './journeys/timetables.ts'
import type { Network } from './network.ts'
import { openNetwork } from './network.ts'
import type { FeedHead, Store } from './store.ts'

/** The network with its timetables by date. */
export interface NetworkInUse {
  readonly network: Network
  readonly timetableOf: (date: string) => TimetableOfDay
}

export interface LiveNetwork {
  current(): NetworkInUse
  /** Takes over feeds that were saved since, as a whole; requests under way keep the network they began with. */
  refresh(): Promise<void>
}

/** Holds all feeds in memory, so that a request asks the database nothing. */
export async function openLiveNetwork(store: Store): Promise<LiveNetwork> {
  let digest = digestOf(await store.loadHeads())
  let inUse = await loadNetwork(store)
  return {
    current: () => inUse,
    async refresh() {
      const found = digestOf(await store.loadHeads())
      if (found === digest) return
      inUse = await loadNetwork(store)
      digest = found
    },
  }
}

function digestOf(heads: readonly FeedHead[]): string {
  return JSON.stringify(heads.map((head) => [head.id, head.digest]))
}

async function loadNetwork(store: Store): Promise<NetworkInUse> {
  const network = openNetwork(await store.loadFeeds())
  return { network, timetableOf: openTimetables(network.schedule) }
}
