import type { GraphQLArgument, GraphQLInputField, GraphQLInputType } from 'graphql'
import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql'
import type { Draw } from './draw.ts'

/** Arguments as literals of all kinds and as variables anywhere in them: given, null, left out, with defaults. */
export function openArguments() {
  const definitions: string[] = []
  const values: Record<string, unknown> = {}

  const define = (type: string, fallback: string): string => {
    const name = ['v', 'representations', '_v', 'id'][definitions.length % 4] ?? 'v'
    const unique = definitions.length < 4 ? name : `v${definitions.length}`
    definitions.push(`$${unique}: ${type}${fallback}`)
    return unique
  }

  const variable = (type: GraphQLInputType, hasDefault: boolean, draw: Draw): string => {
    const isRequired = isNonNullType(type) && !hasDefault
    // A variable that may be null fits where null is refused only if one of the two has a default.
    const style = draw(isRequired ? 2 : 4)
    const inner = isNonNullType(type) ? type.ofType : type
    if (style === 0) return give(define(`${inner}!`, ''), jsonOf(inner, draw))
    const fallback = draw(2) || isRequired ? ` = ${literalOf(inner, draw)}` : ''
    const name = define(String(inner), fallback)
    if (style === 1) return fallback ? `$${name}` : give(name, jsonOf(inner, draw))
    if (style === 2 && !isNonNullType(type)) return give(name, null)
    return draw(2) ? `$${name}` : give(name, jsonOf(inner, draw))
  }

  const give = (name: string, value: unknown): string => {
    values[name] = value
    return `$${name}`
  }

  /** A literal, with variables in some places of it. */
  const input = (type: GraphQLInputType, hasDefault: boolean, draw: Draw, depth = 0): string => {
    if (draw(4) === 0) return variable(type, hasDefault, draw)
    if (isNonNullType(type)) return literal(type.ofType, draw, depth)
    return draw(8) === 0 ? 'null' : literal(type, draw, depth)
  }

  const literal = (type: GraphQLInputType, draw: Draw, depth: number): string => {
    if (isListType(type)) {
      const items = Array.from({ length: draw(3) }, () => input(type.ofType, false, draw, depth + 1))
      return `[${items.join(', ')}]`
    }
    if (isInputObjectType(type)) {
      const wanted = Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || draw(3) === 0)
      const shallow = depth > 2 ? wanted.filter((field) => isRequiredInputField(field)) : wanted
      return `{${shallow.map((field) => `${field.name}: ${input(field.type, hasFallback(field), draw, depth + 1)}`).join(', ')}}`
    }
    return literalOf(type, draw)
  }

  return {
    definitions,
    values,
    write(args: readonly GraphQLArgument[], draw: Draw): string {
      const wanted = args.filter((arg) => isRequiredArgument(arg) || draw(3) > 0)
      const written = wanted.map((arg) => `${arg.name}: ${input(arg.type, hasFallback(arg), draw)}`)
      return written.length > 0 ? `(${written.join(', ')})` : ''
    },
    /** Mostly such that the selection stays. */
    writeCondition(draw: Draw, kept: boolean): string {
      const value = draw(3) === 0 ? !kept : kept
      if (draw(3) === 0) return String(value)
      if (draw(3) === 0) return `$${define('Boolean', ` = ${value}`)}`
      return give(define('Boolean!', ''), value)
    },
  }
}

const hasFallback = ({ defaultValue }: GraphQLArgument | GraphQLInputField): boolean => defaultValue !== undefined

/** A value without variables, never null itself. */
function literalOf(type: GraphQLInputType, draw: Draw): string {
  const value = jsonOf(type, draw)
  return print(type, value)
}

function print(type: GraphQLInputType, value: unknown): string {
  if (value === null) return 'null'
  if (isNonNullType(type)) return print(type.ofType, value)
  if (isListType(type)) {
    return Array.isArray(value)
      ? `[${value.map((item) => print(type.ofType, item)).join(', ')}]`
      : print(type.ofType, value)
  }
  if (isInputObjectType(type)) {
    // Made below, by the fields of the same type.
    const held = Object.entries(value as Readonly<Record<string, unknown>>)
    const fields = type.getFields()
    return `{${held.map(([name, inner]) => `${name}: ${print(fields[name]?.type ?? type, inner)}`).join(', ')}}`
  }
  return isEnumType(type) ? String(value) : JSON.stringify(value)
}

/** As a caller sends it in JSON, never null itself; one item stands for a list of one. */
function jsonOf(type: GraphQLInputType, draw: Draw, depth = 0): unknown {
  if (isNonNullType(type)) return jsonOf(type.ofType, draw, depth)
  const orNull = (inner: GraphQLInputType) =>
    !isNonNullType(inner) && draw(6) === 0 ? null : jsonOf(inner, draw, depth + 1)
  if (isListType(type)) {
    // Not for a list of lists, whose one item would be read as all of them.
    if (!isListType(getNullableType(type.ofType)) && draw(4) === 0) return jsonOf(type.ofType, draw, depth + 1)
    return Array.from({ length: draw(3) }, () => orNull(type.ofType))
  }
  if (isInputObjectType(type)) {
    const wanted = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || (depth < 3 && draw(3) === 0),
    )
    return Object.fromEntries(wanted.map((field) => [field.name, orNull(field.type)]))
  }
  if (isEnumType(type)) return type.getValues()[draw(type.getValues().length)]?.name
  return leafOf(type.name, draw)
}

function leafOf(name: string, draw: Draw): unknown {
  switch (name) {
    case 'Int':
      return draw(20) - 10
    case 'Float':
      return draw(2) ? draw(20) - 10 : draw(20) / 4
    case 'Boolean':
      return draw(2) === 1
    case 'ID':
      return draw(2) ? `id${draw(3)}` : draw(9)
    default:
      return ['', 'text', 'a "quoted" \\ one', '{ $v }', '珠海\n'][draw(5)]
  }
}
