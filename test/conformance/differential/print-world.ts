import type { AbstractType, Field, Key, ObjectType, Requirement, World } from './world.ts'
import { COLOURS, typeText } from './world.ts'

/** What every contract says, in the subgraphs and in the one graph alike. */
const SHARED = `enum Colour { ${COLOURS.join(' ')} }
input Filter { n: Int = 7 s: String c: Colour l: [Int!] in: Filter req: Boolean! = false }`

/** The whole graph as one contract, without a word of federation: what callers may ask. */
export function printMonolith(world: World): string {
  const isKnown = (name: string) => world.known.some((known) => known.has(name))
  const types = [...world.objects.values()].filter(({ name }) => isKnown(name))
  const abstracts = [...world.abstracts.values()].filter(({ name }) => isKnown(name))
  const printObject = (type: ObjectType): string => {
    const fields = [...type.fields.values()].filter((field) => !field.isHidden && isAnywhere(field))
    const interfaces = world.known.flatMap((_, place) => interfacesOf(world, type.name, place))
    return printType(`type ${type.name}`, interfaces, fields.map(printField))
  }
  const printAbstract = (abstract: AbstractType): string => {
    const { kind, name, members, object } = abstract
    const places = [...world.known.keys()].filter((place) => world.known[place]?.has(name))
    const present = (place: number) => members.filter((member) => world.known[place]?.has(member))
    if (kind === 'union')
      return `union ${name} = ${members.filter((m) => places.some((p) => present(p).includes(m))).join(' | ')}`
    const fields = places.flatMap((place) => fieldsAt(world, abstract, place))
    const all = new Map([...fields, ...(object?.type.fields.values() ?? [])].map((field) => [field.name, field]))
    return printType(`interface ${name}`, [], [...all.values()].map(printField))
  }
  return [
    SHARED,
    ...types.map(printObject),
    ...abstracts.map(printAbstract),
    printObject(world.query),
    ...(world.mutation.fields.size > 0 ? [printObject(world.mutation)] : []),
  ].join('\n')
}

/** The contract of one subgraph. */
export function printSubgraph(world: World, place: number): string {
  const known = world.known[place] ?? new Set()
  const printObject = (type: ObjectType): string => {
    const fields = [...type.fields.values()].filter((field) => isDeclared(field, place))
    if (fields.length === 0) return ''
    const keys = (type.keysAt.get(place) ?? []).map(({ key, resolvable }) => printKey(key, resolvable))
    const interfaces = interfacesOf(world, type.name, place)
    const printed = fields.map((field) => `${printField(field)}${directivesOf(world, type, field, place)}`)
    return printType(`type ${type.name}`, interfaces, printed, keys.join(''))
  }
  const printAbstract = (abstract: AbstractType): string => {
    const { kind, name, members, object } = abstract
    if (object?.at === place) return printObject(object.type).replace(' {', ' @interfaceObject {')
    if (kind === 'union') return `union ${name} = ${members.filter((member) => known.has(member)).join(' | ')}`
    const key = object
      ? printKey({ selections: [{ name: 'id', arguments: {}, onType: null, selections: [] }] }, true)
      : ''
    return printType(`interface ${name}`, [], fieldsAt(world, abstract, place).map(printField), key)
  }
  return [
    SHARED,
    ...[...world.objects.values()].filter(({ name }) => known.has(name)).map(printObject),
    ...[...world.abstracts.values()].filter(({ name }) => known.has(name)).map(printAbstract),
    printObject(world.query),
    printObject(world.mutation),
  ].join('\n')
}

const isDeclared = ({ places, external, overriddenAt }: Field, place: number): boolean =>
  places.has(place) || external.has(place) || overriddenAt === place

const isAnywhere = ({ places }: Field): boolean => places.size > 0

function printType(head: string, interfaces: readonly string[], fields: readonly string[], keys = ''): string {
  const implemented = interfaces.length > 0 ? ` implements ${[...new Set(interfaces)].join(' & ')}` : ''
  return `${head}${implemented}${keys} {\n${fields.map((field) => `  ${field}\n`).join('')}}`
}

function printField(field: Field): string {
  const given = field.arguments.map(({ name, text }) => `${name}: ${text}`).join(', ')
  return `${field.name}${given ? `(${given})` : ''}: ${typeText(field)}`
}

/** Fields of an interface that all its members in this subgraph have here. */
function fieldsAt(world: World, { members, fields }: AbstractType, place: number): Field[] {
  const present = members.filter((member) => world.known[place]?.has(member))
  return fields.flatMap((name) => {
    const all = present.map((member) => world.objects.get(member)?.fields.get(name))
    const [first] = all
    return first && all.every((field) => field?.places.has(place)) ? [first] : []
  })
}

function interfacesOf(world: World, type: string, place: number): string[] {
  return [...world.abstracts.values()]
    .filter(
      ({ kind, name, members }) => kind === 'interface' && members.includes(type) && world.known[place]?.has(name),
    )
    .filter(() => world.known[place]?.has(type))
    .map(({ name }) => name)
}

function printKey({ selections }: Key, resolvable: boolean): string {
  return ` @key(fields: "${printRequirements(selections)}"${resolvable ? '' : ', resolvable: false'})`
}

export function printRequirements(selections: readonly Requirement[]): string {
  return selections.map(printRequirement).join(' ')
}

function printRequirement({ name, arguments: given, onType, selections }: Requirement): string {
  const values = Object.entries(given).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  const below = selections.length > 0 ? ` { ${printRequirements(selections)} }` : ''
  const field = `${name}${values.length > 0 ? `(${values.join(', ')})` : ''}${below}`
  return onType ? `... on ${onType} { ${field} }` : field
}

function directivesOf(world: World, type: ObjectType, field: Field, place: number): string {
  if (field.external.has(place) && !field.places.has(place)) return ' @external'
  const hidden = field.isHidden ? ' @inaccessible' : ''
  if (field.overriddenAt === place) return hidden
  const provided = field.provides.get(place)
  return [
    type.kind !== 'root' || field.places.size > 1 ? shareable(type, field) : '',
    field.requires ? ` @requires(fields: "${printRequirements(field.requires).replaceAll('"', '\\"')}")` : '',
    field.overriddenAt === null ? '' : ` @override(from: "${world.subgraphs[field.overriddenAt]}")`,
    provided ? ` @provides(fields: "${provided}")` : '',
    hidden,
  ].join('')
}

function shareable(type: ObjectType, field: Field): string {
  return field.places.size > 1 || field.isShareable || type.kind === 'value' ? ' @shareable' : ''
}
