import type { FederationContext, LocalSubgraph } from '../../../gateway/testing/federation.ts'
import type { Draw } from './draw.ts'
import { hashOf, openDraw } from './draw.ts'
import { printSubgraph } from './print-world.ts'
import type { AbstractType, Field, ObjectType, Requirement, World } from './world.ts'
import { COLOURS } from './world.ts'

/** An object of the graph: its type, its number, and what the gateway brought with it. */
export interface Source {
  readonly t: string
  readonly id: number
  readonly brought?: Readonly<Record<string, unknown>>
}

type Arguments = Readonly<Record<string, unknown>>
type Values = ReturnType<typeof openValues>

/**
 * The value of every field of every object, worked out from the seed: the same whoever asks, the one graph or one of
 * its subgraphs.
 */
export function openValues(world: World) {
  const plainValue = (source: Source, field: Field, given: Arguments, salt = 0): unknown => {
    if (field.fixed) return field.fixed(source.id)
    const draw = openDraw(world.seed, source.t, source.id, field.name, canonical(given), salt)
    if (field.fault && draw(3) === 0) {
      if (field.fault === 'throws') throw new Error(`${source.t}.${field.name} went wrong`)
      return null
    }
    return produce(field.wrap, draw, () => named(field, draw, source))
  }

  const named = (field: Field, draw: Draw, source: Source): unknown => {
    const leaf = leafOf(field.named, draw)
    if (leaf !== undefined) return leaf
    const { possible } = field
    const t = possible.length > 0 ? (possible[draw(possible.length)] ?? field.named) : field.named
    const type = world.objects.get(t)
    return {
      t,
      id: type?.kind === 'entity' ? draw(type.size) : hashOf(source.t, source.id, field.name, draw(1e6)) % 1000,
    }
  }

  const fieldOf = (source: Source, name: string): Field | undefined => world.objects.get(source.t)?.fields.get(name)

  /** What a requirement or a key finds at an object, in the form in which a representation holds it. */
  const read = (source: Source, selections: readonly Requirement[]): Record<string, unknown> => {
    const found: Record<string, unknown> = {}
    for (const { name, arguments: given, onType, selections: below } of selections) {
      const field = fieldOf(source, name)
      if (!field || (onType !== null && onType !== source.t)) continue
      const value = answerOf(source, field, withDefaults(field, given))
      found[name] = below.length > 0 ? map(value, (item) => read(item as Source, below)) : value
    }
    return found
  }

  /** As the one graph answers it, where everything is at hand. */
  const answerOf = (source: Source, field: Field, given: Arguments, salt = 0): unknown =>
    field.requires ? deriveFrom(field, given, read(source, field.requires)) : plainValue(source, field, given, salt)

  return { plainValue, answerOf, read }
}

/** Resolvers of the one graph, for graphql-js. */
export function resolveMonolith(world: World) {
  const { answerOf } = openValues(world)
  return (
    source: Source | undefined,
    given: Arguments,
    context: FederationContext,
    info: { fieldName: string; parentType: { name: string } },
  ) => {
    const { fieldName, parentType } = info
    const root = rootOf(world, parentType.name)
    const field = (root ?? world.objects.get(parentType.name))?.fields.get(fieldName)
    if (!field) throw new Error(`no field ${parentType.name}.${fieldName}`)
    return answerOf(source ?? { t: parentType.name, id: 0 }, field, given, saltOf(world, parentType.name, context))
  }
}

/** All subgraphs of a world, each with resolvers for what its contract says. */
export function serveWorld(world: World): Record<string, LocalSubgraph> {
  const values = openValues(world)
  return Object.fromEntries(
    world.subgraphs.map((name, place) => [
      name,
      { typeDefs: printSubgraph(world, place), resolvers: resolversOf(world, values, place) },
    ]),
  )
}

function resolversOf(world: World, values: Values, place: number): object {
  const known = world.known[place] ?? new Set()
  const objects = [...world.objects.values()].filter(({ name }) => known.has(name))
  const roots = [world.query, world.mutation].filter(({ fields }) => [...fields.values()].some(isHere(place)))
  const abstracts = [...world.abstracts.values()].filter(({ name }) => known.has(name))
  return Object.fromEntries([
    ...[...objects, ...roots].map((type) => [type.name, resolversOfObject(world, values, type, place)]),
    ...abstracts.map((type) => [type.name, resolversOfAbstract(world, values, type, place)]),
  ])
}

const isHere =
  (place: number) =>
  ({ places, external, overriddenAt }: Field): boolean =>
    places.has(place) || external.has(place) || overriddenAt === place

function resolversOfObject(world: World, values: Values, type: ObjectType, place: number): object {
  const fields = [...type.fields.values()].filter(isHere(place))
  const resolvers = fields.map((field): [string, unknown] => [
    field.name,
    resolverOf(world, values, { type, field, place }),
  ])
  if (type.kind !== 'entity') return Object.fromEntries(resolvers)
  const candidates = Array.from({ length: type.size }, (_, id) => ({ t: type.name, id }))
  return { ...Object.fromEntries(resolvers), __resolveReference: finder(values, type, place, candidates) }
}

