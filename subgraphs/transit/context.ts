import type { RequestBase } from '../../kit/subgraph/start-subgraph.ts'
import type { NetworkInUse } from './live-network.ts'

/** What a resolver of this agency sees: who asks, the clock, and the network as it stood when the request came. */
export type Context = RequestBase & NetworkInUse
