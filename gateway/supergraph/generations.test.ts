import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { GraphQLSchema } from 'graphql'
import { expect, test } from 'vitest'
import { ConfigError } from '../../kit/config.ts'
import type { Engine, WarmOperation } from '../engine/engine.ts'
import { checkSchema } from './check-schema.ts'
import type { Generation, Lease, LoadGeneration } from './generation.ts'
import type { GenerationLimits, Generations } from './generations.ts'
import { openGenerations } from './generations.ts'
import type { LastGood } from './last-good.ts'
import { openLastGood } from './last-good.ts'
import { idOf } from './load-supergraph.ts'
import { openSupergraphSource } from './open-source.ts'
import type { GenerationEvent } from './serving.ts'
import type { SupergraphSource } from './source.ts'
import { openLog, pause, until } from './testing/collect.ts'
import { withField } from './testing/compose.ts'

interface FakeEngine extends Engine {
  readonly warmed: WarmOperation[]
  stopped: boolean
}

/** Engines that only remember what was done to them, and a source that is fed by hand. */
function openRoom(first: string | Error) {
  const engines: FakeEngine[] = []
  const events: GenerationEvent[] = []
  let feed: (sdl: string) => void = () => {}
  const source: SupergraphSource = {
    name: 'by hand',
    read: async () => (typeof first === 'string' ? first : Promise.reject(first)),
    watch: (listener) => {
      feed = listener
    },
    state: () => ({ confirmedAt: 1, failure: undefined }),
    close: () => {},
  }
  const log = openLog()
  const open = (
    options: Partial<Parameters<typeof openGenerations>[0]> & { limits?: Partial<GenerationLimits> } = {},
  ) =>
    openGenerations({
      source,
      load: async (supergraph) => makeGeneration(supergraph),
      validate: async () => {},
      now: () => 7,
      logger: log.logger,
      observe: (event) => events.push(event),
      ...options,
      limits: { ...options.limits },
    })
  const makeGeneration = (supergraph: Generation['supergraph'], warm = async () => {}): Generation => {
    const engine = fakeEngine(supergraph.sdl, warm)
    engines.push(engine)
    return {
      supergraph,
      engine,
      stop: async () => {
        engine.stopped = true
      },
    }
  }
  return { engines, events, log, open, makeGeneration, offer: (sdl: string) => feed(sdl) }
}

function fakeEngine(supergraphSdl: string, warm: () => Promise<void>): FakeEngine {
  const never = () => Promise.reject(new Error('not asked here'))
  const warmed: WarmOperation[] = []
  return {
    apiSchema: new GraphQLSchema({}),
    supergraphSdl,
    warmed,
    stopped: false,
    execute: never,
    executeIncrementally: never,
    subscribe: never,
    reads: () => Promise.reject(new Error('not asked for here')),
    warm: async (operations) => {
      warmed.push(...operations)
      await warm()
    },
    stop: never,
  }
}

const [a, b, c] = ['a', 'b', 'c'].map(withField) as [string, string, string]
const servedBy = (generations: Generations) => generations.current().supergraph.sdl
const kinds = (events: readonly GenerationEvent[]) => events.map(({ kind }) => kind)
const operation = (source: string) => ({ source, operationName: undefined })

test('a new supergraph takes over, listeners are told, and the old engine is stopped', async () => {
  const room = openRoom(a)
  const generations = await room.open()
  const told: [string, string][] = []
  generations.onSwap((next, previous) => told.push([next.supergraph.sdl, previous.supergraph.sdl]))
  room.offer(b)
  await until(() => room.events.length === 2)
  expect(servedBy(generations)).toBe(b)
  expect(told).toEqual([[b, a]])
  expect(kinds(room.events)).toEqual(['swapped', 'stopped'])
  expect(room.engines.map(({ stopped }) => stopped)).toEqual([true, false])
  expect(generations.state()).toMatchObject({ servedSince: 7, isLastGood: false, refused: undefined, draining: 0 })
  await generations.close()
  expect(room.engines.every(({ stopped }) => stopped)).toBe(true)
})

