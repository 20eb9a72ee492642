import type { ArgumentNode, GraphQLArgument, GraphQLInputType, ValueNode } from 'graphql'
import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  Kind,
} from 'graphql'

export interface Literals {
  /** The lifted values as JSON text, by variable. */
  readonly values: Map<string, string>
  /** `$name: Type` of each of them. */
  readonly definitions: string[]
  lift(given: readonly ArgumentNode[], declared: readonly GraphQLArgument[]): ArgumentNode[]
}

/**
 * Puts variables in the place of values that are written into the document, so that operations which differ in their
 * values only share one plan. What cannot be carried over to the letter (numbers of custom scalars, for instance) stays.
 */
export function openLiterals(): Literals {
  const values = new Map<string, string>()
  const definitions: string[] = []
  const names = new Map<string, string>()

  /** The same value of the same type is the same variable: fields that merge must stay alike. */
  const nameFor = (json: string, type: string): string => {
    const known = names.get(`${type} ${json}`)
    if (known) return known
    // No variable of a caller's travels under such a name.
    const name = `_l${names.size}`
    names.set(`${type} ${json}`, name)
    values.set(name, json)
    definitions.push(`$${name}: ${type}`)
    return name
  }

  const liftOne = (argument: ArgumentNode, type: GraphQLInputType | undefined): ArgumentNode => {
    const value = type && argument.value.kind !== Kind.VARIABLE ? literalValue(argument.value, type) : undefined
    if (value === undefined) return argument
    const name = nameFor(JSON.stringify(value), String(type))
    return { ...argument, value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } }
  }

  return {
    values,
    definitions,
    lift: (given, declared) =>
      given.map((argument) => liftOne(argument, declared.find(({ name }) => name === argument.name.value)?.type)),
  }
}

/** `undefined` where the value must stay in the document. */
function literalValue(node: ValueNode, type: GraphQLInputType): unknown {
  const inner = getNullableType(type)
  if (node.kind === Kind.VARIABLE || node.kind === Kind.NULL) return undefined
  if (isListType(inner)) {
    if (node.kind !== Kind.LIST) return literalValue(node, inner.ofType)
    const items = node.values.map((item) => literalValue(item, inner.ofType))
    return items.includes(undefined) ? undefined : items
  }
  if (isInputObjectType(inner)) {
    if (node.kind !== Kind.OBJECT) return undefined
    const fields = inner.getFields()
    const entries = node.fields.map(({ name, value }) => {
      const field = fields[name.value]
      return [name.value, field && literalValue(value, field.type)] as const
    })
    return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries)
  }
  if (isEnumType(inner)) return node.kind === Kind.ENUM ? node.value : undefined
  return scalarValue(node, inner.name)
}

function scalarValue(node: ValueNode, scalar: string): unknown {
  switch (node.kind) {
    case Kind.STRING:
      return node.value
    case Kind.BOOLEAN:
      return scalar === GraphQLBoolean.name ? node.value : undefined
    case Kind.INT:
      if (scalar === GraphQLID.name) return node.value
      return scalar === GraphQLInt.name || scalar === GraphQLFloat.name ? numberOf(node.value) : undefined
    case Kind.FLOAT:
      return scalar === GraphQLFloat.name ? numberOf(node.value) : undefined
    default:
      return undefined
  }
}

function numberOf(text: string): number | undefined {
  const value = Number(text)
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined
}
