import type { Pool } from 'undici'
import { openPool } from '../lane.ts'
import type { SubgraphLimits, SubscriptionProtocol } from '../settings.ts'

/** The way to one agency for subscriptions, each of which has a connection of its own. */
export interface StreamLine {
  readonly subgraph: string
  readonly protocol: SubscriptionProtocol
  readonly url: string
  /** How long an agency may take until it accepts a subscription. */
  readonly openMs: number
  readonly pool: Pool
  /** Ends each subscription that is open. */
  readonly open: Set<() => void>
  close(): Promise<void>
}

export function openStreamLine(options: {
  subgraph: string
  url: string
  protocol: SubscriptionProtocol
  openMs: number
  limits: SubgraphLimits
}): StreamLine {
  const { subgraph, url, protocol, openMs, limits } = options
  const { origin } = new URL(url)
  const pool = openPool({ origin, connections: limits.streams, connectMs: limits.connectMs })
  const open = new Set<() => void>()
  return {
    subgraph,
    protocol,
    url,
    openMs,
    pool,
    open,
    async close() {
      for (const end of open) end()
      await pool.close()
    },
  }
}
