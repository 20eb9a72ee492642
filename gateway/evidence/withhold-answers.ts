import { GraphQLError } from 'graphql'
import type { Engine, IncrementalResult, Operation, OperationResult } from '../engine/engine.ts'
import type { OnRecord, RecordRelease } from './record-release.ts'

/**
 * The same engine, whose answers come once it is on record what they release. What an operation releases is known when
 * its last plan is decided on (`exchange.releases`); the record is written while the agencies are asked:
 * - an answer, and the first of several parts, waits for its one record;
 * - a mutation is on record before it begins, so that nothing is changed that could not be answered;
 * - each event of a subscription is a release of its own, and waits for its own record.
 */
export function withholdAnswers(engine: Engine, options: { record: RecordRelease; schemaVersion: string }): Engine {
  const open = (operation: Operation) => openRecord(operation, options)
  return {
    ...engine,
    async execute(operation) {
      const record = open(operation)
      const refused = operation.exchange.operationType === 'mutation' && (await record.before(engine))
      return refused || record.hold(await engine.execute(record.operation))
    },
    async executeIncrementally(operation) {
      const record = open(operation)
      const refused = operation.exchange.operationType === 'mutation' && (await record.before(engine))
      return refused || record.hold(await engine.executeIncrementally(record.operation))
    },
    async subscribe(operation) {
      const { authorize } = operation
      const events = await engine.subscribe(operation)
      if (!authorize || !(Symbol.asyncIterator in events)) return events
      return holdEach(events, () => open(operation))
    },
  }
}

interface AnswerRecord {
  /** To be executed in the place of the one that was asked: it begins the record as soon as it is decided on. */
  readonly operation: Operation
  /** Writes the record first. @returns the refusal of the operation where it cannot be written */
  before(engine: Engine): Promise<OperationResult | undefined>
  /** The answer once it is on record, or the refusal of it. */
  hold<T extends OperationResult | IncrementalResult>(answer: T): Promise<T | OperationResult>
  begin(): void
}

function openRecord(operation: Operation, options: { record: RecordRelease; schemaVersion: string }): AnswerRecord {
  const { record, schemaVersion } = options
  const { authorize, exchange, source } = operation
  let onRecord: OnRecord | undefined
  const begin = () => {
    const { viewer, requestId, releases = [] } = exchange
    onRecord ??= record({ viewer, requestId, source, schemaVersion, releases })
  }
  const outcome = async () => {
    try {
      await onRecord?.()
      return undefined
    } catch (error) {
      return refusalFor(error)
    }
  }
  return {
    operation: authorize ? { ...operation, authorize: whenDecided(authorize, begin) } : operation,
    async before(engine) {
      const reads = authorize && (await engine.reads(operation))
      if (!reads || !('fields' in reads)) return undefined
      authorize(reads)
      begin()
      return outcome()
    },
    hold: async (answer) => (await outcome()) ?? answer,
    begin,
  }
}

/** An operation is asked about until nothing more of it is refused: that plan is the one that is run. */
function whenDecided(authorize: NonNullable<Operation['authorize']>, begin: () => void): typeof authorize {
  return (reads) => {
    const refused = authorize(reads)
    if (refused.size === 0) begin()
    return refused
  }
}

async function* holdEach(
  events: AsyncIterable<OperationResult>,
  open: () => AnswerRecord,
): AsyncGenerator<OperationResult> {
  for await (const event of events) {
    const record = open()
    if (event.data != null) record.begin()
    yield await record.hold(event)
  }
}

function refusalFor(error: unknown): OperationResult {
  const told = error instanceof GraphQLError ? error : new GraphQLError('no record', { originalError: asError(error) })
  return { errors: [told] }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
