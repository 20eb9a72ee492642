import type { Exchange } from '../../exchange.ts'
import type {
  AskSubgraph,
  FieldRefusal,
  SubgraphAnswer,
  SubgraphError,
  SubgraphFailure,
  SubgraphReply,
} from '../engine.ts'
import { isFailure } from '../engine.ts'
import type { Fetched } from '../incremental/fetched.ts'
import type { Gap, Problem } from './problems.ts'
import type { Tree } from './take.ts'

/** One execution of a program: the data as they grow, and what went wrong. */
export interface Run {
  readonly root: Tree
  readonly exchange: Exchange
  readonly ask: AskSubgraph
  /** The operation's variables as JSON text. One that is absent was not given and has no default. */
  readonly variables: ReadonlyMap<string, string>
  /** The values of the boolean variables that conditions hang on. */
  readonly isTrue: (variable: string) => boolean
  /** Answers of `__schema` and `__type`, by response name. */
  readonly introspected: Readonly<Record<string, unknown>>
  readonly problems: Problem[]
  /** What the caller may not read of the operation, by the numbers of its fields. */
  readonly refused: ReadonlyMap<number, FieldRefusal>
  /** Whether every answer so far was plain; shared with the runs of deferred parts. */
  readonly texts: { plain: boolean }
  /** How many more entities this operation may ask for. */
  entitiesLeft: number
  /** Objects found at the paths of the program so far; `null` where they have to be looked for anew. */
  readonly sites: (readonly Tree[] | null | undefined)[]
  /** Makes null what failed calls left out. Run again at the end, when other answers have come to the same objects. */
  readonly unsettled: (() => void)[]
  /** Fetches that deferred parts wait for, by id: each is kept once it has been merged. */
  readonly fetched: Fetched
  /** Deferred parts that are under way, by the label of their fragment. */
  readonly deferred: Map<string, { readonly done: Promise<void>; readonly run: Run }>
}

/** Part of a program. Never throws for what an agency does: that becomes a problem of the run. */
export type Step = (run: Run) => Promise<void>

type Failure = (Problem & { kind: 'failure' })['failure']

/** Where an answer goes, for the day on which it does not come. */
export interface Destination {
  readonly subgraph: string
  readonly gaps: readonly Gap[]
  settle(): void
}

/**
 * What came of a call, where it is an answer; a failure is noted. Every reply comes in by here, so that no string that needs
 * escaping is written without it.
 */
export function answerIn(run: Run, reply: SubgraphReply, destination: Destination): SubgraphAnswer | undefined {
  if (isFailure(reply)) {
    failed(run, reply, destination)
    return undefined
  }
  if (!reply.plain) run.texts.plain = false
  return reply
}

export function failed(run: Run, failure: Failure, { subgraph, gaps, settle }: Destination): void {
  run.problems.push({ kind: 'failure', subgraph, failure, gaps })
  settle()
  run.unsettled.push(settle)
}

/** Makes null what an agency left out. Whoever has said why has been heard; where nobody has, the gateway does. */
export function silenced(run: Run, { subgraph, gaps, settle }: Destination): void {
  run.problems.push({ kind: 'silence', subgraph, gaps })
  settle()
  run.unsettled.push(settle)
}

/** The agency could not place its error: whatever has not come is missing because of it. */
export function unplaced(run: Run, error: SubgraphError, { subgraph, gaps, settle }: Destination): void {
  run.problems.push({ kind: 'error', subgraph, error, gaps, isPlaced: false })
  run.unsettled.push(settle)
}

export function invalidAnswer(subgraph: string): SubgraphFailure {
  const message = `The ${subgraph} agency gave an answer that cannot be used; its part of the answer is missing.`
  return { failure: 'SUBGRAPH_INVALID_RESPONSE', message }
}
