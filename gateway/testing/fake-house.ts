import type { GraphQLSchema } from 'graphql'
import { buildSchema, execute, GraphQLError, subscribe } from 'graphql'
import { pino } from 'pino'
import type { Clock } from '../../kit/clock.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import type { DeferredPart, Engine, Operation, OperationResult } from '../engine/engine.ts'
import { WrittenData } from '../engine/engine.ts'
import { Refusal } from '../errors.ts'
import { openHttp } from '../open-http.ts'
import type { Delivery, PipelineRoom } from '../pipeline.ts'
import { addPipeline } from '../pipeline.ts'
import type { Identified } from '../steps/authenticate.ts'
import { startGraphQLServer } from '../steps/execute.ts'
import type { EngineSource } from '../steps/prepare-operation.ts'

const typeDefs = /* GraphQL */ `
  directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  type Query {
    me: String
    tree: Tree
    trees(first: Int = 2): [Tree]
    echo(colour: Colour, text: String): String
    leak: String
    wait(ms: Int!): String
    big(bytes: Int!): String
  }
  type Mutation {
    plant(name: String!): Tree
  }
  type Subscription {
    "Counts up, one event every ms."
    ticks(ms: Int = 10, upTo: Int): Int
    "One event, then silence."
    quiet: Int
    leaks: Int
    "As fast as it is read."
    flood(bytes: Int = 10000): String
    refused: Int
  }
  type Tree {
    name: String
    tree: Tree
    slow: String
    owner: String
  }
  enum Colour { RED GREEN }
`

/** What an engine was asked, and how many of its subscriptions are open. */
export interface FakeEngine extends Engine {
  readonly asked: Operation[]
  readonly open: () => number
}

/** An engine on graphql-js over a schema of its own, without agencies. Deferred parts are made by hand. */
export function openFakeEngine(options: { name?: string; extra?: string } = {}): FakeEngine {
  const { name = 'first', extra = '' } = options
  const asked: Operation[] = []
  const apiSchema = buildSchema(typeDefs + extra)
  const counts = { open: 0 }
  addResolvers(apiSchema, name, counts)
  const argsOf = (operation: Operation) => ({
    schema: apiSchema,
    document: operation.document,
    operationName: operation.operationName ?? null,
    variableValues: operation.variables ?? {},
    contextValue: operation.exchange,
  })
  const run = async (operation: Operation): Promise<OperationResult> => {
    asked.push(operation)
    const { data, errors } = await execute(argsOf(operation))
    return {
      ...(data === undefined ? {} : { data: data && written(data) }),
      ...(errors ? { errors } : {}),
    }
  }
  return {
    apiSchema,
    supergraphSdl: '',
    reads: async () => ({ fields: [], sources: new Map() }),
    asked,
    open: () => counts.open,
    execute: run,
    async executeIncrementally(operation) {
      if (operation.source.includes('one-piece')) return run(operation)
      asked.push(operation)
      return { initial: { data: written({ tree: { name: 'oak' } }) }, deferred: parts(operation) }
    },
    async subscribe(operation) {
      asked.push(operation)
      // graphql-js answers either a result or the events of one.
      return (await subscribe(argsOf(operation))) as OperationResult | AsyncIterable<OperationResult>
    },
    async warm() {},
    async stop() {},
  }
}

function written(data: object): WrittenData {
  return new WrittenData(Buffer.from(JSON.stringify({ data })))
}

async function* parts({ source }: Operation): AsyncIterable<DeferredPart> {
  if (source.includes('breaks')) throw new Error('postgres://gba:hunter2@10.0.0.5')
  yield { path: ['tree'], label: 'late', data: written({ slow: 'at last' }) }
  const leaked = new GraphQLError('postgres://gba:hunter2@10.0.0.5', { path: ['tree', 'owner'] })
  yield { path: ['tree'], label: undefined, data: { owner: null }, errors: [leaked] }
}

type Resolve = (args: never, context: { viewer: { subject: string | null } }) => unknown

