import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  Federation,
  FederationAnswer,
  LoadLocalEngine,
  LocalSubgraph,
  SubgraphCall,
} from '../../../gateway/testing/federation.ts'
import { openFederation } from '../../../gateway/testing/federation.ts'
import { loadReferenceEngine } from './reference-engine.ts'

/** One operation and the whole answer the specification wants for it, written by hand. */
export interface Case {
  readonly name: string
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly operationName?: string
  /** Absent where the operation must be refused before anything is executed. */
  readonly data?: unknown
  /** The paths of all errors, in any order, with their codes where the code is a promise. */
  readonly errors?: readonly { readonly path: readonly (string | number)[]; readonly code?: string }[]
  /** What the one refusal says. */
  readonly refused?: RegExp
  /** How many requests each subgraph gets; those not named may get any number. Asked of our engine only. */
  readonly requests?: Readonly<Record<string, number>>
  /** All representations a subgraph gets, in any order. Asked of our engine only. */
  readonly representations?: Readonly<Record<string, readonly unknown[]>>
  /** What the resolvers wrote down, in order. */
  readonly journal?: readonly string[]
  /** Why the reference engine answers otherwise; the case then proves that it still does. */
  readonly referenceFails?: string
}

export interface Feature {
  readonly subgraphs: Readonly<Record<string, LocalSubgraph>>
  readonly cases: readonly Case[]
  /** Labels of `@override(label:)` that are switched on. */
  readonly labels?: readonly string[]
  /** Changes the composed supergraph, for what composition itself would refuse. */
  readonly edit?: (supergraphSdl: string) => string
  /** Why the reference engine cannot load these subgraphs at all. */
  readonly withoutReference?: string
}

/** Runs every case of a feature on our engine and, where it is known to be right, on the reference. */
export function describeFeature(name: string, { cases, withoutReference, ...federated }: Feature): void {
  describe.each(engines.filter(({ isReference }) => !(isReference && withoutReference)))(`${name}, $name`, (engine) => {
    let federation: Federation
    beforeAll(async () => {
      federation = await openFederation({ ...federated, load: engine.load })
    })
    afterAll(() => federation?.close())

    for (const one of cases) {
      const run = engine.isReference && one.referenceFails ? test.fails : test
      run(one.name, async () => {
        const answer = await federation.query(one.query, one)
        checkAnswer(answer, one)
        if (engine.isReference) return
        checkCalls(answer.calls, one)
        // What was compiled for the first time must not remember it.
        checkAnswer(await federation.query(one.query, one), one)
      })
    }
  })
}

interface EngineUnderTest {
  readonly name: string
  readonly isReference: boolean
  readonly load: LoadLocalEngine
}

export const loadOurs: LoadLocalEngine = async (options) => {
  const { loadEngine } = await import('../../../gateway/engine/load-engine.ts')
  return loadEngine(options)
}

export const engines: readonly EngineUnderTest[] = [
  { name: 'ours', isReference: false, load: loadOurs },
  { name: 'reference', isReference: true, load: loadReferenceEngine },
]

/** Names of fields stand in the order in which the operation asks for them, so the text is compared as well. */
export function checkAnswer(answer: FederationAnswer, wanted: Omit<Case, 'name' | 'query'>): void {
  const { errors = [] } = wanted
  if (wanted.refused) {
    expect(answer).toMatchObject({
      data: undefined,
      errors: [{ message: expect.stringMatching(wanted.refused) }],
      calls: [],
    })
    return
  }
  const messages = answer.errors.map(({ message }) => message).join('; ')
  expect({ data: answer.data, paths: sorted(answer.errors.map(({ path }) => path)) }, messages).toEqual({
    data: wanted.data,
    paths: sorted(errors.map(({ path }) => path)),
  })
  expect(JSON.stringify(answer.data)).toBe(JSON.stringify(wanted.data))
  for (const { path, code } of errors) {
    if (code) expect(answer.errors).toContainEqual(expect.objectContaining({ path, code }))
  }
  if (wanted.journal) expect(answer.journal).toEqual(wanted.journal)
}

function checkCalls(calls: readonly SubgraphCall[], { requests = {}, representations = {} }: Case): void {
  for (const [name, count] of Object.entries(requests)) {
    expect([name, calls.filter(({ subgraph }) => subgraph === name).length]).toEqual([name, count])
  }
  for (const [name, wanted] of Object.entries(representations)) {
    const sent = calls
      .filter(({ subgraph }) => subgraph === name)
      .flatMap(({ variables }) => representationsIn(variables))
    expect(sorted(sent)).toEqual(sorted(wanted))
  }
}

/** Several `_entities` of one request carry their representations in variables of different names. */
function representationsIn(variables: SubgraphCall['variables']): unknown[] {
  return Object.values(variables).flatMap((value) =>
    Array.isArray(value)
      ? value.filter((item) => typeof item === 'object' && item !== null && '__typename' in item)
      : [],
  )
}

function sorted(values: readonly unknown[]): unknown[] {
  return [...values].sort((a, b) => (JSON.stringify(sortKeys(a)) < JSON.stringify(sortKeys(b)) ? -1 : 1))
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
