import type { GraphQLSchema } from 'graphql'
import { OperationTypeNode } from 'graphql'
import { invariant } from '../../kit/errors.ts'
import type { Logger } from '../../kit/logger.ts'
import { GatewayError } from '../errors.ts'
import type { PricePlan } from '../limits/price-plan.ts'
import { openPlanPrice } from '../limits/price-plan.ts'
import { CompiledOperations } from './compiled-operations.ts'
import type { Reads } from './engine.ts'
import type { Answering } from './finish-answer.ts'
import type { DeferredFragment } from './incremental/compile-defer.ts'
import { compileDefers } from './incremental/compile-defer.ts'
import type { NormalizedOperation } from './operation/normalize-operation.ts'
import { markRefused, withoutRefused } from './operation/refuse-selections.ts'
import type { Selection } from './operation/selection.ts'
import type { Plan } from './plan/plan.ts'
import type { Planner, PlannerName } from './plan/planner.ts'
import { PlanningError } from './plan/planner.ts'
import { compilePlan } from './program/compile-plan.ts'
import type { CompiledSubscription } from './program/compile-subscription.ts'
import { compileSubscription } from './program/compile-subscription.ts'
import { openPlaces } from './program/places.ts'
import type { PossibleTypes } from './program/possible-types.ts'
import type { Step } from './program/run.ts'
import type { TypeNames } from './reads/scope.ts'
import type { RootNames } from './reads/trace-reads.ts'
import { traceReads } from './reads/trace-reads.ts'
import { compileWriter } from './write/compile-writer.ts'

/** All that is made of an operation once. */
export interface Compiled extends Answering {
  /** The operation's key, unique in this engine. */
  readonly key: string
  readonly bytes: number
  /** Fetches and merges everything that is answered at once. */
  readonly program: Step
  /** The fragments that are answered later. */
  readonly defers: readonly DeferredFragment[]
  readonly subscription: CompiledSubscription | null
  /** What its plan asks of each agency. */
  readonly price: PricePlan
  /** Worked out when somebody asks for it first. */
  readonly reads: () => Reads
}

/** One operation as it is compiled: for whom, and without what. */
export interface Wanted {
  readonly operation: NormalizedOperation
  /** Labels of `@override(label:)` that are on for the caller. */
  readonly labels: readonly string[]
  /** The fields that the caller may not read, by number. */
  readonly refused?: ReadonlySet<number>
}

/** Told of the work that plans take; the metrics are one of these. */
export interface PlanObserver {
  /** `hit`: the plan was there, or being made already. What is planned before anybody asks is not looked up. */
  planLookedUp(outcome: 'hit' | 'miss'): void
  planMade(fact: { readonly outcome: 'made' | 'timeout' | 'overload' | 'failed'; readonly durationMs: number }): void
}

/** What is kept; the bytes are an estimate. */
export interface PlanCache {
  readonly bytes: number
  readonly entries: number
}

interface CompilerOptions {
  readonly schema: GraphQLSchema
  readonly planner: Planner
  readonly possibleTypes: PossibleTypes
  readonly fieldTypes: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly handed: ReadonlyMap<string, readonly string[]>
  /** Contexts are planned by Apollo's planner only. */
  readonly usesContext: boolean
  readonly cacheBytes: number
  readonly observe?: PlanObserver
  readonly logger: Logger
}

/** What a plan and its program hold, measured against the length of the plan as text; the rest is small. */
const BYTES_PER_CHARACTER = 8

/** Compiles each operation once, however many ask for it at the same time. */
export function openCompiler(options: CompilerOptions) {
  const cache = new CompiledOperations<Compiled>(options.cacheBytes)
  const underWay = new Map<string, Promise<Compiled>>()

  const compileAnew = async (wanted: Wanted, key: string): Promise<Compiled> => {
    const asked = withRefusals(wanted)
    const plan = await planFor(asked, wanted.labels, options)
    const compiled = compileOperation(asked, plan, { ...options, key })
    cache.set(key, compiled)
    return compiled
  }

  const find = (key: string): Compiled | Promise<Compiled> | undefined => cache.get(key) ?? underWay.get(key)

  const begin = (wanted: Wanted, key: string): Promise<Compiled> => {
    const compiling = compileAnew(wanted, key).finally(() => underWay.delete(key))
    underWay.set(key, compiling)
    return compiling
  }

  return {
    /** @throws {GatewayError} LIMIT_PLANNING, OVERLOADED */
    async compile(wanted: Wanted): Promise<Compiled> {
      const key = keyOf(wanted)
      const known = find(key)
      options.observe?.planLookedUp(known === undefined ? 'miss' : 'hit')
      return known ?? begin(wanted, key)
    },
    /** Before anybody asks. @throws what `compile` throws */
    async warm(operation: NormalizedOperation): Promise<void> {
      const wanted = { operation, labels: [] }
      const key = keyOf(wanted)
      await (find(key) ?? begin(wanted, key))
    },
    kept: (): PlanCache => ({ bytes: cache.bytes, entries: cache.size }),
  }
}

