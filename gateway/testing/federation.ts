import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema } from '@apollo/subgraph'
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql'
import { execute, GraphQLError, getOperationAST, getVariableValues, parse, subscribe, validate } from 'graphql'
import { pino } from 'pino'
import type { Logger } from '../../kit/logger.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import type {
  AnswerData,
  Engine,
  Operation,
  OperationResult,
  Reads,
  SubgraphReply,
  SubgraphRequest,
  Subgraphs,
} from '../engine/engine.ts'
import { WrittenData } from '../engine/engine.ts'
import type { Exchange } from '../exchange.ts'
import { createExchange, startDeadline } from '../exchange.ts'
import { readAnswer as readReply } from '../subgraph-client/read-answer.ts'
import { isFailed, replyOf } from '../subgraph-client/subgraph-failure.ts'
import type { Supergraph } from '../supergraph/load-supergraph.ts'
import { loadSupergraph } from '../supergraph/load-supergraph.ts'

/** A subgraph that answers in this process. Its resolvers get a `FederationContext`. */
export interface LocalSubgraph {
  readonly typeDefs: string
  readonly resolvers?: object
  /** Changes an answer on its way to the engine: a subgraph that does not keep its contract. */
  readonly tamper?: (reply: SubgraphReply, call: SubgraphCall) => SubgraphReply
}

/** What resolvers of every subgraph share while one operation runs: a place to write down in what order they ran. */
export interface FederationContext {
  readonly journal: string[]
}

