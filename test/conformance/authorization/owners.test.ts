import { readFileSync } from 'node:fs'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { execute, isUnionType, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enforcePolicy } from '../../../kit/policy/enforce-policy.ts'
import type { FieldPolicy } from '../../../kit/policy/field-policy.ts'
import type { PolicyTable } from '../../../kit/policy/policy-table.ts'
import { buildFederatedSchema } from '../../../kit/subgraph/federated-schema.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import { argumentsOf, fieldOf, isLeaf, plantCanary, typeOf } from './canary-agency.ts'
import type { Cell } from './cells.ts'
import { allCells, nameOf } from './cells.ts'
import { policiesOf, tables } from './classed-fields.ts'
import { expectedAnswer } from './expected-answer.ts'
import { NOW, viewerOf, wordsOf } from './viewer-of.ts'

const chan = '11111111-1111-4111-8111-111111111111'
const lee = '22222222-2222-4222-8222-222222222222'
const root = new URL('../../../', import.meta.url)
const words = wordsOf([...tables.values()].flatMap(({ fields }) => fields))
const everyNth = process.env.CI || process.env.SOAK ? 1 : 7
const told = { fields: 0, cells: 0, inside: 0, acting: 0 }
afterAll(() => {
  const { fields, cells, inside, acting } = told
  console.log(
    `authorization matrix, somebody else's: ${fields} fields, ${cells} cells; ${inside} fields stand inside these, ${acting} mutations and subscriptions are the caller’s own acts`,
  )
})

/** An agency that holds nothing of a person has nothing of somebody else's to give. */
const holders = [...tables].filter(([, { fields }]) => fields.some(({ personalData }) => personalData))

/** Chan's entities, as a gateway would name them. */
const chans: Readonly<Record<string, object>> = {
  Resident: { reference: chan, id: 'pseudonym' },
  Wallet: { id: 'of chan' },
  Payment: { id: 'of chan' },
  BoundaryCrossing: {
    ...{ id: 'a passage', at: '2026-11-23T08:30:00+08:00', from: 'MAINLAND', to: 'HONG_KONG' },
    ...{ controlPoint: { id: 'futian-lok-ma-chau-spur-line' }, traveller: { reference: chan, id: null } },
  },
  FareQuote: {
    ...{ id: 'a fare', operator: { id: 'mtr' } },
    acceptance: [{ provider: { id: 'octopus' }, amount: { amountMinor: 500, currency: 'HKD' } }],
  },
}

/** What the resolvers find: whatever is looked up is Chan's. */
const registers = {
  residents: { load: async (reference: string) => ({ reference }) },
  ids: { read: (id: string) => id, show: (id: string) => id },
  load: {
    wallet: { load: async (id: string) => ({ id, subject: chan }) },
    payment: { load: async (id: string) => ({ id, subject: chan }) },
    walletsOf: { load: async (subject: string) => (subject === chan ? [{ id: 'of chan', subject }] : []) },
  },
}

interface Way {
  readonly coordinate: string
  readonly policies: readonly FieldPolicy[]
  readonly document: DocumentNode
}

describe.each(holders)('%s', (name, table) => {
  let schema: GraphQLSchema
  let ways: readonly Way[]

  beforeAll(async () => {
    schema = await openAgency(name)
    ways = waysInto(schema, table)
    // An entity that is given to anybody is left to the resolvers of its fields.
    for (const { coordinate } of ways) if (await isOwned(schema, typeOf(coordinate))) plantCanary(schema, coordinate)
    enforcePolicy(schema, table)
    told.fields += ways.length
  })

  test('gives nothing of somebody else’s, whatever the caller may read of his own', async () => {
    const given: string[] = []
    for (const [number, way] of ways.entries()) {
      for (const cell of cellsOf('other resident', number)) {
        told.cells += 1
        if (await isGiven(schema, way, viewerFor(cell, way, table))) given.push(`${way.coordinate}: ${nameOf(cell)}`)
      }
    }
    expect(given.slice(0, 10)).toEqual([])
  }, 120_000)

  test('gives the owner the same in each cell that allows it, so that this test sees what is given', async () => {
    const wrong: string[] = []
    for (const [number, way] of ways.entries()) {
      if (!(await isOwned(schema, typeOf(way.coordinate)))) continue
      for (const cell of cellsOf('owner', number)) {
        const expected = expectedAnswer(way.policies, cell) === 'given'
        const given = await isGiven(schema, way, viewerFor(cell, way, table))
        if (given !== expected) wrong.push(`${way.coordinate}: ${nameOf(cell)}: ${given}`)
      }
    }
    expect(wrong.slice(0, 10)).toEqual([])
  }, 120_000)
})