function keyOf({ operation: { key }, labels, refused }: Wanted): string {
  const labelled = labels.length > 0 ? `${labels.join()} ${key}` : key
  // No operation begins with a number.
  return refused?.size ? `${[...refused].sort((one, other) => one - other).join()} ${labelled}` : labelled
}

/** An operation as it is planned and answered. */
interface Asked extends NormalizedOperation {
  /** What is refused stands in it and is marked. */
  readonly answered: readonly Selection[]
}

function withRefusals({ operation, refused }: Wanted): Asked {
  if (!refused?.size) return { ...operation, answered: operation.selections }
  const answered = markRefused(operation.selections, refused)
  const selections = withoutRefused(answered)
  return { ...operation, answered, selections, text: operation.textOf(selections) }
}

async function planFor(
  operation: NormalizedOperation,
  activeLabels: readonly string[],
  options: CompilerOptions,
): Promise<Plan> {
  if (operation.text === null) return { root: null }
  const { text: document } = operation
  const plan = (planner: PlannerName) =>
    timed(() => options.planner.plan({ document, operationName: null, planner, activeLabels }), options.observe)
  try {
    if (operation.hasDefer || options.usesContext) return await plan('apollo')
    return await plan('hive').catch((error: unknown) => {
      if (!(error instanceof PlanningError) || error.fault !== 'PLAN_FAILED') throw error
      // What one planner cannot plan the other one can, at least in part.
      options.logger.warn({ err: error }, 'an operation is planned by the second planner')
      return plan('apollo')
    })
  } catch (error) {
    throw refusalOf(error)
  }
}

const OUTCOMES = { PLAN_TIMEOUT: 'timeout', PLAN_OVERLOAD: 'overload', PLAN_FAILED: 'failed' } as const

async function timed(plan: () => Promise<Plan>, observe: PlanObserver | undefined): Promise<Plan> {
  if (!observe) return plan()
  const startedAtMs = performance.now()
  const durationMs = () => performance.now() - startedAtMs
  try {
    const made = await plan()
    observe.planMade({ outcome: 'made', durationMs: durationMs() })
    return made
  } catch (error) {
    const outcome = error instanceof PlanningError ? OUTCOMES[error.fault] : 'failed'
    observe.planMade({ outcome, durationMs: durationMs() })
    throw error
  }
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof PlanningError)) return error
  switch (error.fault) {
    case 'PLAN_TIMEOUT':
      return new GatewayError({
        code: 'LIMIT_PLANNING',
        message: 'planning this operation takes longer than it may; ask for less, or in several requests',
      })
    case 'PLAN_OVERLOAD':
      return new GatewayError({
        code: 'OVERLOADED',
        message: 'too many new operations wait to be planned; ask again in a moment',
      })
    case 'PLAN_FAILED':
      return error
  }
}

function compileOperation(operation: Asked, plan: Plan, options: CompilerOptions & { key: string }): Compiled {
  const { schema, possibleTypes, key } = options
  const type = schema.getRootType(operation.kind)
  invariant(type, 'a validated operation has a root type')
  const places = openPlaces(plan)
  const writer = compileWriter(schema, places.united)
  const write = writer.writeObject(type, { sets: [{ selections: operation.answered, conditions: [] }], at: [] })
  const { root } = plan
  return {
    key,
    bytes: key.length * 2 + JSON.stringify(plan).length * BYTES_PER_CHARACTER,
    write,
    selections: operation.selections,
    possibleTypes,
    program: compilePlan(plan, { places, possibleTypes }),
    price: openPlanPrice({ plan, text: operation.text, schema }),
    defers: compileDefers(schema, type, operation.answered),
    subscription: root?.kind === 'subscription' ? compileSubscription(root, { places, possibleTypes }) : null,
    reads: once(() => traceReads({ ...readable(options), kind: operation.kind, selections: operation.answered, plan })),
  }
}

function readable({ schema, possibleTypes, fieldTypes, handed }: CompilerOptions): {
  roots: RootNames
  types: TypeNames
} {
  const nameOf = (kind: OperationTypeNode) => schema.getRootType(kind)?.name ?? ''
  const roots = {
    query: nameOf(OperationTypeNode.QUERY),
    mutation: nameOf(OperationTypeNode.MUTATION),
    subscription: nameOf(OperationTypeNode.SUBSCRIPTION),
  }
  return { roots, types: { possibleTypes, fieldTypes, handed } }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
