import type { PossibleTypes } from './possible-types.ts'
import type { Shape, ShapeField } from './shape.ts'

/** An object of the data while it is being put together. Keys are those of the plan; values are not checked yet. */
export type Tree = Record<string, unknown>

/** Takes what was asked for out of an answer, and nothing else of it. */
export interface Taker {
  /**
   * Adds the fields of `from` to an object that other answers may have filled before. Objects below are taken over as
   * they are where `isOwn`; where others take from the same answer, each gets copies.
   */
  merge(into: Tree, from: Tree, isOwn: boolean): void
  /** Takes an object over as it is; false where it holds what was not asked for, and has to be copied. */
  adopt(tree: Tree): boolean
  /** Makes null what has not come, because whoever should have sent it failed. */
  settle(tree: Tree): void
  /**
   * Where an answer says null and another one has an object, the object stands, and what only the first one was asked for
   * in it is null without an error. True where there is such a null.
   */
  settleNulls(tree: Tree, from: Tree): boolean
}

/** Lists within lists are followed this deep; a hostile answer may nest them by the million. */
const NESTING_LIMIT = 8

/**
 * Compiles a shape. The code reads each key by its name, so that it is as fast as if written by hand, and never walks
 * the keys of an answer: what was not asked for, `__proto__` included, is not touched.
 */
export function compileTaker(shape: Shape, possibleTypes: PossibleTypes): Taker {
  const children = shape.map((field) => (field.shape ? compileValue(compileTaker(field.shape, possibleTypes)) : null))
  const merge = generateMerge(shape, children, possibleTypes)
  const adopt = generateAdopt(shape, children)
  const settle = (tree: Tree): void => {
    for (const [index, field] of shape.entries())
      for (const key of targetKeys(field)) settleKey(tree, key, children[index])
  }
  const settleNulls = (tree: Tree, from: Tree): boolean => {
    const nulls = [...shape.entries()].filter(([, field]) => field.shape && ownValue(from, field.from) === null)
    for (const [index, field] of nulls)
      for (const key of targetKeys(field)) children[index]?.settle(ownValue(tree, key))
    return nulls.length > 0
  }
  return { merge, adopt, settle, settleNulls }
}

interface ValueTaker {
  take(value: unknown, isOwn: boolean): unknown
  /** Unites two answers to one field. */
  unite(known: unknown, value: unknown, isOwn: boolean): unknown
  settle(value: unknown): void
}

function compileValue(taker: Taker): ValueTaker {
  const take = (value: unknown, isOwn: boolean, depth = 0): unknown => {
    if (value === null || typeof value !== 'object') return value === null ? null : undefined
    if (Array.isArray(value)) return depth < NESTING_LIMIT ? takeItems(value, isOwn, depth) : undefined
    if (isOwn && taker.adopt(value as Tree)) return value
    const tree: Tree = {}
    taker.merge(tree, value as Tree, isOwn)
    return tree
  }
  const takeItems = (items: unknown[], isOwn: boolean, depth: number): unknown[] => {
    if (!isOwn) return items.map((item) => take(item, false, depth + 1))
    for (let index = 0; index < items.length; index++) {
      const item = items[index]
      const taken = take(item, true, depth + 1)
      if (taken !== item) items[index] = taken
    }
    return items
  }
  const unite = (known: unknown, value: unknown, isOwn: boolean, depth = 0): unknown => {
    if (known === null || typeof known !== 'object') return take(value, isOwn, depth)
    if (value === null || typeof value !== 'object' || Array.isArray(known) !== Array.isArray(value)) return known
    if (Array.isArray(known) && Array.isArray(value)) {
      if (depth < NESTING_LIMIT)
        for (const [index, item] of known.entries()) known[index] = unite(item, value[index], isOwn, depth + 1)
    } else taker.merge(known as Tree, value as Tree, isOwn)
    return known
  }
  const settle = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(settle)
    else if (typeof value === 'object' && value !== null) taker.settle(value as Tree)
  }
  return {
    take: (value, isOwn) => take(value, isOwn),
    unite: (known, value, isOwn) => unite(known, value, isOwn),
    settle,
  }
}

