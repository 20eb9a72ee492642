import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readGatewayConfig } from '../../gateway/config.ts'
import type { Engine, OperationResult } from '../../gateway/engine/engine.ts'
import { loadEngine } from '../../gateway/engine/load-engine.ts'
import type { Planner } from '../../gateway/engine/plan/planner.ts'
import type { PlannerOptions } from '../../gateway/engine/planning/open-planner.ts'
import { openPlanner } from '../../gateway/engine/planning/open-planner.ts'
import { createExchange, startDeadline } from '../../gateway/exchange.ts'
import { openDocumentCheck } from '../../gateway/steps/check-document.ts'
import type { PreparedOperation } from '../../gateway/steps/prepare-operation.ts'
import { openPreparation } from '../../gateway/steps/prepare-operation.ts'
import type { Federation } from '../../gateway/testing/federation.ts'
import { openFederation } from '../../gateway/testing/federation.ts'
import { openMarket } from './hostile-subgraph/market.ts'
import { best, figure, measureTurns } from './longest-turn.ts'
import {
  alternating,
  chain,
  conditions,
  everyPlace,
  fieldTree,
  fragmentTree,
  interfaceChain,
  manyTypes,
  sharedTree,
} from './planner-bombs/bombs.ts'
import { openMaze } from './planner-bombs/maze.ts'

/** What the gateway promises; figures are printed against it. */
const REFUSED_WITHIN_MS = 50
/** Twice what the gateway promises of its event loop, for processors that are slower than ours. */
const BLOCKED_AT_MOST_MS = 100
const TRIES = 3

const { limits } = readGatewayConfig({})
const figures: string[] = []

let maze: Federation
beforeAll(async () => {
  maze = await openFederation({ subgraphs: openMaze(), load: loadEngine })
})
afterAll(async () => {
  await maze?.close()
  console.info(figures.join('\n'))
})

/** All steps before execution, none of which remembers an earlier document. */
function prepare(engine: Engine, query: string, variables: Readonly<Record<string, unknown>> = {}): PreparedOperation {
  const engines = { acquire: () => ({ engine, release() {} }) }
  const documents = openDocumentCheck({ limits, production: true, cacheBytes: 1 })
  const exchange = createExchange(startDeadline(limits.deadlineMs, new AbortController().signal))
  const parameters = { query, operationName: undefined, variables }
  return openPreparation({ engines, documents, limits, production: true })(parameters, exchange, () => {})
}

function refusalOf(query: string): { code: unknown; took: number } {
  const start = performance.now()
  try {
    prepare(maze.engine, query)
    return { code: undefined, took: performance.now() - start }
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : error
    return { code, took: performance.now() - start }
  }
}

/** Under another name it is another operation, to be planned and compiled anew. */
const renamed = (query: string, name: string) => query.replace(/ (\w+) \{/, ` ${name}: $1 {`)

/** The answer and all that comes later. */
async function executeAll(engine: Engine, operation: PreparedOperation): Promise<OperationResult[]> {
  const result = await engine.executeIncrementally(operation)
  if (!('deferred' in result)) return [result]
  const parts: OperationResult[] = [result.initial]
  for await (const part of result.deferred) parts.push(part)
  return parts
}

const codesOf = ({ errors = [] }: OperationResult) => errors.map(({ extensions }) => extensions.code)

describe('a document that stands for far more than it is', () => {
  const trees = [
    { width: 2, depth: 20 },
    { width: 4, depth: 9 },
    { width: 8, depth: 6 },
    { width: 16, depth: 5 },
    // 2^33 and 2^60 fields: more than 32 bits count, and more than whole numbers do.
    { width: 2, depth: 33 },
    { width: 2, depth: 60 },
    { width: 2, depth: 140 },
  ].map(({ width, depth }) => [
    `a tree of fragments, ${width} spreads on ${depth} levels`,
    fragmentTree({ width, depth }),
  ])

  test.each([
    ...trees.map(([name, query]) => [name, 'LIMIT_SELECTIONS', query]),
    ['a tree of fields in fragments', 'LIMIT_SELECTIONS', fieldTree(20)],
    ['a tree of fields written out', 'LIMIT_TOKENS', sharedTree(10)],
    ['every way through all subgraphs', 'LIMIT_SELECTIONS', alternating(9)],
    ['every type of an interface below every type', 'LIMIT_SELECTIONS', manyTypes({ types: 40, depth: 4 })],
    ['one way of a hundred steps', 'LIMIT_DEPTH', chain(100)],
    ['an interface within itself', 'LIMIT_DEPTH', interfaceChain(14)],
    ['a condition on each of sixty fields', 'LIMIT_DIRECTIVES', conditions(60)],
  ])('%s is refused before anything walks it', (name = '', code = '', query = '') => {
    const refusals = Array.from({ length: TRIES }, () => refusalOf(query))
    const took = Math.min(...refusals.map((refusal) => refusal.took))
    figures.push(`refused   ${took.toFixed(1).padStart(8)} ms ${''.padStart(18)}  ${name}: ${code}`)
    expect(refusals.map((refusal) => refusal.code)).toEqual(refusals.map(() => code))
    expect(took).toBeLessThan(REFUSED_WITHIN_MS)
  })
})

describe('a document within every limit', () => {
  const allTrue = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`v${index}`, true]))

  test.each([
    ['a tree of spreads', fragmentTree({ width: 44, depth: 2 }), {}],
    ['a tree of fields in fragments', fieldTree(8), {}],
    ['a tree that every subgraph can walk', sharedTree(8), {}],
    ['every way through all subgraphs', alternating(4), {}],
    ['as many places as there may be', everyPlace(), {}],
    ['one way as long as it may be', chain(10), {}],
    ['every type of an interface', manyTypes({ types: 40, depth: 1 }), {}],
    ['an interface within itself', interfaceChain(9), {}],
    ['a condition on each of fifty fields', conditions(50), allTrue],
  ])('%s is answered or refused by name, and holds nobody up', async (name, query, variables) => {
    const tries = []
    for (let index = 0; index < TRIES; index++) {
      const operation = prepare(maze.engine, renamed(query, `try${index}`), variables)
      tries.push(await measureTurns(() => maze.engine.execute(operation)))
    }
    const taken = best(tries)
    figures.push(figure('answered', taken, name))
    for (const { value } of tries) {
      const codes = codesOf(value)
      if (codes.length > 0) expect(codes).toEqual(['LIMIT_PLANNING'])
      else expect(value.data).not.toBe(null)
    }
    expect(taken.blockedMs).toBeLessThan(BLOCKED_AT_MOST_MS)
  })
})