const cellsOf = (caller: Cell['caller'], field: number) =>
  allCells.filter((cell) => cell.caller === caller).filter((_, index) => (index + field) % everyNth === 0)

const viewerFor = (cell: Cell, { policies }: Way, { rules }: PolicyTable) =>
  viewerOf(cell, { policies, words, rules, subject: cell.caller === 'owner' ? chan : lee })

async function openAgency(name: string): Promise<GraphQLSchema> {
  const typeDefs = readFileSync(new URL(`subgraphs/${name}/schema.graphql`, root), 'utf8')
  const { resolvers } = (await import(`../../../subgraphs/${name}/resolvers.ts`)) as { resolvers: object }
  return buildFederatedSchema({ typeDefs, resolvers })
}

/** The classed fields that can be reached by naming an entity: in a representation, or by its id. */
function waysInto(schema: GraphQLSchema, table: PolicyTable): Way[] {
  return [...policiesOf(table)].flatMap(([coordinate, policies]) => {
    const type = typeOf(coordinate)
    if (type === 'Mutation' || type === 'Subscription') told.acting += 1
    else if (type === 'Query' || isEntity(schema, type))
      return [{ coordinate, policies, document: ask(schema, coordinate) }]
    else told.inside += 1
    return []
  })
}

function isEntity(schema: GraphQLSchema, type: string): boolean {
  const entities = schema.getType('_Entity')
  return isUnionType(entities) && schema.getPossibleTypes(entities).some(({ name }) => name === type)
}

function ask(schema: GraphQLSchema, coordinate: string): DocumentNode {
  const [type, name] = coordinate.split('.')
  const field = fieldOf(schema, coordinate)
  const asked = `${name}${argumentsOf(field.args)}${isLeaf(field.type) ? '' : ' { __typename }'}`
  const text =
    type === 'Query' ? `{ value: ${asked} }` : `{ ${entityOf(type ?? '')} { ... on ${type} { value: ${asked} } } }`
  return parse(text, { noLocation: true })
}

function entityOf(type: string): string {
  if (!chans[type]) throw new Error(`no representation of ${type}: write one that is Chan's`)
  const representation = JSON.stringify({ __typename: type, ...chans[type] }).replaceAll(/"(\w+)":/g, '$1:')
  return `_entities(representations: [${representation}])`
}

/** True where nobody but the owner is given so much as the entity. */
async function isOwned(schema: GraphQLSchema, type: string): Promise<boolean> {
  if (type === 'Query') return false
  const document = parse(`{ ${entityOf(type)} { __typename } }`)
  const viewer = { subject: lee, clientId: 'partner' }
  const { data } = await execute({ schema, document, contextValue: { ...registers, viewer, now: () => NOW } })
  return (data?._entities as unknown[] | undefined)?.[0] === null
}

async function isGiven(schema: GraphQLSchema, { document }: Way, viewer: Viewer): Promise<boolean> {
  const contextValue = { ...registers, viewer, now: () => NOW, ran: new Set() }
  const { data, errors } = await execute({ schema, document, contextValue })
  // A resolver that breaks on these registers has not refused anything.
  for (const error of errors ?? []) if (error.extensions.code === undefined) throw error
  const [entity] = (data?._entities as ({ value: unknown } | null)[] | undefined) ?? [data as { value: unknown } | null]
  const value = entity?.value ?? null
  return value !== null && !(Array.isArray(value) && value.length === 0)
}