test('an old engine is not stopped while a request uses it', async () => {
  const room = openRoom(a)
  const generations = await room.open()
  const [first, second] = [generations.acquire(), generations.acquire()]
  room.offer(b)
  await until(() => servedBy(generations) === b)
  // Once too often is once.
  for (const lease of [first, first]) lease.release()
  await pause(30)
  expect(room.engines[0]?.stopped).toBe(false)
  expect(second.engine).toBe(room.engines[0])
  second.release()
  await until(() => room.engines[0]?.stopped === true)
  expect(room.events.at(-1)).toMatchObject({ kind: 'stopped', whileUsed: false })
  await generations.close()
})

test('a request that never ends does not keep an old engine for ever', async () => {
  const room = openRoom(a)
  const generations = await room.open({ limits: { drainMs: 20 } })
  generations.acquire()
  room.offer(b)
  await until(() => room.engines[0]?.stopped === true)
  expect(room.events.at(-1)).toMatchObject({ kind: 'stopped', whileUsed: true })
  await generations.close()
})

test('the same supergraph again is no change', async () => {
  const room = openRoom(a)
  const generations = await room.open()
  room.offer(a)
  room.offer(b)
  await until(() => servedBy(generations) === b)
  room.offer(b)
  await pause(30)
  expect(room.engines).toHaveLength(2)
  await generations.close()
})

test.each([
  ['is no GraphQL', 'type {', 'the supergraph is no GraphQL schema'],
  ['is no supergraph', 'type Query { a: Int }', 'the schema is no supergraph'],
  ['is no valid schema', b.replace('b: Int', 'b: Nowhere'), 'the supergraph is no valid schema (Unknown type'],
  [
    'cannot be enforced',
    b.replace('schema\n', 'schema @link(url: "https://specs.apollo.dev/cacheTag/v0.1")\n'),
    'cacheTag v0.1',
  ],
])('a supergraph that %s is refused with the reason, and the old one stays', async (_name, sdl, reason) => {
  const room = openRoom(a)
  const generations = await room.open({ validate: (text) => checkSchema(text, { timeoutMs: 20_000 }) })
  room.offer(sdl)
  await until(() => room.events.length > 0)
  expect(servedBy(generations)).toBe(a)
  expect(room.events).toMatchObject([{ kind: 'refused', reason: expect.stringContaining(reason) }])
  expect(generations.state().refused?.reason).toContain(reason)
  expect(room.log.lines).toMatchObject([{ msg: 'a supergraph is refused; the one before it is served on' }])
  room.offer(a)
  await until(() => generations.state().refused === undefined)
  await until(() => room.engines.slice(1).every(({ stopped }) => stopped))
  expect(room.engines[0]?.stopped).toBe(false)
  await generations.close()
})

test('a build that hangs is given up, tried again, and what comes late of it is stopped', async () => {
  const room = openRoom(a)
  const given: (() => void)[] = []
  const load: LoadGeneration = (supergraph, signal) => {
    if (supergraph.sdl !== b || given.length > 0) return Promise.resolve(room.makeGeneration(supergraph))
    const { promise, resolve } = Promise.withResolvers<Generation>()
    given.push(() => resolve(room.makeGeneration(supergraph)))
    signal.addEventListener('abort', () => given[0]?.())
    return promise
  }
  const generations = await room.open({ load, limits: { buildMs: 50, retryMs: 1 } })
  room.offer(b)
  await until(() => servedBy(generations) === b)
  expect(kinds(room.events).slice(0, 2)).toEqual(['refused', 'swapped'])
  expect(room.events[0]).toMatchObject({ reason: 'it took longer than 50 ms' })
  await until(() => room.engines[1]?.stopped === true)
  expect(room.engines[2]?.stopped).toBe(false)
  await generations.close()
})

test('an engine that refuses a supergraph is not asked again', async () => {
  const room = openRoom(a)
  let asked = 0
  const load: LoadGeneration = async (supergraph) => {
    if (supergraph.sdl === b) asked += 1
    if (supergraph.sdl === b) throw new ConfigError('cannot be planned')
    return room.makeGeneration(supergraph)
  }
  const generations = await room.open({ load, limits: { retryMs: 1 } })
  room.offer(b)
  await until(() => room.events.length > 0)
  await pause(30)
  expect([asked, room.events]).toMatchObject([1, [{ kind: 'refused', reason: 'cannot be planned' }]])
  await generations.close()
})