function resolverOf(world: World, values: Values, at: { type: ObjectType; field: Field; place: number }) {
  const { type, field, place } = at
  return (source: Source | undefined, given: Arguments, context: FederationContext): unknown => {
    if (field.overriddenAt === place) throw new Error(`${type.name}.${field.name} is not asked for here any more`)
    if (field.requires) return deriveFrom(field, given, pick(source?.brought, field.requires))
    // An interface that is one object type here has objects of other types behind it.
    const own = world.objects.get(source?.t ?? '')?.fields.get(field.name) ?? field
    return values.plainValue(source ?? { t: type.name, id: 0 }, own, given, saltOf(world, type.name, context))
  }
}

function resolversOfAbstract(world: World, values: Values, { object, members }: AbstractType, place: number): object {
  const __resolveType = ({ t }: Source) => t
  if (!object) return { __resolveType }
  const candidates = members.flatMap((t) => [0, 1].map((id) => ({ t, id })))
  const __resolveReference = finder(values, object.type, object.at, candidates)
  if (place !== object.at) return { __resolveType, __resolveReference }
  return { ...resolversOfObject(world, values, object.type, place), __resolveReference }
}

/** Finds an entity by any key that the subgraph has declared, and no other. */
function finder(values: Values, type: ObjectType, place: number, candidates: readonly Source[]) {
  const keys = (type.keysAt.get(place) ?? []).filter(({ resolvable }) => resolvable)
  return (reference: Readonly<Record<string, unknown>>): Source | null => {
    for (const { key } of keys) {
      const wanted = canonical(pick(reference, key.selections))
      const found = candidates.find((source) => canonical(values.read(source, key.selections)) === wanted)
      if (found) return { ...found, brought: reference }
    }
    throw new Error(`no ${type.name} in s${place} by ${canonical(reference)}`)
  }
}

/** What a field that requires others makes of them: something else for each other thing it gets. */
function deriveFrom(field: Field, given: Arguments, found: unknown): string {
  return `${field.name} of ${canonical(found)} with ${canonical(given)}`
}

/** Of a representation, what a selection asks for; the rest of it is there for other reasons. */
function pick(value: unknown, selections: readonly Requirement[]): unknown {
  if (selections.length === 0) return value
  return map(value, (item) => {
    const held = item as Readonly<Record<string, unknown>>
    return Object.fromEntries(
      selections
        .filter(
          ({ name, onType }) =>
            Object.hasOwn(held, name) && (onType === null || (held.__typename ?? onType) === onType),
        )
        .map(({ name, selections: below }) => [name, pick(held[name], below)]),
    )
  })
}

function map(value: unknown, change: (item: object) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => map(item, change))
  return typeof value === 'object' && value !== null ? change(value) : value
}

/** Mutations see how many went before them: their order shows in the answer. */
function saltOf(world: World, type: string, { journal }: FederationContext): number {
  return type === world.mutation.name ? journal.push(type) : 0
}

function rootOf(world: World, name: string): ObjectType | undefined {
  return [world.query, world.mutation].find((type) => type.name === name)
}

/** The defaults that matter in requirements: numbers only. */
function withDefaults(field: Field, given: Arguments): Arguments {
  const defaults: readonly (readonly [string, unknown])[] = [
    ['Int = 3', 3],
    ['Colour = GREEN', 'GREEN'],
    ['Boolean! = true', true],
    ['[[Colour]!] = [[RED], []]', [['RED'], []]],
    ['[Filter!]! = [{ n: 1 }]', [{ n: 1, req: false }]],
  ]
  const known = new Map(defaults)
  const filled = field.arguments.filter(({ text }) => known.has(text)).map(({ name, text }) => [name, known.get(text)])
  return { ...Object.fromEntries(filled), ...given }
}

/** The value inside lists and nulls: one in five is null where it may, lists have up to three items. */
function produce(wrap: string, draw: Draw, named: () => unknown): unknown {
  if (!wrap.endsWith('!')) return draw(5) === 0 ? null : produce(`${wrap}!`, draw, named)
  const inner = wrap.slice(0, -1)
  if (!inner.startsWith('[')) return named()
  return Array.from({ length: draw(4) }, () => produce(inner.slice(1, -1), draw, named))
}

const SHORT_TEXTS = [
  '',
  'plain',
  'with "quotes" and \\',
  'línea\nnueva 珠海 🚉',
  '\u2028</script>',
  'null',
  '__proto__',
]
/** Long ones are written in another way than short ones. */
const TEXTS = [...SHORT_TEXTS, ...SHORT_TEXTS.map((text) => text.repeat(10))]

function leafOf(name: string, draw: Draw): unknown {
  switch (name) {
    case 'Int':
      return draw(2000) - 1000
    case 'Float':
      return (draw(4000) - 2000) / 8
    case 'Boolean':
      return draw(2) === 1
    case 'String':
      return TEXTS[draw(TEXTS.length)]
    case 'ID':
      return `id-${draw(5)}`
    case 'Colour':
      return COLOURS[draw(COLOURS.length)]
    default:
      return undefined
  }
}

/** JSON with its names sorted, so that equal values are equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
