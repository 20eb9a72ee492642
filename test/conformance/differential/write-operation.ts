import type { GraphQLCompositeType, GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql'
import { doTypesOverlap, getNamedType, isCompositeType, isInterfaceType, isObjectType, isUnionType } from 'graphql'
import { invariant } from '../../../kit/errors.ts'
import type { Draw } from './draw.ts'
import { openDraw } from './draw.ts'
import type { OperationSpec, SelectionSpec } from './operation-spec.ts'
import { openArguments } from './write-arguments.ts'

export interface WrittenOperation {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** Names that gateways and planners use themselves, or that keys and requirements have. */
const ALIASES = ['id', 'f0', 'code', 'f1', 'a', 'x', 'ref', 'owner', 'name', '_0', 'representations', '_entities', 'f2']

/** A valid operation on the schema: whatever the numbers are, they lead to one. */
export function writeOperation(schema: GraphQLSchema, spec: OperationSpec): WrittenOperation {
  return new Writing(schema).write(spec)
}

/** Who answers under a name at one place: two that may meet must be the same. */
interface Answerer {
  readonly parent: GraphQLCompositeType
  readonly field: string
  readonly type: string
}

interface Fragment {
  readonly name: string
  readonly type: GraphQLCompositeType
  readonly answerers: readonly (readonly [path: string, answerer: Answerer])[]
}

class Writing {
  readonly #schema: GraphQLSchema
  readonly #arguments = openArguments()
  readonly #answerers = new Map<string, Answerer[]>()
  readonly #fragments: Fragment[] = []
  readonly #definitions: string[] = []
  #log: [string, Answerer][] = []
  #aliases = 0

  constructor(schema: GraphQLSchema) {
    this.#schema = schema
  }

  write({ kind, selections }: OperationSpec): WrittenOperation {
    const query = this.#schema.getQueryType()
    const mutation = this.#schema.getMutationType()
    const isMutation = kind % 5 === 4 && mutation
    const type = isMutation ? mutation : query
    invariant(type, 'every schema can be queried')
    const body = this.#set(type, selections, '')
    const { definitions, values } = this.#arguments
    const head = `${isMutation ? 'mutation' : 'query'} Op${definitions.length > 0 ? `(${definitions.join(', ')})` : ''}`
    return { text: [`${head} ${body}`, ...this.#definitions].join('\n'), variables: values }
  }

  #set(parent: GraphQLCompositeType, specs: readonly SelectionSpec[], path: string): string {
    const written = specs.map((spec) => this.#selection(parent, spec, path))
    return `{ ${written.length > 0 ? written.join(' ') : this.#simplest(parent, path)} }`
  }

  /** A leaf that wants no argument, or the name of the type. */
  #simplest(parent: GraphQLCompositeType, path: string): string {
    const leaf = fieldsOf(parent).find((field) => !isComposite(field) && field.args.length === 0)
    if (!leaf) return this.#typename(parent, 0, path)
    const alias = this.#aliasFor({ parent, field: leaf.name, type: String(leaf.type) }, leaf.name, path)
    return alias === leaf.name ? leaf.name : `${alias}: ${leaf.name}`
  }

  #selection(parent: GraphQLCompositeType, spec: SelectionSpec, path: string): string {
    const style = spec.style % 12
    if (style === 11) return this.#typename(parent, spec.alias, path)
    if (style === 10 || style === 9) return this.#spread(parent, spec, path)
    if (style === 8 || style === 7 || isUnionType(parent)) return this.#inline(parent, spec, path)
    return this.#field(parent, spec, path)
  }

  #typename(parent: GraphQLCompositeType, alias: number, path: string): string {
    const wanted = alias % 4 === 3 ? (ALIASES[(alias >> 2) % ALIASES.length] ?? '') : '__typename'
    const name = this.#aliasFor({ parent, field: '__typename', type: 'String!' }, wanted, path)
    return name === '__typename' ? name : `${name}: __typename`
  }

  #field(parent: GraphQLCompositeType, spec: SelectionSpec, path: string): string {
    const fields = fieldsOf(parent)
    const field = fields[spec.pick % fields.length]
    invariant(field, 'every type has a field')
    const draw = openDraw(spec.values)
    const given = this.#arguments.write(field.args, draw)
    const answerer = { parent, field: `${field.name}${given}`, type: String(field.type) }
    const alias = this.#aliasFor(answerer, wantedName(spec.alias, field.name), path)
    const head = `${alias === field.name ? '' : `${alias}: `}${field.name}${given}${this.#condition(spec.condition)}`
    const type = getNamedType(field.type)
    return isCompositeType(type) ? `${head} ${this.#set(type, spec.below, `${path}/${alias}`)}` : head
  }

  #inline(parent: GraphQLCompositeType, spec: SelectionSpec, path: string): string {
    const types = this.#typesUnder(parent)
    const type = types[spec.pick % types.length] ?? parent
    const condition = spec.values % 6 === 5 && !isUnionType(parent) ? null : type
    const head = `...${condition ? ` on ${condition.name}` : ''}${this.#condition(spec.condition)}`
    return `${head} ${this.#set(condition ?? parent, spec.below, path)}`
  }

  #spread(parent: GraphQLCompositeType, spec: SelectionSpec, path: string): string {
    const before = this.#fragments.find((fragment) => spec.values % 2 === 1 && this.#fits(fragment, parent, path))
    if (before) {
      for (const [below, answerer] of before.answerers) this.#note(`${path}${below}`, answerer)
      return `...${before.name}${this.#condition(spec.condition)}`
    }
    const types = this.#typesUnder(parent)
    const type = types[spec.pick % types.length] ?? parent
    const outer = this.#log
    this.#log = []
    const body = this.#set(type, spec.below, path)
    const answerers = this.#log.map(([at, answerer]) => [at.slice(path.length), answerer] as const)
    this.#log = [...outer, ...this.#log]
    const name = `F${this.#definitions.length}`
    this.#definitions.push(`fragment ${name} on ${type.name} ${body}`)
    this.#fragments.push({ name, type, answerers })
    return `...${name}${this.#condition(spec.condition)}`
  }

  #fits({ type, answerers }: Fragment, parent: GraphQLCompositeType, path: string): boolean {
    const overlaps = doTypesOverlap(this.#schema, type, parent)
    return overlaps && answerers.every(([below, answerer]) => !this.#clashes(`${path}${below}`, answerer))
  }

  /** The types a fragment may name here: the type itself, its members, its interfaces. */
  #typesUnder(parent: GraphQLCompositeType): GraphQLCompositeType[] {
    const all = Object.values(this.#schema.getTypeMap())
      .filter(isOwnComposite)
      .filter((type) => doTypesOverlap(this.#schema, type, parent))
    return all.sort((a, b) => Number(b === parent) - Number(a === parent) || (a.name < b.name ? -1 : 1))
  }

  #condition(condition: number): string {
    const draw = openDraw(condition)
    if (condition % 6 !== 5) return ''
    const first = this.#oneCondition(draw, draw(2) ? 'include' : 'skip')
    return draw(4) === 0 && first.includes('@include') ? `${first}${this.#oneCondition(draw, 'skip')}` : first
  }

  #oneCondition(draw: Draw, directive: string): string {
    return ` @${directive}(if: ${this.#arguments.writeCondition(draw, directive === 'include')})`
  }

  #aliasFor(answerer: Answerer, wanted: string, path: string): string {
    let alias = wanted
    while (this.#clashes(`${path}/${alias}`, answerer)) alias = `a${this.#aliases++}`
    this.#note(`${path}/${alias}`, answerer)
    return alias
  }

  #note(place: string, answerer: Answerer): void {
    const known = this.#answerers.get(place) ?? []
    this.#answerers.set(place, [...known, answerer])
    this.#log.push([place, answerer])
  }

  #clashes(place: string, { parent, field, type }: Answerer): boolean {
    return (this.#answerers.get(place) ?? []).some((other) => {
      if (other.type !== type) return true
      const neverMeet = other.parent !== parent && isObjectType(other.parent) && isObjectType(parent)
      return !neverMeet && other.field !== field
    })
  }
}

function wantedName(alias: number, name: string): string {
  const style = alias % 6
  if (style < 4) return name
  return style === 4 ? (ALIASES[(alias >> 3) % ALIASES.length] ?? name) : `a_${alias % 5}`
}

const isOwnComposite = (type: GraphQLNamedType): type is GraphQLCompositeType =>
  isCompositeType(type) && !type.name.startsWith('__')

function fieldsOf(type: GraphQLCompositeType): GraphQLField<unknown, unknown>[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
}

const isComposite = ({ type }: { type: GraphQLField<unknown, unknown>['type'] }): boolean =>
  isCompositeType(getNamedType(type))
