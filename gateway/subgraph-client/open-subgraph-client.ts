import type { AskSubgraph, SubgraphReply, SubgraphRequest, Subgraphs } from '../engine/engine.ts'
import { Asker } from './asker.ts'
import type { CallRoom } from './call.ts'
import { Call } from './call.ts'
import { Expiry } from './expiry.ts'
import type { Lane } from './lane.ts'
import type { SubgraphState } from './lines.ts'
import { Lines } from './lines.ts'
import type { SubgraphAddress, SubgraphClientOptions } from './settings.ts'
import { defaultLimits } from './settings.ts'
import { SharedCalls } from './share-calls.ts'
import { openStream } from './stream/open-stream.ts'
import { failureOf, replyOf } from './subgraph-failure.ts'

export interface SubgraphClient extends Subgraphs {
  /** A row for each agency and kind of call. */
  states(): readonly SubgraphState[]
  /** How many are open at each agency. */
  subscriptions(): readonly { readonly subgraph: string; readonly open: number }[]
  /**
   * The agencies of the next supergraph. Those that stay keep their connections and their breakers; those that go may
   * still be asked for a while, by operations that were planned before.
   */
  setSubgraphs(subgraphs: readonly SubgraphAddress[]): void
  /** Waits for the calls under way; subscriptions are ended. */
  close(): Promise<void>
}

/** The only outward call of the room. */
export function openSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const { sign, maxBytes, logger, observe, now = () => performance.now(), random = Math.random } = options
  const lines = new Lines(options, now)
  const expiry = new Expiry(now)
  const limits = { ...defaultLimits, ...options.limits }
  return {
    ask: openAsk(lines, { sign, maxBytes, logger, observe, now, random, expiry }),
    stream: (name, request) =>
      openStream({
        line: lines.get(name)?.streams,
        subgraph: name,
        request,
        room: { sign, maxBytes, random, limits, logger },
      }),
    states: () => lines.states(),
    subscriptions: () => lines.subscriptions(),
    setSubgraphs: (subgraphs) => lines.set(subgraphs),
    close: () => lines.close(),
  }
}

function openAsk(lines: Lines, room: CallRoom): AskSubgraph {
  const shared = new SharedCalls()
  return (name, request) => {
    const line = lines.get(name)
    if (!line) return Promise.resolve(replyOf(failureOf('SUBGRAPH_UNAVAILABLE', 'no address'), name))
    return new Promise((resolve) => {
      const lane = request.kind === 'query' ? line.queries : line.mutations
      const asker = openAsker({ lane, request, nowMs: room.now(), resolve })
      if (asker.endsAtMs <= asker.startedAtMs) {
        asker.settle(failureOf('SUBGRAPH_TIMEOUT', 'the deadline of the request has passed'), name, asker.startedAtMs)
      } else if (lane.kind === 'query') {
        shared.join(request, { subgraph: name, asker, open: (onOver) => new Call({ lane, room, request, onOver }) })
      } else {
        const call = new Call({ lane, room, request, onOver: () => shared.forget() })
        call.join(asker)
        call.start()
      }
    })
  }
}

/** Never longer than the request itself may take. */
function openAsker(options: {
  lane: Lane
  request: SubgraphRequest
  nowMs: number
  resolve: (reply: SubgraphReply) => void
}): Asker {
  const { lane, request, nowMs, resolve } = options
  const timeoutMs = Math.min(lane.timeoutMs, request.exchange.deadline.remainingMs())
  return new Asker({ exchange: request.exchange, startedAtMs: nowMs, endsAtMs: nowMs + timeoutMs, resolve })
}
