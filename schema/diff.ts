import type { Change } from '@graphql-inspector/core'
import { CriticalityLevel, diff } from '@graphql-inspector/core'
import type { GraphQLNamedType, GraphQLSchema } from 'graphql'
import { buildSchema, isInputObjectType, isInterfaceType, isObjectType } from 'graphql'
import { removalDate } from './removal-date.ts'

/** How much a change costs those who already call the graph. */
export type ChangeLevel = 'BREAKING' | 'DANGEROUS' | 'NON_BREAKING'

export interface SchemaChange {
  readonly level: ChangeLevel
  /** The schema coordinate, for example `City.name`. */
  readonly path: string
  readonly message: string
  /** Why it is of that level, where that is not plain. */
  readonly reason?: string
}

/**
 * What changes for callers between two partner schemas (SDL without Federation's directives).
 * @param options.today `YYYY-MM-DD`: what was deprecated with a removal date until today may go without a break
 * @throws {GraphQLError} where a text is no schema
 */
export async function compareSchemas(options: {
  before: string
  after: string
  today: string
}): Promise<readonly SchemaChange[]> {
  const before = buildSchema(options.before)
  const changes = await diff(before, buildSchema(options.after))
  return withoutEchoes(changes)
    .map((change) => describeChange(change, { before, today: options.today }))
    .toSorted((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level) || compare(one.path, other.path))
}

/** What is inside a new type, and the description of anything new, is said with it. */
function withoutEchoes(changes: readonly Change[]): Change[] {
  const added = new Set(changes.filter(({ type }) => type === 'TYPE_ADDED').map(({ path }) => path))
  return changes.filter(({ type, path }) => {
    if (type === 'TYPE_ADDED') return true
    return !type.endsWith('_DESCRIPTION_ADDED') && !added.has(path?.split('.')[0])
  })
}

/** Worst first. */
const LEVELS: readonly ChangeLevel[] = ['BREAKING', 'DANGEROUS', 'NON_BREAKING']

const LEVEL_OF: Readonly<Record<CriticalityLevel, ChangeLevel>> = {
  [CriticalityLevel.Breaking]: 'BREAKING',
  [CriticalityLevel.Dangerous]: 'DANGEROUS',
  [CriticalityLevel.NonBreaking]: 'NON_BREAKING',
}

function describeChange(change: Change, options: { before: GraphQLSchema; today: string }): SchemaChange {
  const { level, reason } = change.criticality
  const path = change.path ?? ''
  const removal = level === CriticalityLevel.Breaking ? announcedRemoval(options.before, change) : undefined
  if (removal && removal <= options.today) {
    const announced = `announced: deprecated with removal on ${removal}`
    return { level: 'DANGEROUS', path, message: change.message, reason: announced }
  }
  return { level: LEVEL_OF[level], path, message: change.message, ...(reason ? { reason } : {}) }
}

const REMOVALS = new Set(['FIELD_REMOVED', 'INPUT_FIELD_REMOVED', 'ENUM_VALUE_REMOVED', 'FIELD_ARGUMENT_REMOVED'])

/** The removal date that the deprecation of a removed element named. */
function announcedRemoval(before: GraphQLSchema, change: Change): string | undefined {
  if (!REMOVALS.has(change.type)) return undefined
  const [typeName = '', memberName = '', argumentName] = (change.path ?? '').split('.')
  const reason = deprecationReason(before.getType(typeName), { memberName, argumentName })
  return reason ? removalDate(reason) : undefined
}

function deprecationReason(
  type: GraphQLNamedType | undefined,
  options: { memberName: string; argumentName: string | undefined },
): string | null | undefined {
  if (!type) return undefined
  if (isObjectType(type) || isInterfaceType(type)) {
    const field = type.getFields()[options.memberName]
    if (!options.argumentName) return field?.deprecationReason
    return field?.args.find(({ name }) => name === options.argumentName)?.deprecationReason
  }
  if (isInputObjectType(type)) return type.getFields()[options.memberName]?.deprecationReason
  return 'getValue' in type ? type.getValue(options.memberName)?.deprecationReason : undefined
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
