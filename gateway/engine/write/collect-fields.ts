import type { GraphQLInterfaceType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql'
import { GraphQLNonNull, GraphQLString, isAbstractType, SchemaMetaFieldDef, TypeMetaFieldDef } from 'graphql'
import { invariant } from '../../../kit/errors.ts'
import { weightOf } from '../../limits/read-weights.ts'
import type { Condition, FieldSelection, FragmentSelection, Selection } from '../operation/selection.ts'

/** Selections of one object, each with the conditions under which they are asked for at all. */
export interface ConditionalSet {
  readonly selections: readonly Selection[]
  readonly conditions: readonly Condition[]
}

/** A field of the answer as one type has it: all that ask for it under one name, merged. */
export interface CollectedField {
  readonly name: string
  readonly responseName: string
  readonly key: string
  readonly type: GraphQLOutputType
  /** What it costs to answer it. */
  readonly weight: number
  /** Asked for where all conditions of one alternative hold. */
  readonly alternatives: readonly (readonly Condition[])[]
  readonly below: readonly ConditionalSet[]
  /** The number under which it is refused; `null` where the caller may read it. */
  readonly refused: number | null
}

interface Found {
  readonly first: FieldSelection
  /** Refused in one of its mentions, a field is refused in all: they are one field of the answer. */
  refused: number | null
  readonly found: ConditionalSet[]
}

/** What an operation asks of objects of one type (GraphQL specification, 6.3.2), in the order of the answer. */
export function collectFields(
  schema: GraphQLSchema,
  type: GraphQLObjectType | GraphQLInterfaceType,
  sets: readonly ConditionalSet[],
): CollectedField[] {
  const fields = new Map<string, Found>()
  const gather = ({ selections, conditions }: ConditionalSet): void => {
    for (const selection of selections) {
      const terms = [...conditions, ...selection.conditions]
      if (selection.kind === 'fragment') {
        const atOnce = conditionsAtOnce(selection)
        if (atOnce && applies(schema, selection.type, type)) {
          gather({ selections: selection.selections, conditions: [...terms, ...atOnce] })
        }
        continue
      }
      const field: Found = fields.get(selection.responseName) ?? { first: selection, refused: null, found: [] }
      fields.set(selection.responseName, field)
      field.refused ??= selection.refused ?? null
      field.found.push({ selections: selection.selections ?? [], conditions: terms })
    }
  }
  for (const set of sets) gather(set)
  return [...fields.values()].map(({ first, refused, found }) => ({
    name: first.name,
    responseName: first.responseName,
    key: first.key,
    type: typeOf(type, first.name),
    weight: refused === null ? weightOf(type.getFields()[first.name] ?? NO_FIELD).weight : 0,
    alternatives: found.map(({ conditions }) => conditions),
    // Asked for once, a field's conditions have been looked at when its value is written.
    below: found.length === 1 ? found.map(({ selections }) => ({ selections, conditions: [] })) : found,
    refused,
  }))
}

/** `__typename` and its like belong to no type. */
const NO_FIELD = { extensions: {} }

/** When a fragment is part of the answer it stands in; `null` where it always comes later. */
function conditionsAtOnce({ defer }: FragmentSelection): readonly Condition[] | null {
  if (!defer) return []
  return defer.variable === null ? null : [{ variable: defer.variable, wanted: false }]
}

function applies(
  schema: GraphQLSchema,
  condition: string | null,
  type: GraphQLObjectType | GraphQLInterfaceType,
): boolean {
  if (condition === null || condition === type.name) return true
  const wanted = schema.getType(condition)
  return isAbstractType(wanted) && schema.isSubType(wanted, type)
}

function typeOf(type: GraphQLObjectType | GraphQLInterfaceType, name: string): GraphQLOutputType {
  if (name === '__typename') return new GraphQLNonNull(GraphQLString)
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef.type
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef.type
  const field = type.getFields()[name]
  invariant(field, 'a validated document asks for fields that exist')
  return field.type
}
