import type { DocumentNode, GraphQLSchema } from 'graphql'
import { GraphQLError, parse, validate } from 'graphql'
import { ConfigError } from '../../kit/config.ts'
import type { Logger } from '../../kit/logger.ts'
import { checkSubgraphCosts } from '../limits/check-subgraph-costs.ts'
import { addWeights } from '../limits/read-weights.ts'
import { buildApiSchema } from '../supergraph/api-schema.ts'
import type { KnownScalars } from '../supergraph/build-types.ts'
import type { Supergraph } from '../supergraph/load-supergraph.ts'
import type { Compiled, PlanCache, PlanObserver } from './compile-operation.ts'
import { openCompiler } from './compile-operation.ts'
import type { Engine, FieldRefusal, Operation, OperationResult, Subgraphs, WarmOperation } from './engine.ts'
import { finishAnswer } from './finish-answer.ts'
import { Fetched } from './incremental/fetched.ts'
import { runDeferred } from './incremental/run-deferred.ts'
import { introspect } from './operation/introspect.ts'
import type { NormalizedOperation, Vocabulary } from './operation/normalize-operation.ts'
import { normalizeOperation } from './operation/normalize-operation.ts'
import type { Variables } from './operation/variables.ts'
import { readVariables } from './operation/variables.ts'
import { openLabels } from './override-labels.ts'
import type { Planner } from './plan/planner.ts'
import { PlanningError } from './plan/planner.ts'
import type { PlannerOptions } from './planning/open-planner.ts'
import { openPlanner } from './planning/open-planner.ts'
import type { Run } from './program/run.ts'
import { openSharing } from './share-answers.ts'
import { subscribe } from './subscribe.ts'
import { NOTHING_REFUSED, withoutRefused } from './without-refused.ts'

export interface EngineOptions {
  readonly supergraph: Supergraph
  readonly subgraphs: Subgraphs
  readonly logger: Logger
  readonly planner?: Omit<PlannerOptions, 'supergraphSdl' | 'logger'>
  /** How a planner is opened: by default in a process of its own, whatever the reason to plan elsewhere. */
  readonly openPlanner?: (options: PlannerOptions) => Promise<Planner>
  /** Bound of the plans and programs kept, in bytes. */
  readonly cacheBytes?: number
  /** Labels of `@override(label:)` that are on; those of the form `percent(n)` follow the caller. */
  readonly labels?: ReadonlySet<string>
  /** Scalars whose behaviour is known; of others any value is passed on. */
  readonly scalars?: KnownScalars
  readonly observe?: PlanObserver
  /** What one operation may ask of an agency, in weighted fields; without it there is no such bound. */
  readonly subgraphCost?: (subgraph: string) => number
}

/** An engine that keeps plans and tells how many. */
export interface PlanningEngine extends Engine {
  planCache(): PlanCache
}

/** Nothing where another engine keeps its plans to itself. */
export function planCacheOf(engine: Engine | PlanningEngine): PlanCache {
  return 'planCache' in engine ? engine.planCache() : { bytes: 0, entries: 0 }
}

/** Entities that one operation may ask agencies for; an agency that answers lists without end could have others flooded. */
const ENTITIES_LIMIT = 5_000

const CACHE_BYTES = 64 * 1_048_576

/** An operation that is ready to run: what is made for it once, and the values of this request. */
interface Ready {
  readonly normalized: NormalizedOperation
  readonly compiled: Compiled
  readonly variables: Variables
  readonly refused: ReadonlyMap<number, FieldRefusal>
}

/**
 * Our own engine: plans are made off the event loop, compiled into programs and run; answers are written as text.
 * @throws {ConfigError} where the supergraph cannot be planned
 */
