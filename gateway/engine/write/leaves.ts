import type { GraphQLLeafType } from 'graphql'
import { isEnumType } from 'graphql'

/** Writes one value as JSON text; `undefined` where the value is not one of the type. */
export type WriteLeaf = (value: unknown) => string | undefined

/** From this length on the search for what must be escaped is left to the library. */
const LONG = 1_000
/** Control characters, the quotation mark, the backslash, and halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ESCAPED = /[\u0000-\u001f"\\\ud800-\udfff]/

/** A string as JSON text. Few have anything to escape. */
export function quote(text: string): string {
  return text.length < LONG && !ESCAPED.test(text) ? `"${text}"` : JSON.stringify(text)
}

/**
 * Result coercion of the built-in scalars (GraphQL specification, section 3.5), taken narrowly: an agency has coerced
 * already, so a value of another JSON type is a fault. Custom scalars may be any JSON value.
 */
const scalars: Readonly<Record<string, WriteLeaf>> = {
  Int: (value) => (isInt32(value) ? String(value) : undefined),
  Float: (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined),
  String: (value) => (typeof value === 'string' ? quote(value) : undefined),
  Boolean: (value) => (value === true ? 'true' : value === false ? 'false' : undefined),
  ID: writeId,
}

export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) {
    const texts = new Map(type.getValues().map(({ name }) => [name as unknown, JSON.stringify(name)]))
    return (value) => texts.get(value)
  }
  return scalars[type.name] ?? writeJson
}

function isInt32(value: unknown): boolean {
  return typeof value === 'number' && (value | 0) === value
}

function writeId(value: unknown): string | undefined {
  if (typeof value === 'string') return quote(value)
  return Number.isSafeInteger(value) ? `"${value}"` : undefined
}

/** Any JSON value; `undefined` where it is none, or nested more deeply than the stack allows, as only hostile ones are. */
export function writeJson(value: unknown): string | undefined {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'function' || (typeof value === 'number' && !Number.isFinite(value))) return undefined
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
