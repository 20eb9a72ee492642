import { GraphQLError, GraphQLSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { anonymous } from '../../kit/viewer-statement.ts'
import type { Engine, FieldRefusal, Operation, OperationResult, Reads } from '../engine/engine.ts'
import { GatewayError } from '../errors.ts'
import { createExchange } from '../exchange.ts'
import { openPart } from './testing/open-part.ts'
import { withholdAnswers } from './withhold-answers.ts'

const name = { category: 'profile', consentId: 'c-1', sources: ['identity'] }
const reads: Reads = { fields: [], sources: new Map() }
const answer: OperationResult = { data: { viewer: { name: 'Chan' } } }

/** An engine of which nothing but the order of events matters here. */
function openRoom({ operationType = 'query', authorized = true } = {}) {
  const told: string[] = []
  const disk = openPart<void>()
  const decide = (operation: Operation) => {
    if (operation.authorize) told.push(`decided ${operation.authorize(reads).size}`)
  }
  const engine: Engine = {
    apiSchema: new GraphQLSchema({}),
    supergraphSdl: '',
    async execute(operation) {
      decide(operation)
      told.push('executed')
      return answer
    },
    async executeIncrementally(operation) {
      decide(operation)
      return { initial: answer, deferred: (async function* () {})() }
    },
    async subscribe(operation) {
      decide(operation)
      return (async function* () {
        yield answer
        yield { errors: [new GraphQLError('ended')] }
        yield answer
      })()
    },
    reads: async () => reads,
    warm: async () => {},
    stop: async () => {},
  }
  const exchange = createExchange({ remainingMs: () => 1_000, gone: new AbortController().signal })
  Object.assign(exchange, { viewer: { ...anonymous, clientId: 'partner-a' }, operationType })
  const refusals: ReadonlyMap<number, FieldRefusal> = new Map()
  const authorize = () => {
    exchange.releases = [name]
    return refusals
  }
  const operation: Operation = {
    document: parse('{ a }'),
    source: '{ a }',
    operationName: undefined,
    variables: undefined,
    exchange,
    ...(authorized ? { authorize } : {}),
  }
  const record = ({ releases }: { releases: readonly unknown[] }) => {
    told.push(`noted ${releases.length}`)
    const written = disk.promise.then(() => void told.push('on disk'))
    written.catch(() => {})
    return () => written
  }
  return { told, disk, operation, engine: withholdAnswers(engine, { record, schemaVersion: 'v1' }) }
}

const unavailable = new GatewayError({ code: 'EVIDENCE_UNAVAILABLE', message: 'no' })

describe('an answer', () => {
  it('is gathered while its record is written, and comes after it', async () => {
    const { told, disk, operation, engine } = openRoom()
    const answered = engine.execute(operation).then((result) => {
      told.push('answered')
      return result
    })
    await new Promise(setImmediate)
    expect(told).toEqual(['noted 1', 'decided 0', 'executed'])
    disk.resolve()
    expect(await answered).toBe(answer)
    expect(told.slice(3)).toEqual(['on disk', 'answered'])
  })

  it('does not come where its record cannot be written', async () => {
    const { disk, operation, engine } = openRoom()
    disk.reject(unavailable)
    expect(await engine.execute(operation)).toEqual({ errors: [unavailable] })
  })

  it('comes at once where nobody decides on it', async () => {
    const { operation, engine } = openRoom({ authorized: false })
    expect(await engine.execute(operation)).toBe(answer)
  })

  it('in parts waits for its record with the first of them', async () => {
    const { disk, operation, engine } = openRoom()
    disk.reject(unavailable)
    expect(await engine.executeIncrementally(operation)).toEqual({ errors: [unavailable] })
  })
})

describe('a mutation', () => {
  it('is on record before it begins, once', async () => {
    const { told, disk, operation, engine } = openRoom({ operationType: 'mutation' })
    const answered = engine.execute(operation)
    await new Promise(setImmediate)
    expect(told).toEqual(['noted 1'])
    disk.resolve()
    expect(await answered).toBe(answer)
    expect(told).toEqual(['noted 1', 'on disk', 'decided 0', 'executed'])
  })

  it('does not begin where its record cannot be written', async () => {
    const { told, disk, operation, engine } = openRoom({ operationType: 'mutation' })
    disk.reject(unavailable)
    expect(await engine.execute(operation)).toEqual({ errors: [unavailable] })
    expect(told).toEqual(['noted 1'])
  })
})

it('each event of a subscription that holds data has a record of its own', async () => {
  const { told, disk, operation, engine } = openRoom({ operationType: 'subscription' })
  disk.resolve()
  const events = await engine.subscribe(operation)
  if (!(Symbol.asyncIterator in events)) throw new Error('refused')
  for await (const event of events) told.push(event.data ? 'event' : 'error')
  expect(told.slice(1)).toEqual(['noted 1', 'on disk', 'event', 'error', 'noted 1', 'on disk', 'event'])
})