export async function loadEngine(options: EngineOptions): Promise<PlanningEngine> {
  const { supergraph, subgraphs, logger, labels = new Set(), scalars } = options
  const planning = openPlannerFor(options)
  const [planner, apiSchema] = await Promise.all([
    planning,
    buildApiSchema({ definitions: supergraph.apiDefinitions, defer: true, ...(scalars ? { scalars } : {}) }),
  ]).catch(async (error: unknown) => {
    // Its process would outlive a supergraph that is refused.
    await planning.then((opened) => opened.close()).catch(() => {})
    throw error
  })
  addWeights(apiSchema, supergraph.weights)
  const activeLabels = openLabels(supergraph.overrideLabels, labels)
  const compiler = openCompiler({
    schema: apiSchema,
    planner,
    possibleTypes: supergraph.possibleTypes,
    fieldTypes: supergraph.fieldTypes,
    handed: supergraph.handed,
    usesContext: supergraph.usesContext,
    cacheBytes: options.cacheBytes ?? CACHE_BYTES,
    ...(options.observe ? { observe: options.observe } : {}),
    logger,
  })
  const { keyFields } = supergraph
  const normalize = openNormalizer({
    schema: apiSchema,
    keyFields,
    interfaceObjects: supergraph.interfaceObjects,
  })
  const share = openSharing()

  const prepare = async (operation: Operation, defer: boolean): Promise<Ready | readonly GraphQLError[]> => {
    const normalized = normalize(operation, defer)
    const variables = readVariables(apiSchema, normalized, operation.variables)
    if ('length' in variables) return variables
    try {
      const wanted = { operation: normalized, labels: activeLabels(operation.exchange.viewer) }
      const compiled = await compiler.compile(wanted)
      checkSubgraphCosts(compiled.price(variables.json), options.subgraphCost)
      const { authorize } = operation
      if (!authorize) return { normalized, compiled, variables, refused: NOTHING_REFUSED }
      return {
        normalized,
        variables,
        ...(await withoutRefused(compiled, { wanted, authorize, compile: compiler.compile })),
      }
    } catch (error) {
      return planningFault(error)
    }
  }

  const startRun = (operation: Operation, ready: Ready): Run => {
    const { introspection } = ready.normalized
    const introspected = introspection.length > 0 ? introspectFor(operation, ready, apiSchema) : {}
    return openRun(operation, { ready, subgraphs, introspected })
  }

  const execute = async (operation: Operation, ready: Ready): Promise<OperationResult> => {
    const run = startRun(operation, ready)
    await ready.compiled.program(run)
    return finishAnswer(run, ready.compiled)
  }

  return {
    apiSchema,
    supergraphSdl: supergraph.sdl,
    async execute(operation) {
      const ready = await prepare(operation, false)
      if (!('compiled' in ready)) return { errors: ready }
      if (ready.normalized.kind !== 'query') return execute(operation, ready)
      return share({ operation, key: ready.compiled.key, variables: ready.variables.json }, (shared) =>
        execute(shared, ready),
      )
    },
    async executeIncrementally(operation) {
      const ready = await prepare(operation, true)
      if (!('compiled' in ready)) return { errors: ready }
      return ready.compiled.defers.length > 0
        ? runDeferred(startRun(operation, ready), ready.compiled)
        : execute(operation, ready)
    },
    async subscribe(operation) {
      const ready = await prepare(operation, false)
      if (!('compiled' in ready)) return { errors: ready }
      const { subscription } = ready.compiled
      // Where its field is refused nothing is opened: there are no data, only the reason.
      if (!subscription) return { errors: finishAnswer(startRun(operation, ready), ready.compiled).errors ?? [] }
      const openRun = () => startRun(operation, ready)
      return subscribe({ operation, subscription, answering: ready.compiled, openRun, subgraphs })
    },
    async reads(operation) {
      try {
        const wanted = { operation: normalize(operation, false), labels: activeLabels(operation.exchange.viewer) }
        return (await compiler.compile(wanted)).reads()
      } catch (error) {
        return planningFault(error)
      }
    },
    async warm(operations) {
      for (const { source, operationName } of operations) {
        const normalized = readWarm(apiSchema, { source, operationName }, normalize)
        if (normalized)
          await compiler.warm(normalized).catch((error: unknown) => logger.debug({ err: error }, 'not warmed'))
      }
    },
    planCache: compiler.kept,
    stop: () => planner.close(),
  }
}

function planningFault(error: unknown): readonly GraphQLError[] {
  return [
    error instanceof GraphQLError ? error : new GraphQLError('planning failed', { originalError: asError(error) }),
  ]
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** A supergraph that no plan can be made for is refused like any other that this gateway cannot serve. */
async function openPlannerFor(options: EngineOptions): Promise<Planner> {
  const { supergraph, logger, planner } = options
  const open = options.openPlanner ?? openPlanner
  return open({ supergraphSdl: supergraph.sdl, logger, ...planner }).catch((error: unknown) => {
    throw error instanceof PlanningError && error.fault === 'PLAN_FAILED' ? new ConfigError(error.message) : error
  })
}

/** What a document asks for is worked out once for as long as somebody keeps the document. */
function openNormalizer(vocabulary: Vocabulary) {
  const known = new WeakMap<DocumentNode, Map<string, NormalizedOperation>>()
  return ({ document, operationName }: Pick<Operation, 'document' | 'operationName'>, defer: boolean) => {
    const forDocument = known.get(document) ?? new Map<string, NormalizedOperation>()
    known.set(document, forDocument)
    const name = `${defer} ${operationName ?? ''}`
    const before = forDocument.get(name)
    if (before) return before
    const normalized = normalizeOperation(document, operationName, { ...vocabulary, defer })
    forDocument.set(name, normalized)
    return normalized
  }
}

/** Operations of an earlier supergraph may not fit this one. */
function readWarm(
  schema: GraphQLSchema,
  { source, operationName }: WarmOperation,
  normalize: ReturnType<typeof openNormalizer>,
): NormalizedOperation | undefined {
  try {
    const document = parse(source, { noLocation: true })
    return validate(schema, document).length === 0 ? normalize({ document, operationName }, false) : undefined
  } catch {
    return undefined
  }
}

function openRun(
  { exchange }: Operation,
  terms: { ready: Ready; subgraphs: Subgraphs; introspected: Run['introspected'] },
): Run {
  const { json, isTrue } = terms.ready.variables
  return {
    root: {},
    exchange,
    ask: terms.subgraphs.ask,
    variables: json,
    isTrue,
    introspected: terms.introspected,
    problems: [],
    refused: terms.ready.refused,
    texts: { plain: true },
    entitiesLeft: ENTITIES_LIMIT,
    sites: [],
    unsettled: [],
    fetched: new Fetched(),
    deferred: new Map(),
  }
}

function introspectFor(
  { document, operationName }: Operation,
  { normalized, variables }: Ready,
  schema: GraphQLSchema,
): Run['introspected'] {
  const { introspection: fields } = normalized
  return introspect({ schema, document, operationName, fields, variables: variables.values })
}
