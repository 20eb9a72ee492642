import type { SubgraphAnswer } from '../../engine/engine.ts'
import type { Statement } from '../keep-statements.ts'
import type { Failure } from '../subgraph-failure.ts'
import type { StreamLine } from './stream-line.ts'

/** One connection to an agency for one subscription. */
export interface Upstream {
  /** Closes at once; nothing is told after it. */
  close(): void
}

export interface UpstreamOptions {
  readonly line: StreamLine
  /** The GraphQL request as JSON text. */
  readonly body: string
  readonly requestId: string
  readonly statement: Statement | undefined
  readonly maxBytes: number
  readonly listener: UpstreamListener
}

export interface UpstreamListener {
  /** The agency has accepted the subscription. */
  opened(): void
  event(answer: SubgraphAnswer | Failure, bytes: number): void
  /** The agency says that nothing more comes. */
  completed(): void
  /** The connection ended otherwise. `again`: it may be worth another try. */
  lost(failure: Failure, again: boolean): void
}