describe('a document within every limit whose parts come later', () => {
  const later = (query: string) => query.replace(/\.\.\.(\w+) \}/, '... @defer { ...$1 } }')

  test.each([
    ['every way on, three times', alternating(3)],
    ['every way through all subgraphs', alternating(4)],
    ['every type of an interface', manyTypes({ types: 40, depth: 1 })],
    ['types below types', manyTypes({ types: 3, depth: 4 })],
  ])('%s: it is answered or refused by name, and holds nobody up', async (name, query) => {
    const tries = []
    for (let index = 0; index < TRIES; index++) {
      const operation = prepare(maze.engine, later(renamed(query, `try${index}`)))
      expect(operation.defers).toBe(true)
      tries.push(await measureTurns(() => executeAll(maze.engine, operation)))
    }
    const taken = best(tries)
    figures.push(figure('deferred', taken, name))
    for (const { value } of tries) expect(value.flatMap(codesOf)).toBeOneOf([[], ['LIMIT_PLANNING']])
    expect(taken.blockedMs).toBeLessThan(BLOCKED_AT_MOST_MS)
  })
})

describe('one operation with other values each time', () => {
  test('is planned once, and another operation once more', async () => {
    const planned: string[] = []
    const market = await openFederation({
      subgraphs: openMarket((reply) => reply),
      load: (options) => loadEngine({ ...options, openPlanner: (terms) => openListening(terms, planned) }),
    })
    try {
      for (let id = 0; id < 200; id++) await market.query(`query Q${id} { product(id: "x${id}") { id rating } }`)
      expect(planned).toHaveLength(1)
      await market.query('{ product(id: "x1") { rating id title } }')
      expect(planned).toHaveLength(2)
    } finally {
      await market.close()
    }
  })

  async function openListening(options: PlannerOptions, heard: string[]): Promise<Planner> {
    const planner = await openPlanner(options)
    return {
      plan(request) {
        heard.push(request.document)
        return planner.plan(request)
      },
      close: () => planner.close(),
    }
  }
})

describe('a document within every limit that no planner is done with in time', () => {
  // A processor's worth of time that no machine plans these in.
  const planner = { budgetMs: 30 }

  test.each([
    ['types below types, eight levels', manyTypes({ types: 2, depth: 8 })],
    ['types below types, eight of them', manyTypes({ types: 8, depth: 3 })],
    ['types below types, twenty-four of them', manyTypes({ types: 24, depth: 2 })],
  ])('%s: it is stopped, and others are answered meanwhile and afterwards', async (name, query) => {
    const { engine, close } = await openFederation({
      subgraphs: openMaze(),
      load: (options) => loadEngine({ ...options, planner }),
    })
    try {
      const small = () => engine.execute(prepare(engine, '{ tree { id } }'))
      await small()
      const measured = await measureTurns(() => Promise.all([engine.execute(prepare(engine, query)), small()]))
      figures.push(figure('stopped', measured, name))
      const [bomb, other] = measured.value
      expect(measured.blockedMs).toBeLessThan(BLOCKED_AT_MOST_MS)
      expect(codesOf(bomb)).toEqual(['LIMIT_PLANNING'])
      expect(bomb.data).toBe(undefined)
      expect(codesOf(other)).toEqual([])
      expect(codesOf(await engine.execute(prepare(engine, '{ walk { a b } }')))).toEqual([])
    } finally {
      await close()
    }
  })
})