function addResolvers(schema: GraphQLSchema, name: string, counts: { open: number }): void {
  const tree = () => ({ name: 'oak', tree, slow: 'at last', owner: name })
  const leak = () => {
    throw new Error('connect postgres://gba:hunter2@10.0.0.5/library failed')
  }
  const roots: Record<string, Record<string, Resolve>> = {
    Query: {
      me: (_, { viewer }) => viewer.subject ?? 'anonymous',
      tree,
      trees: ({ first }: { first: number }) => Array.from({ length: first }, tree),
      echo: ({ colour, text }: { colour?: string; text?: string }) => colour ?? text,
      leak,
      wait: ({ ms }: { ms: number }) => new Promise((resolve) => setTimeout(resolve, ms, 'waited')),
      big: ({ bytes }: { bytes: number }) => 'x'.repeat(bytes),
    },
    Mutation: { plant: tree },
    Subscription: {
      ticks: ({ ms, upTo }: { ms: number; upTo?: number }) => counted(counts, 'ticks', { ms, upTo }),
      quiet: () => counted(counts, 'quiet', { ms: 3_600_000, first: 0 }),
      leaks: () => counted(counts, 'leaks', { ms: 1, upTo: 1 }),
      flood: ({ bytes }: { bytes: number }) => counted(counts, 'flood', { ms: 0, text: 'x'.repeat(bytes) }),
      refused: leak,
    },
  }
  for (const [type, fields] of Object.entries(roots)) {
    // The schema above has these and no others.
    const declared = schema.getType(type) as unknown as { getFields(): Record<string, Record<string, unknown>> }
    for (const [field, resolve] of Object.entries(fields)) {
      const target = declared.getFields()[field] ?? {}
      target[type === 'Subscription' ? 'subscribe' : 'resolve'] = (_: unknown, args: never, context: never) =>
        resolve(args, context)
      if (field === 'leaks') target.resolve = leak
    }
  }
}

/** Events of one field, made by hand so that an end is seen at once and counted. */
function counted(
  counts: { open: number },
  field: string,
  {
    ms,
    upTo = Number.POSITIVE_INFINITY,
    text,
    first = 1,
  }: { ms: number; upTo?: number | undefined; text?: string; first?: number },
): AsyncIterableIterator<Record<string, unknown>> {
  let value = first - 1
  let ended = false
  counts.open += 1
  const done = { value: undefined, done: true } as const
  const end = () => {
    if (!ended) counts.open -= 1
    ended = true
    return done
  }
  return {
    async next() {
      value += 1
      if (ended || value > upTo) return end()
      if (value > first || field === 'ticks') await new Promise((resolve) => setTimeout(resolve, ms).unref())
      return ended ? done : { value: { [field]: text ?? value }, done: false }
    },
    return: async () => end(),
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

export interface FakeHouse {
  /** e.g. `http://127.0.0.1:4000/graphql` */
  readonly url: string
  readonly wsUrl: string
  readonly engine: FakeEngine
  readonly delivery: Delivery
  /** One parsed line for each that was logged. */
  readonly log: Record<string, unknown>[]
  /** From now on new requests get this engine. */
  swap(engine: Engine): void
  /** Leases that were given out and not given back. */
  leases(): number
  close(): Promise<void>
}

type Wishes = Partial<Omit<PipelineRoom, 'server' | 'logger'>> & { production?: boolean; now?: Clock }

export const testLimits = {
  bytes: 262_144,
  tokens: 2_000,
  depth: 12,
  aliases: 30,
  rootFields: 10,
  directives: 50,
  selections: 2_000,
  cost: 50_000,
  deadlineMs: 8_000,
}

/** The whole pipeline over a fake engine, on a free port. A token is `Bearer <subject>@<client>[+<seconds it lasts>]`. */
export async function startFakeHouse(wishes: Wishes = {}): Promise<FakeHouse> {
  const { production = false, now = Date.now, ...rest } = wishes
  const log: Record<string, unknown>[] = []
  const logger = pino({ level: 'info' }, { write: (line: string) => log.push(JSON.parse(line)) })
  const engine = openFakeEngine()
  const held = { engine: engine as Engine, leases: 0 }
  const engines: EngineSource = {
    acquire() {
      held.leases += 1
      const release = () => {
        held.leases -= 1
      }
      return { engine: held.engine, release }
    },
  }
  const server = await startGraphQLServer({ engines, production, logger })
  const http = openHttp({ logger, deadlineMs: testLimits.deadlineMs })
  const identify = async (authorization: string | undefined) => identified(authorization, now)
  const delivery = addPipeline(http, { limits: testLimits, identify, now, ...rest, server, logger })
  const address = await http.listen({ host: '127.0.0.1', port: 0 })
  return {
    url: `${address}/graphql`,
    wsUrl: `${address.replace('http', 'ws')}/graphql`,
    engine,
    delivery,
    log,
    swap: (next) => {
      held.engine = next
    },
    leases: () => held.leases,
    async close() {
      // fetch opens connections ahead that never carry a request; node waits for those.
      const impatient = setTimeout(() => http.server.closeAllConnections(), 1_000)
      await http.close()
      clearTimeout(impatient)
      await server.stop()
    },
  }
}

function identified(authorization: string | undefined, now: Clock): Identified {
  if (authorization === undefined) return { viewer: anonymous, expiresAt: null }
  const [, subject, clientId, seconds = '600'] = /^Bearer ([^@]*)@([^+]+)(?:\+(.+))?$/.exec(authorization) ?? []
  if (clientId === undefined) throw new Refusal('TOKEN_INVALID', 'the token does not hold')
  return {
    viewer: { ...anonymous, subject: subject || null, clientId },
    expiresAt: now() + Number(seconds) * 1_000,
  }
}
