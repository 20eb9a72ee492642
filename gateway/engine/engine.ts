import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql'
import type { ErrorCode } from '../errors.ts'
import type { Exchange } from '../exchange.ts'

/** One validated operation to be planned over the agencies and executed. */
export interface Operation {
  readonly document: DocumentNode
  readonly source: string
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>> | undefined
  readonly exchange: Exchange
  /** Says what of it the caller may not read; without it he may read everything. */
  readonly authorize?: Authorize
}

/** `data` absent: refused before anything was executed. */
export interface OperationResult {
  readonly data?: AnswerData | null
  readonly errors?: readonly GraphQLError[]
  /** The weights of all fields that are there (limits/read-weights.ts); absent where nothing was answered. */
  readonly cost?: number
}

/** The data as JSON text, written once and sent as it stands; or as an object, from an engine that makes objects. */
export type AnswerData = WrittenData | Readonly<Record<string, unknown>>

export class WrittenData {
  /** `{"data":…}`: the whole body of an answer without errors, sent as it stands, however many share it. */
  readonly body: Buffer

  constructor(body: Buffer) {
    this.body = body
  }

  /** The data alone. */
  get json(): string {
    return this.body.toString('utf8', BODY_START.length, this.body.length - BODY_END.length)
  }

  /** For those who read the answer instead of sending it. */
  toJSON(): unknown {
    return JSON.parse(this.json)
  }
}

/** What stands around the data in a body. */
export const BODY_START = '{"data":'
export const BODY_END = '}'

/** A later part of an answer (`@defer`): the fields of the object at `path`. */
export interface DeferredPart {
  readonly path: readonly (string | number)[]
  readonly label: string | undefined
  readonly data: AnswerData | null
  readonly errors?: readonly GraphQLError[]
  readonly cost?: number
}

/** The first part of an answer, and the others in the order in which they come. */
export interface IncrementalResult {
  readonly initial: OperationResult
  readonly deferred: AsyncIterable<DeferredPart>
}

/**
 * Everything an operation reads by its plan, made once for an operation and the same object for as long as the plan is
 * kept: what hangs on it may be remembered by it.
 */
export interface Reads {
  readonly fields: readonly FieldRead[]
  /** The agencies that are asked for a coordinate. */
  readonly sources: ReadonlyMap<string, ReadonlySet<string>>
}

/** One field of the caller's. */
export interface FieldRead {
  /** Its number in the operation, the same whatever else is refused. */
  readonly number: number
  /** The number of the field it stands in; `null` at a root. */
  readonly parent: number | null
  /** Names of the answer, without places in lists, e.g. `['viewer', 'wallets']`. */
  readonly path: readonly string[]
  /** What the caller names, for every type that may stand there, e.g. `Resident.name`. */
  readonly own: readonly string[]
  /** What is read besides so that it can be answered: keys, requirements, contexts, and what these require. */
  readonly onBehalf: readonly string[]
  /** True where a variable decides whether it is asked for at all. */
  readonly isConditional: boolean
}

/**
 * Decides on what an operation reads. It is asked anew of what is left, because the plan of that may read other things.
 * @returns the fields that are refused, by number; none where all may be read
 */
export type Authorize = (reads: Reads) => ReadonlyMap<number, FieldRefusal>

/** What stands in the answer's errors for a field that is refused. */
export interface FieldRefusal {
  readonly code: ErrorCode
  readonly message: string
  /** Further extensions of the error. */
  readonly details: Readonly<Record<string, unknown>>
}

/** What an agency is asked on behalf of an operation. */
export interface SubgraphRequest {
  readonly kind: 'query' | 'mutation' | 'subscription'
  /** The GraphQL request as JSON text, `{"query":…,"variables":…}`, sent as it stands. */
  readonly body: string
  readonly exchange: Exchange
}

export type SubgraphReply = SubgraphAnswer | SubgraphFailure

/** An answer in GraphQL's outer shape. Of `data` nothing is believed: the engine checks every value it takes from it. */
export interface SubgraphAnswer {
  /** Parsed anew for each asker, so that nobody shares what he may change. */
  readonly data: unknown
  readonly errors: readonly SubgraphError[]
  /** True where its JSON text had no backslash: then none of its strings has anything to escape. */
  readonly plain?: boolean
}

/** Only what the mask needs is taken over. */
export interface SubgraphError {
  readonly message: string
  readonly path: readonly (string | number)[] | undefined
  readonly code: string | undefined
  readonly errorId: string | undefined
  readonly public: boolean
}

/** The agency gave nothing usable. `message` is written by us and for the caller. */
export interface SubgraphFailure {
  readonly failure: FailureCode
  readonly message: string
}

export type FailureCode = 'SUBGRAPH_UNAVAILABLE' | 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_INVALID_RESPONSE'

export function isFailure(reply: SubgraphReply): reply is SubgraphFailure {
  return 'failure' in reply
}

/** Asks one agency. Never throws for what an agency or the network does: that is a failure, and a reply like another. */
export type AskSubgraph = (name: string, request: SubgraphRequest) => Promise<SubgraphReply>

/** Opens a subscription at one agency. The stream ends when the agency ends it, after a failure, or when it is returned. */
export type StreamSubgraph = (name: string, request: SubgraphRequest) => AsyncIterable<SubgraphReply>

/** How the engine reaches agencies. */
export interface Subgraphs {
  readonly ask: AskSubgraph
  readonly stream: StreamSubgraph
}

/**
 * Plans operations over one supergraph and executes them. The rest of the room knows this interface only, so that
 * another engine can take its place.
 */
export interface Engine {
  /** What callers may ask: no federation machinery, nothing inaccessible. */
  readonly apiSchema: GraphQLSchema
  readonly supergraphSdl: string
  execute(operation: Operation): Promise<OperationResult>
  /** A query or mutation whose deferred parts come later; one part only where the engine or the plan defers nothing. */
  executeIncrementally(operation: Operation): Promise<OperationResult | IncrementalResult>
  /** The events of a subscription, each completed; or the refusal of it. */
  subscribe(operation: Operation): Promise<OperationResult | AsyncIterable<OperationResult>>
  /** What an operation would read, whoever asks; or why it cannot be planned. */
  reads(operation: Operation): Promise<Reads | readonly GraphQLError[]>
  /** Plans and compiles operations before anybody asks for them. One that cannot be planned is left out. */
  warm(operations: readonly WarmOperation[]): Promise<void>
  stop(): Promise<void>
}

/** An operation as its source text, to be kept from one supergraph to the next. */
export interface WarmOperation {
  readonly source: string
  readonly operationName: string | undefined
}
