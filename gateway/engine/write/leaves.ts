import type { GraphQLLeafType } from 'graphql'
import { isEnumType } from 'graphql'

/** Writes one value as JSON text; `undefined` where the value is not one of the type. */
export type WriteLeaf = (value: unknown) => string | undefined

/** Up to this length a loop finds what must be escaped sooner than an expression does. */
const SHORT = 12
/** Control characters, the quotation mark, the backslash, and halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ESCAPED = /[\u0000-\u001f"\\\ud800-\udfff]/

/** A string as JSON text. Most are short and have nothing to escape. */
export function quote(text: string): string {
  const { length } = text
  if (length > SHORT) return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 32 || unit === 34 || unit === 92 || (unit >= 0xd800 && unit <= 0xdfff)) return JSON.stringify(text)
  }
  return `"${text}"`
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
  if (typeof value === 'function') return undefined
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
