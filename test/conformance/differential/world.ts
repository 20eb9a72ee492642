/** One argument of a field: its name, and its type with its default as a contract writes it. */
export interface Argument {
  readonly name: string
  readonly text: string
}

/** What a field asks of the others before it can answer (`@requires`), or what a key is made of. */
export interface Requirement {
  readonly name: string
  /** As JSON; the same as GraphQL literals, because only numbers and texts are used. */
  readonly arguments: Readonly<Record<string, string | number>>
  /** Of this type only (`... on`); `null` where every type has it. */
  readonly onType: string | null
  readonly selections: readonly Requirement[]
}

/** How a field goes wrong, at some of its objects. */
export type Fault = 'throws' | 'null'

/** A field of the one graph that all subgraphs together are: what it is, and who declares it in which way. */
export interface Field {
  readonly name: string
  readonly named: string
  /** The type around `T`, such as `[T!]!`. */
  readonly wrap: string
  readonly arguments: readonly Argument[]
  /** The subgraphs that resolve it. */
  readonly places: Set<number>
  /** The subgraphs that declare it `@external`. */
  readonly external: Set<number>
  /** The subgraph that it was taken from (`@override`). */
  overriddenAt: number | null
  requires: readonly Requirement[] | null
  /** At which place it provides which field of what it returns. */
  readonly provides: Map<number, string>
  isShareable: boolean
  isHidden: boolean
  fault: Fault | null
  /** The types it may return where its type is abstract. */
  possible: readonly string[]
  /** A value by the number of the object, for keys. */
  readonly fixed: ((id: number) => unknown) | null
}

export interface Key {
  readonly selections: readonly Requirement[]
}

export interface KeyAt {
  readonly key: Key
  readonly resolvable: boolean
}

export interface ObjectType {
  readonly name: string
  readonly kind: 'entity' | 'value' | 'root'
  readonly fields: Map<string, Field>
  /** How many objects of an entity there are. */
  readonly size: number
  readonly keys: readonly Key[]
  /** The subgraphs that have fields of it beyond keys. */
  readonly holders: readonly number[]
  /** By subgraph, all that know the entity. */
  readonly keysAt: Map<number, readonly KeyAt[]>
}

export interface AbstractType {
  readonly name: string
  readonly kind: 'interface' | 'union'
  readonly members: readonly string[]
  /** Fields that all members have. */
  readonly fields: readonly string[]
  /** Where the interface is an entity: the subgraph that knows its members, and the one that knows it as one object. */
  readonly object: { readonly home: number; readonly at: number; readonly type: ObjectType } | null
}

/** A whole graph, how it is split over subgraphs, and the seed of its data. */
export interface World {
  readonly seed: number
  readonly subgraphs: readonly string[]
  readonly objects: ReadonlyMap<string, ObjectType>
  readonly abstracts: ReadonlyMap<string, AbstractType>
  readonly query: ObjectType
  readonly mutation: ObjectType
  /** By subgraph, the names of the object and abstract types in its contract. */
  readonly known: readonly ReadonlySet<string>[]
}

export const LEAVES: readonly string[] = ['Int', 'String', 'Boolean', 'Float', 'ID', 'Colour']

export const COLOURS = ['RED', 'GREEN', 'BLUE'] as const

export const isLeaf = (name: string): boolean => LEAVES.includes(name)

export const typeText = ({ wrap, named }: Pick<Field, 'wrap' | 'named'>): string => wrap.replace('T', named)