function settleKey(tree: Tree, key: string, child: ValueTaker | null | undefined): void {
  if (tree[key] === undefined || !Object.hasOwn(tree, key)) tree[key] = null
  else child?.settle(tree[key])
}

function targetKeys({ from, renames }: ShapeField): string[] {
  return renames.length > 0 ? renames.map(({ to }) => to) : [from]
}

/** Most answers hold just what was asked for; to see that costs less than to copy them. */
function generateAdopt(shape: Shape, children: readonly (ValueTaker | null)[]): Taker['adopt'] {
  const isPlain = ({ from, renames, value }: ShapeField) =>
    renames.length === 0 && value === null && !INHERITED.has(from)
  if (!shape.every(isPlain)) return () => false
  const lines = shape.map(({ from }, index) => {
    const below = `const taken = children[${index}].take(value, true); if (taken !== value) tree${at(from)} = taken`
    return `value = tree${at(from)}; if (value !== undefined) { count++; ${children[index] ? below : ''} }`
  })
  const code = `return function adopt(tree) { let value, count = 0\n${lines.join('\n')}\nfor (const key in tree) count--; return count === 0 }`
  return new Function('children', code)(children) as Taker['adopt']
}

function generateMerge(
  shape: Shape,
  children: readonly (ValueTaker | null)[],
  possibleTypes: PossibleTypes,
): Taker['merge'] {
  const body = shape.map((field, index) => (field.value === null ? mergeCode(field, index) : valueCode(field)))
  const code = `return function merge(into, from, isOwn) { let value, known\n${body.join('\n')}\n}`
  const make = new Function('children', 'own', 'possibleTypes', code) as (...given: unknown[]) => Taker['merge']
  return make(children, ownValue, possibleTypes)
}

/** Who knows an interface as one object (`@interfaceObject`) names the interface; a type that is known stays. */
const TYPE_NAME_CODE =
  'value = from.__typename; if (value !== undefined && (into.__typename === undefined || possibleTypes.has(into.__typename))) into.__typename = value'

function mergeCode(field: ShapeField, index: number): string {
  if (field.from === '__typename' && field.renames.length === 0) return TYPE_NAME_CODE
  const read = `value = ${readCode('from', field.from)}`
  const assign = (to: string) =>
    field.shape
      ? `known = ${readCode('into', to)}; into${at(to)} = known === undefined ? children[${index}].take(value, isOwn) : children[${index}].unite(known, value, isOwn)`
      : `if (value !== null || ${readCode('into', to)} === undefined) into${at(to)} = value`
  if (field.renames.length === 0) return `${read}; if (value !== undefined) { ${assign(field.from)} }`
  const renamed = field.renames.map(({ types, to }) => `if (${typeTest(types)}) { ${assign(to)} }`)
  return `${read}; if (value !== undefined) { ${renamed.join(' else ')} }`
}

function valueCode({ from, value }: ShapeField): string {
  return `into${at(from)} = ${JSON.stringify(value)}`
}

function typeTest(types: readonly string[] | null): string {
  if (!types) return 'true'
  return types.map((type) => `from.__typename === ${JSON.stringify(type)}`).join(' || ')
}

function at(key: string): string {
  return `[${JSON.stringify(key)}]`
}

/** Every object inherits these names; without a look at who owns them, `constructor` would be a function. */
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype))

/** Code that reads a key of an object that came from outside. */
export function readCode(object: string, key: string): string {
  return INHERITED.has(key) ? `own(${object}, ${JSON.stringify(key)})` : `${object}${at(key)}`
}

/** What generated code calls for the names that every object inherits. */
export function ownValue(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? Reflect.get(object, key) : undefined
}
