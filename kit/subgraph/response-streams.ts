import type { ExecutionArgs, ExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql'
import { createSourceEventStream, execute, GraphQLError, getOperationAST, Kind, parse, validate } from 'graphql'
import { PublicError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { answerErrors } from './answer-errors.ts'
import { mapEvents } from './map-events.ts'
import type { RequestBase } from './request-base.ts'

/** Subscriptions open at once in one process of an agency; whoever comes after is told to come back. */
const STREAMS_LIMIT = 1_000

export interface OperationParameters {
  readonly query: string
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
}

/** What the transports that stream have in common. `contextValue` is a `RequestBase`; every answer is ready to be sent. */
export interface ResponseStreams {
  /** What to execute, or why it cannot be. */
  prepare(operation: OperationParameters): ExecutionArgs | readonly GraphQLError[]
  execute(args: ExecutionArgs): Promise<ExecutionResult>
  /** A stream that ends by itself tells its subscriber so; one that fails tells the reason as its last answer. */
  subscribe(args: ExecutionArgs): Promise<ExecutionResult | AsyncGenerator<ExecutionResult, undefined>>
  /** What a caller may read of these errors. */
  mask(errors: readonly GraphQLError[]): readonly GraphQLFormattedError[]
  /** Ends every stream as if its events were over. */
  drain(): void
}

export function openResponseStreams(options: {
  schema: GraphQLSchema
  createContext: (base: RequestBase) => object
  logger: Logger
  limit?: number | undefined
}): ResponseStreams {
  const { schema, createContext, logger, limit = STREAMS_LIMIT } = options
  const open = new Set<AbortController>()
  let draining = false
  const mask: ResponseStreams['mask'] = (errors) => answerErrors({ errors }, logger).response.errors
  const run = async (args: ExecutionArgs) =>
    maskResult(await execute({ ...args, contextValue: createContext(baseOf(args)) }), mask)

  const openStream = async (args: ExecutionArgs, signal: AbortSignal, end: () => void) => {
    const base: RequestBase = { ...baseOf(args), signal }
    const source = await createSourceEventStream({ ...args, contextValue: createContext(base) })
    if (!(Symbol.asyncIterator in source)) return maskResult(source, mask)
    return mapEvents(source[Symbol.asyncIterator](), {
      signal,
      end,
      // What one event has loaded may have changed by the next: each gets a context of its own.
      answer: (event) => run({ ...args, contextValue: base, rootValue: event }),
      fail: (error) => maskResult({ errors: [locate(error, args)] }, mask),
    })
  }
  return {
    prepare: (operation) => prepare(schema, operation),
    execute: run,
    async subscribe(args) {
      if (open.size >= limit) return maskResult({ errors: [tooManyStreams(limit)] }, mask)
      const controller = new AbortController()
      // A subscription that comes while the agency closes ends as it begins: nobody would end it later.
      if (draining) controller.abort()
      open.add(controller)
      const end = () => {
        open.delete(controller)
        controller.abort()
      }
      let stream: ExecutionResult | AsyncGenerator<ExecutionResult, undefined> | undefined
      try {
        stream = await openStream(args, controller.signal, end)
        return stream
      } finally {
        if (!stream || !(Symbol.asyncIterator in stream)) end()
      }
    },
    mask,
    drain() {
      draining = true
      for (const controller of [...open]) controller.abort()
    },
  }
}

function prepare(schema: GraphQLSchema, operation: OperationParameters): ExecutionArgs | readonly GraphQLError[] {
  const { query, operationName, variables: variableValues } = operation
  try {
    const document = parse(query)
    const errors = validate(schema, document)
    if (errors.length > 0) return errors
    if (!getOperationAST(document, operationName))
      return [new GraphQLError('got no operation or several, wanted one; name it in operationName')]
    return { schema, document, operationName, variableValues }
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    throw error
  }
}

function baseOf({ contextValue }: ExecutionArgs): RequestBase {
  return contextValue as RequestBase // the transports of this folder put it there; the libraries between do not type it
}

function maskResult(result: ExecutionResult, mask: ResponseStreams['mask']): ExecutionResult {
  if (!result.errors?.length) return result
  // The libraries only write the errors out as JSON, and that is what these are.
  const errors = mask(result.errors) as unknown as readonly GraphQLError[]
  return { ...result, errors }
}

function tooManyStreams(limit: number): PublicError {
  const message = `got one more subscription than the ${limit} this agency keeps open at once; subscribe again in a moment`
  return new PublicError('TOO_MANY_STREAMS', message)
}

/** What a source throws later belongs to the subscription's one field, as what it throws at once does. */
function locate(error: unknown, { document, operationName }: ExecutionArgs): GraphQLError {
  const [field] = getOperationAST(document, operationName)?.selectionSet.selections ?? []
  const path = field?.kind === Kind.FIELD ? [(field.alias ?? field.name).value] : []
  const originalError = error instanceof Error ? error : new Error(String(error))
  return new GraphQLError(originalError.message, { path, originalError })
}