test('trusted operations are warmed first, then the most used, each once', async () => {
  const room = openRoom(a)
  const trusted = ['t1', 't2'].map(operation)
  const generations = await room.open({ trusted, limits: { warmOperations: 2 } })
  expect(room.engines[0]?.warmed).toEqual(trusted)
  for (const used of ['x', 'y', 'y', 't1', 't1', 't1', 'z']) generations.note(operation(used))
  room.offer(b)
  await until(() => servedBy(generations) === b)
  expect(room.engines[1]?.warmed.map(({ source }) => source)).toEqual(['t1', 't2', 'y'])
  expect(room.events[0]).toMatchObject({ kind: 'swapped', warmed: 3 })
  await generations.close()
})

test.each([
  ['takes too long', () => new Promise<void>(() => {})],
  ['fails', () => Promise.reject(new Error('no plan'))],
])('a supergraph whose warming %s is served all the same', async (_name, warm) => {
  const room = openRoom(a)
  const load: LoadGeneration = async (supergraph) => room.makeGeneration(supergraph, warm)
  const generations = await room.open({ load, trusted: [operation('t')], limits: { warmMs: 30 } })
  expect(servedBy(generations)).toBe(a)
  await generations.close()
})

test('only so many earlier engines live at once; the next build waits for room', async () => {
  const room = openRoom(a)
  const generations = await room.open({ limits: { draining: 1 } })
  const lease = generations.acquire()
  room.offer(b)
  await until(() => servedBy(generations) === b)
  room.offer(c)
  await pause(50)
  expect([servedBy(generations), room.engines.length, generations.state().draining]).toEqual([b, 2, 1])
  lease.release()
  await until(() => servedBy(generations) === c)
  await generations.close()
})

const keeping = (sdl?: string): LastGood & { saved: string[] } => {
  const saved: string[] = []
  return {
    saved,
    save: async (text) => void saved.push(text),
    load: async () => (sdl === undefined ? undefined : { sdl, ageMs: 5_400_000 }),
  }
}

test.each<[string, string | Error, string]>([
  ['is gone', new ConfigError('cannot be read (ENOENT)'), 'cannot be read (ENOENT)'],
  ['is broken', 'type {', 'no GraphQL schema'],
])(
  'a start at which the source %s serves the last good copy and says so with its age',
  async (_name, first, reason) => {
    const room = openRoom(first)
    const lastGood = keeping(a)
    const generations = await room.open({ lastGood })
    expect(servedBy(generations)).toBe(a)
    expect(generations.state()).toMatchObject({
      isLastGood: true,
      refused: { reason: expect.stringContaining(reason) },
    })
    expect(room.log.lines).toMatchObject([{ msg: 'the last good supergraph on disk is served instead', ageHours: 1.5 }])
    expect(lastGood.saved).toEqual([])
    room.offer(b)
    await until(() => servedBy(generations) === b)
    expect(generations.state().isLastGood).toBe(false)
    expect(lastGood.saved).toEqual([b])
    await generations.close()
  },
)

test('the source that comes back with what the copy says is no change, but no last resort either', async () => {
  const room = openRoom(new ConfigError('gone'))
  const generations = await room.open({ lastGood: keeping(a) })
  room.offer(a)
  await until(() => !generations.state().isLastGood)
  expect(room.engines).toHaveLength(1)
  await generations.close()
})

test('a start with neither source nor copy is refused for what is wrong with the source', async () => {
  await expect(openRoom(new ConfigError('gone')).open({ lastGood: keeping() })).rejects.toThrow('gone')
  await expect(openRoom('type {').open({ lastGood: keeping('type {') })).rejects.toThrow('no GraphQL schema')
  await expect(openRoom('type {').open()).rejects.toThrow('no GraphQL schema')
})

test('a supergraph that was refused does not replace the good copy', async () => {
  const room = openRoom(a)
  const lastGood = keeping()
  const generations = await room.open({ lastGood })
  room.offer('type {')
  await until(() => room.events.length > 0)
  expect(lastGood.saved).toEqual([a])
  await generations.close()
})

test('an address for an agency nobody knows refuses a start, but an agency may leave later', async () => {
  const addresses = { gone: 'http://127.0.0.1:9/' }
  await expect(openRoom(a).open({ addresses })).rejects.toThrow('SUBGRAPH_URLS names gone')
  const room = openRoom(a.replaceAll('"one"', '"gone"'))
  const generations = await room.open({ addresses })
  room.offer(b)
  await until(() => servedBy(generations) === b)
  expect(room.log.lines.map(({ msg }) => msg)).toEqual(['an address is not used', 'a new supergraph is served'])
  await generations.close()
})

