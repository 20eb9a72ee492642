import type { RequiredSelection, Rewrite } from '../plan/plan.ts'
import { quote, writeJson } from '../write/leaves.ts'
import type { PossibleTypes } from './possible-types.ts'
import { splitPath } from './shape.ts'
import type { Tree } from './take.ts'
import { ownValue, readCode } from './take.ts'

/**
 * What tells a subgraph which entity is meant, as JSON text: two entities with the same text are one. `undefined` where
 * the object is of another type or lacks a field, so that the subgraph cannot be asked.
 */
export type Represent = (tree: Tree) => string | undefined

/** In place of a representation where everything in it but the type is null: it stands for no entity. */
export const NOBODY = ''

/** Compiled for each type that turns up, because fragments and rewrites hold for some types and not for others. */
export function compileRepresent(
  selections: readonly RequiredSelection[],
  rewrites: readonly Rewrite[],
  possibleTypes: PossibleTypes,
): Represent {
  const byType = new Map<string, Represent>()
  const forType = (type: string): Represent => {
    const known = byType.get(type)
    if (known) return known
    const made = compileForType(type, { selections, rewrites, possibleTypes })
    byType.set(type, made)
    return made
  }
  return (tree) => {
    const type = tree.__typename
    return typeof type === 'string' ? forType(type)(tree) : undefined
  }
}

interface Terms {
  readonly selections: readonly RequiredSelection[]
  readonly rewrites: readonly Rewrite[]
  readonly possibleTypes: PossibleTypes
}

interface RepresentedField {
  readonly name: string
  readonly writeAs: string
  /** Set in place of what the object holds. */
  readonly value: string | null
  readonly below: ((value: unknown) => string | undefined) | null
}

/** Objects of types that the planner did not mean are left alone: no fragment applies to them. */
function compileForType(type: string, terms: Terms): Represent {
  const applies = terms.selections.some((one) => one.kind === 'field' || isOf(type, one.type, terms.possibleTypes))
  if (!applies) return () => undefined
  return generate(fieldsFor(type, terms), false)
}

function fieldsFor(type: string | null, terms: Terms): RepresentedField[] {
  const fields = new Map<string, { name: string; writeAs: string; below: RequiredSelection[] }>()
  const gather = (selection: RequiredSelection): void => {
    if (selection.kind === 'fragment') {
      if (type === null || isOf(type, selection.type, terms.possibleTypes)) selection.selections.forEach(gather)
      return
    }
    const { name, alias } = selection
    const writeAs = alias ?? name
    const field = fields.get(writeAs) ?? { name, writeAs, below: [] }
    field.below.push(...selection.selections)
    fields.set(writeAs, field)
  }
  terms.selections.forEach(gather)
  const order = [...fields.values()].sort((one, other) => rank(one.name) - rank(other.name))
  return order.map((field) => represented(field, type, terms))
}

/** The type's name goes first, as every example of a representation has it. */
function rank(name: string): number {
  return name === '__typename' ? 0 : 1
}

function represented(
  field: { name: string; writeAs: string; below: RequiredSelection[] },
  type: string | null,
  { rewrites, possibleTypes }: Terms,
): RepresentedField {
  const { name, writeAs, below } = field
  const mine = rewrites.flatMap((rewrite) => {
    const { types, rest } = splitPath(rewrite.path)
    const [key, ...deeper] = rest
    const holds = !types || (type !== null && types.some((one) => isOf(type, one, possibleTypes)))
    return holds && (key === writeAs || key === name) ? [{ rewrite, deeper }] : []
  })
  const here = mine.filter(({ deeper }) => deeper.length === 0).map(({ rewrite }) => rewrite)
  const inner = mine
    .filter(({ deeper }) => deeper.length > 0)
    .map(({ rewrite, deeper }) => ({ ...rewrite, path: deeper }))
  return {
    name,
    writeAs: here.find((rewrite) => rewrite.kind === 'rename')?.to ?? writeAs,
    value: here.find((rewrite) => rewrite.kind === 'set')?.value ?? null,
    below: below.length > 0 ? compileNested({ selections: below, rewrites: inner, possibleTypes }) : null,
  }
}

/** An object or a list of them inside a representation; types matter only where a fragment or a rewrite asks for them. */
function compileNested(terms: Terms): (value: unknown) => string | undefined {
  const byType = new Map<string, Represent>()
  const dependsOnType = terms.rewrites.length > 0 || terms.selections.some(({ kind }) => kind === 'fragment')
  const plain = dependsOnType ? null : generate(fieldsFor(null, terms), true)
  const writerOf = (tree: Tree): Represent => {
    if (plain) return plain
    const type = typeof tree.__typename === 'string' ? tree.__typename : ''
    const made = byType.get(type) ?? generate(fieldsFor(type, terms), true)
    byType.set(type, made)
    return made
  }
  const write = (value: unknown): string | undefined => {
    if (value === null) return 'null'
    if (typeof value !== 'object') return undefined
    if (!Array.isArray(value)) return writerOf(value as Tree)(value as Tree)
    const items = value.map(write)
    return items.includes(undefined) ? undefined : `[${items.join(',')}]`
  }
  return write
}

function generate(fields: readonly RepresentedField[], isNested: boolean): Represent {
  const lines = fields.map((field, index) => (isNested ? optionalCode(field, index) : fieldCode(field, index)))
  const code = `return function represent(tree) { let text = '{', value, known = ${isNested}\n${lines.join('\n')}\nreturn known ? text + '}' : NOBODY }`
  const make = new Function('below', 'quote', 'writeJson', 'own', 'NOBODY', code) as (...given: unknown[]) => Represent
  return make(
    fields.map(({ below }) => below),
    quote,
    writeJson,
    ownValue,
    NOBODY,
  )
}

/** Inside an object, what was not fetched under the conditions of this operation is not sent. */
function optionalCode(field: RepresentedField, index: number): string {
  const label = `${JSON.stringify(field.writeAs)}:`
  const separator = `text += text.length > 1 ? ',' : ''; `
  if (field.value !== null) return `${separator}text += ${JSON.stringify(label + JSON.stringify(field.value))}`
  const write = field.below ? `below[${index}](value)` : `typeof value === 'string' ? quote(value) : writeJson(value)`
  return `value = ${readCode('tree', field.name)}; if (value !== undefined) { value = ${write}; if (value === undefined) return undefined; ${separator}text += ${JSON.stringify(label)} + value }`
}

function fieldCode({ name, writeAs, value, below }: RepresentedField, index: number): string {
  const label = `${index > 0 ? ',' : ''}${JSON.stringify(writeAs)}:`
  if (value !== null) return `text += ${JSON.stringify(label + JSON.stringify(value))}`
  const note = name === '__typename' ? '' : '; if (value !== null) known = true'
  const read = `value = ${readCode('tree', name)}; if (value === undefined) return undefined${note}`
  if (below)
    return `${read}; value = below[${index}](value); if (value === undefined) return undefined; text += ${JSON.stringify(label)} + value`
  return `${read}; value = typeof value === 'string' ? quote(value) : writeJson(value); if (value === undefined) return undefined; text += ${JSON.stringify(label)} + value`
}

function isOf(type: string, condition: string | null, possibleTypes: PossibleTypes): boolean {
  return condition === null || type === condition || (possibleTypes.get(condition)?.has(type) ?? false)
}
