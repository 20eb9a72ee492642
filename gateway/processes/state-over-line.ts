import type { Calls } from './calls.ts'
import type { SharedState } from './shared-state.ts'
import type { PrimaryCalls } from './worker-calls.ts'

type StateCalls = Pick<PrimaryCalls, 'claimOnce' | 'take' | 'refund'>

/** What the primary does for its workers with the one state there is. */
export function serveState(state: SharedState): StateCalls {
  return {
    claimOnce: ({ key, ttlMs }) => state.claimOnce(key, ttlMs),
    take: ({ wants }) => state.take(wants),
    refund: ({ bucket, amount }) => state.refund(bucket, amount),
  }
}

/** The primary's state, as a worker sees it. */
export function stateOfPrimary(primary: Calls<StateCalls>): SharedState {
  return {
    claimOnce: (key, ttlMs) => primary('claimOnce', { key, ttlMs }),
    take: (wants) => primary('take', { wants }),
    refund: (bucket, amount) => primary('refund', { bucket, amount }),
  }
}
