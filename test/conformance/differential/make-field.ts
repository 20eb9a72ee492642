import type { Argument, Fault, Field, Key, KeyAt, ObjectType, Requirement } from './world.ts'

export const WRAPS = ['T', 'T!', '[T!]!', '[T]', 'T', '[T!]', '[T]!', '[[T!]]']
const ARGUMENTS: readonly string[] = [
  'Int = 3',
  'String',
  'Int!',
  'Colour = GREEN',
  'Filter',
  '[Int!]',
  'Boolean! = true',
  'ID',
  '[[Colour]!] = [[RED], []]',
  'Float',
  '[Filter!]! = [{ n: 1 }]',
]

export const one = (name: string, selections: readonly Requirement[] = []): Requirement => ({
  name,
  arguments: {},
  onType: null,
  selections,
})

/** The bits of `mask` choose; at least one is chosen. */
export function chosen<T>(items: readonly T[], mask: number): T[] {
  const some = items.filter((_, index) => (mask >> index) & 1)
  return some.length > 0 ? some : items.slice(mask % items.length, (mask % items.length) + 1)
}

export function makeObject(
  name: string,
  kind: ObjectType['kind'],
  size: number,
  keys: readonly Key[] = [],
  holders: readonly number[] = [],
): ObjectType {
  return { name, kind, fields: new Map(), size, keys, holders, keysAt: new Map<number, readonly KeyAt[]>() }
}

export function addField(type: ObjectType, name: string, given: Pick<Field, 'named' | 'wrap'> & Partial<Field>): Field {
  const field: Field = {
    name,
    arguments: [],
    places: new Set(),
    external: new Set(),
    overriddenAt: null,
    requires: null,
    provides: new Map(),
    isShareable: false,
    isHidden: false,
    fault: null,
    possible: [],
    fixed: null,
    ...given,
  }
  type.fields.set(name, field)
  return field
}

export function argumentsOf(mask: number): Argument[] {
  if (mask % 3 !== 2) return []
  const first = Math.floor(mask / 3) % ARGUMENTS.length
  const texts = mask & 1 ? [ARGUMENTS[first], ARGUMENTS[(first + 1) % ARGUMENTS.length]] : [ARGUMENTS[first]]
  return texts.flatMap((text, index) => (text === undefined ? [] : [{ name: `p${index}`, text }]))
}

export function faultOf(fault: number): Fault | null {
  if (fault % 8 === 7) return 'throws'
  return fault % 8 === 6 ? 'null' : null
}