test('a listener that fails keeps neither the swap nor the others from happening', async () => {
  const room = openRoom(a)
  const generations = await room.open()
  let told = 0
  generations.onSwap(() => {
    throw new Error('not me')
  })
  generations.onSwap(() => told++)
  room.offer(b)
  await until(() => told === 1)
  expect(servedBy(generations)).toBe(b)
  await generations.close()
})

test('closing in the middle of a build starts nothing more and leaves no engine behind', async () => {
  const room = openRoom(a)
  const { promise: built, resolve: give } = Promise.withResolvers<void>()
  let asked = false
  const load: LoadGeneration = async (supergraph) => {
    if (supergraph.sdl === b) {
      asked = true
      await built
    }
    return room.makeGeneration(supergraph)
  }
  const generations = await room.open({ load })
  room.offer(b)
  await until(() => asked)
  await generations.close()
  give()
  await until(() => room.engines.length === 2 && room.engines.every(({ stopped }) => stopped))
  room.offer(c)
  await pause(30)
  expect(room.engines).toHaveLength(2)
  expect(room.events).toEqual([])
})

test('a file that is replaced again and again is followed, and the next start finds the last good one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gba-generations-'))
  const path = join(folder, 'supergraph.graphql')
  const room = openRoom(a)
  const terms = { now: () => 7, logger: room.log.logger }
  const open = () =>
    room.open({
      source: openSupergraphSource({ location: path, ...terms }),
      lastGood: openLastGood({ folder: join(folder, 'state'), sourceName: path, now: () => 7 }),
    })
  writeFileSync(path, a)
  const generations = await open()
  for (const sdl of [b, 'type {', c]) {
    writeFileSync(`${path}.new`, sdl)
    renameSync(`${path}.new`, path)
    await until(() => servedBy(generations) === sdl || hasRefused(generations, sdl))
  }
  expect(servedBy(generations)).toBe(c)
  await generations.close()
  rmSync(path)
  const later = await open()
  expect([servedBy(later), later.state().isLastGood]).toEqual([c, true])
  await later.close()
  rmSync(folder, { recursive: true })
})

function hasRefused(generations: Generations, sdl: string): boolean {
  return generations.state().refused?.id === idOf(sdl)
}

const step = fc.oneof(
  fc.record({ does: fc.constant('offer' as const), index: fc.nat(3) }),
  fc.record({ does: fc.constantFrom('hold', 'release', 'wait'), index: fc.nat(5) }),
)

test('whatever comes when: no engine in use is stopped, no two builds run at once, the newest is settled', async () => {
  const texts = [a, b, c, 'type {']
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (script) => {
      const room = openRoom(a)
      let builds = 0
      let mostBuilds = 0
      const load: LoadGeneration = async (supergraph) => {
        mostBuilds = Math.max(mostBuilds, ++builds)
        await pause(1)
        builds -= 1
        return room.makeGeneration(supergraph)
      }
      const generations = await room.open({ load, limits: { draining: 100 } })
      const leases: Lease[] = []
      let newest = a
      for (const { does, index } of script) {
        if (does === 'offer') newest = texts[index] ?? a
        if (does === 'offer') room.offer(newest)
        if (does === 'hold') leases.push(generations.acquire())
        if (does === 'release') leases.splice(index, 1)[0]?.release()
        if (does === 'wait') await pause(3)
        expect(leases.filter(isStopped)).toEqual([])
      }
      const { refused } = generations.state()
      await until(() => servedBy(generations) === newest || hasRefused(generations, newest))
      expect(leases.filter(isStopped)).toEqual([])
      expect([mostBuilds, refused?.id ?? idOf('type {')]).toEqual([1, idOf('type {')])
      for (const lease of leases) lease.release()
      await until(() => room.engines.filter(({ stopped }) => !stopped).length === 1)
      await generations.close()
      expect(room.engines.filter(({ stopped }) => !stopped)).toEqual([])
    }),
    { numRuns: 60 },
  )
})

function isStopped({ generation }: Lease): boolean {
  return (generation.engine as FakeEngine).stopped
}
