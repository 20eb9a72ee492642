import { readFileSync } from 'node:fs'
import type { GraphQLArgument, GraphQLField, GraphQLInputType, GraphQLOutputType, GraphQLSchema } from 'graphql'
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { enforcePolicy } from '../../../kit/policy/enforce-policy.ts'
import type { PolicyTable } from '../../../kit/policy/policy-table.ts'
import { buildFederatedSchema } from '../../../kit/subgraph/federated-schema.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import { policiesOf } from './classed-fields.ts'

/** What the resolvers of such an agency find; `ran` is told of every one of them that the wrapper let through. */
export interface CanaryContext {
  readonly viewer: Viewer
  readonly now: () => number
  readonly ran: Set<string>
}

export interface CanaryAgency {
  readonly schema: GraphQLSchema
  /** By coordinate, one selection under an alias, and the place of its value in the answer. */
  readonly selections: ReadonlyMap<string, Selection>
}

export interface Selection {
  readonly operation: 'query' | 'mutation' | 'subscription'
  /** @param alias of the root field */
  text(alias: string): string
}

const ROOTS = { Query: 'query', Mutation: 'mutation', Subscription: 'subscription' } as const
const root = new URL('../../../', import.meta.url)

/**
 * An agency's real contract with its policies before every field, in which every classed field gives a canary and nothing
 * else is asked for: each type with such fields can be entered by a root field of its own, which has no class.
 * `enforced: false` leaves the policies out.
 */
export async function openCanaryAgency(
  name: string,
  table: PolicyTable,
  { enforced = true } = {},
): Promise<CanaryAgency> {
  const coordinates = [...policiesOf(table).keys()]
  const types = [...new Set(coordinates.map(typeOf))].filter((type) => !(type in ROOTS))
  const entries = types.map((type) => `extend type Query { enter_${type}: ${type} }`).join('\n')
  const sdl = readFileSync(new URL(`subgraphs/${name}/schema.graphql`, root), 'utf8')
  const { resolvers } = (await import(`../../../subgraphs/${name}/resolvers.ts`)) as { resolvers: object }
  const schema = buildFederatedSchema({ typeDefs: `${sdl}\n${entries}`, resolvers })
  for (const type of types) fieldOf(schema, `Query.enter_${type}`).resolve = () => ({})
  const selections = new Map<string, Selection>()
  for (const coordinate of coordinates) {
    plantCanary(schema, coordinate)
    selections.set(coordinate, selectionOf(coordinate, fieldOf(schema, coordinate)))
  }
  if (enforced) enforcePolicy(schema, table)
  return { schema, selections }
}

/** Before the policies are put there: whoever gets to the field is given a canary. */
export function plantCanary(schema: GraphQLSchema, coordinate: string): void {
  const field = fieldOf(schema, coordinate)
  const canary = canaryOf(field.type, schema)
  const given = getNamedType(field.type)
  // A canary says of itself what it is.
  if (isAbstractType(given)) given.resolveType = (value: unknown) => (value as { __typename: string }).__typename
  field.resolve = (_source, _args, { ran }) => {
    ran.add(coordinate)
    return canary
  }
  if (!coordinate.startsWith('Subscription.')) return
  field.subscribe = async function* (_source: unknown, _args: unknown, { ran }: CanaryContext) {
    ran.add(coordinate)
    yield canary
  }
}

/** Any value of the type, as a resolver gives it. */
function canaryOf(type: GraphQLOutputType, schema: GraphQLSchema): unknown {
  const bare = getNullableType(type)
  if (isListType(bare)) return [canaryOf(bare.ofType, schema)]
  if (isEnumType(bare)) return bare.getValues()[0]?.value
  if (isLeafType(bare)) return leaves[bare.name] ?? missing(bare.name)
  const { name } = isAbstractType(bare) ? (schema.getPossibleTypes(bare)[0] ?? bare) : bare
  return { __typename: name }
}

const DATE = '2026-11-22'
const leaves: Readonly<Record<string, unknown>> = {
  ...{ String: 'CANARY', ID: 'CANARY', Int: 42, Float: 42, Boolean: true, SafeInt: 42 },
  ...{ Date: DATE, DateTime: Date.parse(`${DATE}T00:00:00Z`) },
}

function selectionOf(coordinate: string, field: GraphQLField<unknown, CanaryContext>): Selection {
  const [type = '', name] = coordinate.split('.')
  const below = isLeaf(field.type) ? '' : ' { __typename }'
  const asked = `${name}${argumentsOf(field.args)}${below}`
  const operation = Object.entries(ROOTS).find(([root]) => root === type)?.[1]
  return operation
    ? { operation, text: (alias) => `${alias}: ${asked}` }
    : { operation: 'query', text: (alias) => `${alias}: enter_${type} { value: ${asked} }` }
}

export function isLeaf(type: GraphQLOutputType): boolean {
  return isLeafType(getNamedType(type))
}

/** What a field cannot be asked without. */
export function argumentsOf(args: readonly GraphQLArgument[]): string {
  const required = args.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined)
  return required.length === 0 ? '' : `(${required.map(({ name, type }) => `${name}: ${literalOf(type)}`).join(', ')})`
}

function literalOf(type: GraphQLInputType): string {
  const bare = getNullableType(type)
  if (isListType(bare)) return '[]'
  if (isEnumType(bare)) return bare.getValues()[0]?.name ?? ''
  if (!isInputObjectType(bare))
    return bare.name === 'DateTime' ? `"${DATE}T00:00:00Z"` : JSON.stringify(leaves[bare.name])
  const required = Object.values(bare.getFields()).filter(
    (field) => isNonNullType(field.type) && field.defaultValue === undefined,
  )
  return `{ ${required.map((field) => `${field.name}: ${literalOf(field.type)}`).join(', ')} }`
}

export function fieldOf(schema: GraphQLSchema, coordinate: string): GraphQLField<unknown, CanaryContext> {
  const [typeName = '', name = ''] = coordinate.split('.')
  const type = schema.getType(typeName)
  const field = isObjectType(type) ? type.getFields()[name] : undefined
  return field ?? missing(coordinate)
}

export function typeOf(coordinate: string): string {
  return coordinate.slice(0, coordinate.indexOf('.'))
}

function missing(what: string): never {
  throw new Error(`no canary for ${what}: teach this file to make one`)
}