/** One request as a subgraph got it. */
export interface SubgraphCall {
  readonly subgraph: string
  readonly kind: SubgraphRequest['kind']
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

export interface FederationError {
  readonly message: string
  readonly path: readonly (string | number)[] | undefined
  readonly code: unknown
  /** The rule that refuses the field, where one does. */
  readonly rule?: unknown
}

/** An answer as a caller reads it: parsed data, plain errors; `data` is `undefined` where nothing was executed. */
export interface FederationAnswer {
  readonly data: unknown
  readonly errors: readonly FederationError[]
  readonly calls: readonly SubgraphCall[]
  readonly journal: readonly string[]
}

export interface AskOptions {
  readonly variables?: Readonly<Record<string, unknown>>
  readonly operationName?: string
  /** Who asks; nobody in particular by default. */
  readonly viewer?: Viewer
}

export type LoadLocalEngine = (options: {
  supergraph: Supergraph
  subgraphs: Subgraphs
  logger: Logger
  labels: ReadonlySet<string>
}) => Promise<Engine>

export interface Federation {
  readonly engine: Engine
  readonly supergraphSdl: string
  /** Checks and executes one operation as the gateway's steps would: parse, validate, variables, execute. */
  query(text: string, options?: AskOptions): Promise<FederationAnswer>
  /** The first part and all later ones, in the order in which they come. */
  queryIncrementally(text: string, options?: AskOptions): Promise<readonly (FederationAnswer & DeferredPlace)[]>
  /** Every event of a subscription until it ends; one answer where it is refused. */
  subscribe(text: string, options?: AskOptions): Promise<readonly FederationAnswer[]>
  /** What a valid operation would read. */
  reads(text: string, options?: AskOptions): Promise<Reads>
  close(): Promise<void>
}

/** Where a later part belongs; absent in the first one. */
export interface DeferredPlace {
  readonly place?: readonly (string | number)[]
  readonly label?: string
}

/**
 * A federation in one process: subgraphs composed, each answered by graphql-js over what would be sent to it, JSON on
 * both ways so that nothing is shared, and every request written down.
 * @throws where the subgraphs do not compose
 */
export async function openFederation(options: {
  subgraphs: Readonly<Record<string, LocalSubgraph>>
  load: LoadLocalEngine
  /** Changes the composed supergraph, for what composition itself would refuse. */
  edit?: (supergraphSdl: string) => string
  /** Labels of `@override(label:)` that are switched on. */
  labels?: readonly string[]
}): Promise<Federation> {
  const { edit = (sdl) => sdl } = options
  const supergraphSdl = edit(composeLocal(options.subgraphs))
  const supergraph = await loadSupergraph({ sdl: supergraphSdl, addresses: {} })
  // By the request's id, because an engine may give a request shared by several an exchange of its own.
  const runs = new Map<string, Run>()
  const engine = await options.load({
    supergraph,
    subgraphs: serveLocal(options.subgraphs, ({ requestId }) => runs.get(requestId)),
    logger: pino({ level: 'silent' }),
    labels: new Set(options.labels),
  })
  const start = (text: string, asked: AskOptions = {}) => {
    const run: Run = { calls: [], context: { journal: [] } }
    const exchange = createExchange(startDeadline(DEADLINE_MS, new AbortController().signal))
    if (asked.viewer) exchange.viewer = asked.viewer
    runs.set(exchange.requestId, run)
    const operation = checkOperation(engine.apiSchema, text, asked, exchange)
    return { run, operation, [Symbol.dispose]: () => void runs.delete(exchange.requestId) }
  }
  return {
    engine,
    supergraphSdl,
    async query(text, asked) {
      using started = start(text, asked)
      const { operation, run } = started
      return readAnswer(Array.isArray(operation) ? { errors: operation } : await engine.execute(operation), run)
    },
    async queryIncrementally(text, asked) {
      using started = start(text, asked)
      const { operation, run } = started
      if (Array.isArray(operation)) return [readAnswer({ errors: operation }, run)]
      const result = await engine.executeIncrementally(operation)
      if (!('deferred' in result)) return [readAnswer(result, run)]
      const parts: (FederationAnswer & DeferredPlace)[] = [readAnswer(result.initial, run)]
      for await (const { path, label, ...part } of result.deferred) {
        parts.push({ ...readAnswer(part, run), place: path, ...(label === undefined ? {} : { label }) })
      }
      return parts
    },
    async subscribe(text, asked) {
      using started = start(text, asked)
      const { operation, run } = started
      if (Array.isArray(operation)) return [readAnswer({ errors: operation }, run)]
      const result = await engine.subscribe(operation)
      if (!(Symbol.asyncIterator in result)) return [readAnswer(result, run)]
      const events: FederationAnswer[] = []
      for await (const event of result) events.push(readAnswer(event, run))
      return events
    },
    async reads(text, asked) {
      using started = start(text, asked)
      const { operation } = started
      const reads = Array.isArray(operation) ? operation : await engine.reads(operation)
      if ('fields' in reads) return reads
      throw new Error(`not planned: ${reads.map(({ message }) => message).join('; ')}`)
    },
    close: () => engine.stop(),
  }
}

/** What is known of one operation while it runs. */
interface Run {
  readonly calls: SubgraphCall[]
  readonly context: FederationContext
}

export function composeLocal(subgraphs: Readonly<Record<string, LocalSubgraph>>): string {
  const composed = composeServices(
    Object.entries(subgraphs).map(([name, { typeDefs }]) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      typeDefs: parse(withLink(typeDefs)),
    })),
  )
  if (composed.supergraphSdl !== undefined) return composed.supergraphSdl
  throw new Error(`the subgraphs do not compose: ${composed.errors?.map(({ message }) => message).join('; ')}`)
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@provides", "@requires", "@external", "@override", "@interfaceObject", "@inaccessible", "@tag"
])`

/** Contracts that say nothing else may use the directives of Federation 2 by their plain names. */
function withLink(typeDefs: string): string {
  return typeDefs.includes('@link(') ? typeDefs : `${LINK}\n${typeDefs}`
}

function serveLocal(
  subgraphs: Readonly<Record<string, LocalSubgraph>>,
  runOf: (exchange: Exchange) => Run | undefined,
): Subgraphs {
  const served = new Map(Object.entries(subgraphs).map(([name, subgraph]) => [name, serveOne(name, subgraph)]))
  const find = (name: string) => {
    const subgraph = served.get(name)
    if (subgraph) return subgraph
    throw new Error(`the engine asked ${name}, wanted one of ${[...served.keys()].join(', ')}`)
  }
  return {
    ask: async (name, request) => find(name).ask(request, runOf(request.exchange)),
    stream: (name, request) => find(name).stream(request, runOf(request.exchange)),
  }
}

function serveOne(name: string, subgraph: LocalSubgraph) {
  const schema = buildSubgraphSchema([
    // A resolver map's type knows resolvers of known contracts only; these are written for each case.
    { typeDefs: parse(withLink(subgraph.typeDefs)), resolvers: (subgraph.resolvers ?? {}) as Record<string, never> },
  ])
  const { tamper } = subgraph
  const send = (result: ExecutionResult, call: SubgraphCall): SubgraphReply => {
    const reply = overTheWire(result, name)
    // What is tampered with never had that text.
    return tamper ? tamper({ ...reply, plain: false }, call) : reply
  }
  const open = ({ kind, body }: SubgraphRequest, run: Run | undefined) => {
    const { query, variables = {} } = JSON.parse(body) as Pick<SubgraphCall, 'query' | 'variables'>
    const call = { subgraph: name, kind, query, variables }
    run?.calls.push(call)
    const document = parse(query)
    const wrong = validate(schema, document)
    return { call, wrong, execution: { schema, document, variableValues: variables, contextValue: run?.context } }
  }
  return {
    async ask(request: SubgraphRequest, run: Run | undefined): Promise<SubgraphReply> {
      const { call, wrong, execution } = open(request, run)
      return send(wrong.length > 0 ? { errors: wrong } : await execute(execution), call)
    },
    async *stream(request: SubgraphRequest, run: Run | undefined): AsyncIterable<SubgraphReply> {
      const { call, wrong, execution } = open(request, run)
      const events = wrong.length > 0 ? { errors: wrong } : await subscribe(execution)
      if (!(Symbol.asyncIterator in events)) return yield send(events, call)
      for await (const event of events) yield send(event, call)
    },
  }
}

/** The answer as the client reads it. */
function overTheWire(result: ExecutionResult, name: string): SubgraphReply {
  const answer = readReply(JSON.stringify(result))
  return isFailed(answer) ? replyOf(answer, name) : answer
}

function checkOperation(
  schema: GraphQLSchema,
  source: string,
  { variables, operationName }: AskOptions,
  exchange: Exchange,
): Operation | GraphQLError[] {
  const document = parseDocument(source)
  if (document instanceof GraphQLError) return [document]
  const wrong = validate(schema, document)
  if (wrong.length > 0) return [...wrong]
  const definition = getOperationAST(document, operationName)
  if (!definition) return [new GraphQLError(`got no operation named ${operationName}`)]
  const { errors } = getVariableValues(schema, definition.variableDefinitions ?? [], variables ?? {})
  return errors ? [...errors] : { document, source, operationName, variables, exchange }
}

function parseDocument(source: string): DocumentNode | GraphQLError {
  try {
    return parse(source)
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

function readAnswer(result: OperationResult, { calls, context }: Run): FederationAnswer {
  return {
    data: result.data === undefined ? undefined : readData(result.data),
    errors: (result.errors ?? []).map(({ message, path, extensions: { code, rule } }) => {
      return { message, path, code, ...(rule === undefined ? {} : { rule }) }
    }),
    calls,
    journal: context.journal,
  }
}

function readData(data: AnswerData | null): unknown {
  return data instanceof WrittenData ? JSON.parse(data.json) : JSON.parse(JSON.stringify(data))
}

const DEADLINE_MS = 10_000
