import { invariant } from '../../../kit/errors.ts'
import type { Draw } from './draw.ts'
import { openDraw } from './draw.ts'
import { addField, argumentsOf, chosen, faultOf, makeObject, one, WRAPS } from './make-field.ts'
import type { AbstractType, Field, Key, ObjectType, Requirement, World } from './world.ts'
import { isLeaf, LEAVES } from './world.ts'
import type { AbstractSpec, EntitySpec, FieldSpec, WorldSpec } from './world-spec.ts'

/**
 * One graph and a split of it over subgraphs that always composes: each entity has one subgraph that knows all its keys,
 * so that there is a way from anywhere to anywhere.
 */
export function buildWorld(spec: WorldSpec): World {
  const building = new Building(spec)
  building.addTypes()
  building.placeKeys()
  building.placeFields()
  building.placeRoots()
  building.settle()
  return building
}

/** Composition tries the ways from subgraph to subgraph one after another: with more it may take minutes. */
const MAX_HOLDERS = 3
const MAX_KEYS = 3

class Building implements World {
  readonly seed: number
  readonly subgraphs: readonly string[]
  readonly objects = new Map<string, ObjectType>()
  readonly abstracts = new Map<string, AbstractType>()
  readonly query = makeObject('Query', 'root', 1)
  readonly mutation = makeObject('Mutation', 'root', 1)
  readonly known: readonly Set<string>[]
  readonly #spec: WorldSpec
  readonly #entities: string[] = []
  readonly #values: string[] = []
  /** Fields that others build on: what they are and where must stay. */
  readonly #used = new Set<Field>()

  constructor(spec: WorldSpec) {
    this.#spec = spec
    this.seed = spec.seed
    this.subgraphs = Array.from({ length: spec.subgraphs }, (_, index) => `s${index}`)
    this.known = this.subgraphs.map(() => new Set<string>())
  }

  addTypes(): void {
    const { entities, values, interfaces, unions, interfaceObjects } = this.#spec
    this.objects.set('Ref', makeObject('Ref', 'value', 0))
    addField(this.#get('Ref'), 'x', { named: 'String', wrap: 'T!', fixed: (id) => `x${id}` })
    addField(this.#get('Ref'), 'y', { named: 'Int', wrap: 'T' })
    for (const [index, entity] of entities.entries()) this.#addEntity(`E${index}`, entity, index)
    for (const index of values.keys()) {
      this.objects.set(`V${index}`, makeObject(`V${index}`, 'value', 0))
      this.#values.push(`V${index}`)
    }
    for (const [index, { members, fields }] of interfaces.entries()) this.#addInterface(`I${index}`, members, fields)
    for (const [index, { members }] of unions.entries()) {
      const all = chosen([...this.#entities, ...this.#values], members)
      this.abstracts.set(`U${index}`, { name: `U${index}`, kind: 'union', members: all, fields: [], object: null })
    }
    for (const index of interfaceObjects.keys()) this.#addInterfaceObject(`O${index}`, interfaceObjects[index])
    // Last, because they may return anything.
    for (const [index, fields] of values.entries()) {
      const targets = [...LEAVES, ...this.#entities, ...this.#values.slice(index + 1)]
      for (const [at, field] of fields.entries())
        this.#addField(this.#get(`V${index}`), `f${at}`, field, at === 0 ? LEAVES : targets)
    }
  }

  placeKeys(): void {
    for (const name of this.#entities) {
      const entity = this.#get(name)
      const { keysAt } = this.#specOf(name)
      for (const [index, holder] of entity.holders.entries()) {
        const keys = index === 0 ? entity.keys : chosen(entity.keys, keysAt >> (index * 3))
        entity.keysAt.set(
          holder,
          keys.map((key) => ({ key, resolvable: true })),
        )
        this.#know(entity, holder)
        if (this.#isMember(name)) this.#placeId(entity, holder)
      }
    }
    for (const { name, object, members } of this.abstracts.values()) {
      if (!object) continue
      this.known[object.home]?.add(name)
      this.known[object.at]?.add(name)
      for (const member of members) this.#bring(member, object.home)
    }
  }

  placeFields(): void {
    const targets = [...LEAVES, ...this.#entities, ...this.#values, ...this.abstracts.keys()]
    for (const name of this.#entities) {
      const entity = this.#get(name)
      for (const field of entity.fields.values()) {
        const places = openDraw(this.seed, name, field.name)(64)
        if (!field.fixed) this.#place(field, places, entity.holders)
      }
      for (const [index, spec] of this.#specOf(name).fields.entries()) {
        this.#place(this.#addField(entity, `f${index}`, spec, targets), spec.places, entity.holders)
      }
    }
    for (const name of this.#entities) {
      const entity = this.#get(name)
      for (const [index, spec] of this.#specOf(name).fields.entries()) this.#twist(entity, `f${index}`, spec)
    }
  }

  placeRoots(): void {
    const everywhere = [...this.subgraphs.keys()]
    const targets = [...this.#entities, ...this.abstracts.keys(), ...this.#values, ...LEAVES]
    for (const [index, spec] of this.#spec.roots.entries()) {
      const field = this.#addField(this.query, `q${index}`, spec, targets)
      this.#place(field, spec.places, everywhere)
      this.#provide(field, spec)
    }
    for (const [index, spec] of this.#spec.mutations.entries()) {
      const field = this.#addField(this.mutation, `m${index}`, spec, targets)
      this.#place(field, spec.places << 2, everywhere)
    }
  }

  settle(): void {
    for (const { fields } of [...this.objects.values(), this.query, this.mutation]) {
      for (const field of fields.values()) {
        const abstract = this.abstracts.get(field.named)
        if (!abstract) continue
        const places = [...field.places, ...field.external]
        field.possible = abstract.object
          ? abstract.members
          : abstract.members.filter((member) => places.every((place) => this.known[place]?.has(member)))
      }
    }
  }

  #addEntity(name: string, spec: EntitySpec, index: number): void {
    const everywhere = [...this.subgraphs.keys()]
    const hub = spec.holders % everywhere.length
    const others = everywhere.filter((at) => at !== hub && (spec.holders >> (at + 3)) & 1).slice(0, MAX_HOLDERS - 1)
    const isKeyed = (bit: number) => keys.length < MAX_KEYS && (spec.keys & bit) > 0
    const keys: Key[] = [{ selections: [one('id')] }]
    const entity = makeObject(name, 'entity', 1 + (spec.size % 4), keys, [hub, ...others])
    addField(entity, 'id', { named: 'ID', wrap: 'T!', fixed: (id) => `${name}-${id}` })
    if (isKeyed(1)) {
      keys.push({ selections: [one('code')] })
      addField(entity, 'code', { named: 'String', wrap: 'T!', fixed: (id) => `c${id}` })
    }
    if (isKeyed(2)) {
      keys.push({ selections: [one('a'), one('b')] })
      addField(entity, 'a', { named: 'Int', wrap: 'T!', fixed: (id) => id % 2 })
      addField(entity, 'b', { named: 'String', wrap: 'T!', fixed: (id) => `b${id >> 1}` })
    }
    if (isKeyed(4)) {
      keys.push({ selections: [one('ref', [one('x')])] })
      addField(entity, 'ref', { named: 'Ref', wrap: 'T!', fixed: (id) => ({ t: 'Ref', id }) })
    }
    if (isKeyed(8) && index > 0) {
      const owner = `E${(spec.keys >> 4) % index}`
      const { size } = this.#get(owner)
      keys.push({ selections: [one('owner', [one('id')]), one('n')] })
      addField(entity, 'owner', { named: owner, wrap: 'T!', fixed: (id) => ({ t: owner, id: id % size }) })
      addField(entity, 'n', { named: 'Int', wrap: 'T!', fixed: (id) => id })
    }
    this.objects.set(name, entity)
    this.#entities.push(name)
  }

  #addInterface(name: string, mask: number, specs: readonly FieldSpec[]): void {
    const members = chosen([...this.#entities, ...this.#values], mask)
    const fields = ['id', ...specs.map((_, index) => `${name.toLowerCase()}f${index}`)]
    for (const member of members) {
      const type = this.#get(member)
      if (!type.fields.has('id')) addField(type, 'id', { named: 'ID', wrap: 'T!', fixed: (id) => `${member}-${id}` })
      for (const [index, spec] of specs.entries()) {
        this.#addField(type, `${name.toLowerCase()}f${index}`, { ...spec, twist: 0 }, LEAVES)
      }
    }
    this.abstracts.set(name, { name, kind: 'interface', members, fields, object: null })
  }

  /** An interface that is an entity in one subgraph and, under the same name, one object type in another. */
  #addInterfaceObject(name: string, spec: AbstractSpec | undefined): void {
    invariant(spec, 'the index is one of the list')
    const home = spec.members % this.subgraphs.length
    const at = (home + 1 + ((spec.members >> 3) % (this.subgraphs.length - 1))) % this.subgraphs.length
    const keys: Key[] = [{ selections: [one('id')] }]
    const members = [`${name}A`, `${name}B`]
    const type = makeObject(name, 'entity', 0, keys, [at])
    type.keysAt.set(at, [{ key: { selections: [one('id')] }, resolvable: true }])
    addField(type, 'id', { named: 'ID', wrap: 'T!' }).places.add(at)
    for (const [index, field] of spec.fields.entries()) {
      this.#addField(type, `x${index}`, { ...field, twist: 0 }, LEAVES).places.add(at)
    }
    addField(type, 'x', { named: 'Int', wrap: 'T' }).places.add(at)
    for (const member of members) {
      const entity = makeObject(member, 'entity', 2, keys, [home])
      entity.keysAt.set(home, [{ key: { selections: [one('id')] }, resolvable: true }])
      addField(entity, 'id', { named: 'ID', wrap: 'T!', fixed: (id) => `${member}-${id}` }).places.add(home)
      addField(entity, 'name', { named: 'String', wrap: 'T' }).places.add(home)
      addField(entity, `own${member}`, { named: 'Int', wrap: 'T' }).places.add(home)
      for (const [field, extra] of type.fields) if (field !== 'id') entity.fields.set(field, extra)
      this.objects.set(member, entity)
    }
    const fields = ['name', ...type.fields.keys()]
    this.abstracts.set(name, { name, kind: 'interface', members, fields, object: { home, at, type } })
  }

  #addField(type: ObjectType, name: string, spec: FieldSpec, targets: readonly string[]): Field {
    return addField(type, name, {
      named: targets[spec.type % targets.length] ?? 'Int',
      wrap: WRAPS[spec.wrap % WRAPS.length] ?? 'T',
      arguments: argumentsOf(spec.arguments),
      fault: this.#spec.isFaulty ? faultOf(spec.fault) : null,
    })
  }

  #place(field: Field, places: number, allowed: readonly number[]): void {
    const object = this.abstracts.get(field.named)?.object
    // Nobody but these two knows this interface.
    const able = object ? allowed.filter((place) => place === object.home || place === object.at) : allowed
    if (able.length === 0) Object.assign(field, { named: 'Int' })
    const where = able.length === 0 ? allowed : able
    const mask = !object && places % 4 === 3 ? places >> 2 : 1 << ((places >> 2) % where.length)
    for (const place of chosen(where, mask)) this.#placeAt(field, place)
  }

  #placeAt(field: Field, place: number): void {
    field.places.add(place)
    this.#bring(field.named, place)
  }

  /** Makes a type known in a subgraph, with all that its fields there return. */
  #bring(name: string, place: number): void {
    const type = this.objects.get(name)
    const known = this.known[place]
    invariant(known, 'a place is a subgraph')
    if (isLeaf(name) || known.has(name)) return
    known.add(name)
    if (!type) this.#bringAbstract(name, place)
    else if (type.kind === 'value') for (const field of type.fields.values()) this.#placeAt(field, place)
    else if (type.kind === 'entity') this.#bringEntity(type, place)
  }

  #bringEntity(entity: ObjectType, place: number): void {
    if (!entity.keysAt.has(place)) {
      const { stub } = this.#specOf(entity.name)
      const key = entity.keys[this.#isMember(entity.name) ? 0 : stub % entity.keys.length]
      invariant(key, 'an entity has a key')
      entity.keysAt.set(place, [{ key, resolvable: ((stub >> (place + 3)) & 1) === 0 }])
    }
    this.#know(entity, place)
  }

  #know(entity: ObjectType, place: number): void {
    this.known[place]?.add(entity.name)
    for (const { key } of entity.keysAt.get(place) ?? []) {
      for (const { name, selections } of key.selections) {
        const field = entity.fields.get(name)
        invariant(field, 'a key is made of fields')
        this.#placeAt(field, place)
        if (selections[0]?.name === 'id') this.#placeId(this.#get(field.named), place)
      }
    }
  }

  #placeId(entity: ObjectType, place: number): void {
    entity.fields.get('id')?.places.add(place)
  }

  #bringAbstract(name: string, place: number): void {
    const abstract = this.abstracts.get(name)
    invariant(abstract, 'every type is one of these')
    if (abstract.object) return
    const [first, ...others] = abstract.members
    invariant(first, 'an abstract type has a member')
    const draw = openDraw(this.seed, name, place)
    for (const member of [first, ...others.filter(() => draw(3) > 0)]) this.#bring(member, place)
  }

  #twist(entity: ObjectType, name: string, spec: FieldSpec): void {
    const field = entity.fields.get(name)
    const [place] = field?.places ?? []
    if (!field || place === undefined) return
    const draw = openDraw(this.seed, entity.name, name)
    const twist = spec.twist % 8
    const isFree = !this.#used.has(field)
    if ((twist === 3 || twist === 4) && isFree) this.#require(entity, field, place, draw)
    if (twist === 5 && isFree && field.places.size === 1) this.#override(entity, field, place)
    if (twist === 6) field.isHidden = true
    if (twist === 7) this.#provide(field, { ...spec, twist: 1 })
  }

  #override(entity: ObjectType, field: Field, place: number): void {
    const from = entity.holders.find((holder) => holder !== place)
    if (from === undefined || this.abstracts.get(field.named)?.object) return
    field.overriddenAt = from
    this.#bring(field.named, from)
  }

  /** Only fields before this one, so that nothing waits for itself. */
  #require(entity: ObjectType, field: Field, place: number, draw: Draw): void {
    const fields = [...entity.fields.values()]
    const able = fields
      .slice(0, fields.indexOf(field))
      .filter(
        (other) =>
          !other.fixed &&
          !other.places.has(place) &&
          other.overriddenAt !== place &&
          !this.abstracts.get(other.named)?.object,
      )
    const wanted = able.filter(() => draw(2) === 0).slice(0, 2)
    const selections = (wanted.length > 0 ? wanted : able.slice(0, 1)).map((other) => {
      this.#declareExternal(other, place)
      return this.#requirementOf(other, place, draw)
    })
    if (selections.length === 0) return
    for (const other of field.places) if (other !== place) field.places.delete(other)
    Object.assign(field, { named: 'String', wrap: draw(2) ? 'T' : 'T!', requires: selections })
  }

  #declareExternal(field: Field, place: number): void {
    field.external.add(place)
    this.#bring(field.named, place)
  }

  #requirementOf(field: Field, place: number, draw: Draw): Requirement {
    field.fault = null
    this.#used.add(field)
    const given = field.arguments.filter(({ text }) => text === 'Int!' || (text.startsWith('Int') && draw(2)))
    const values = Object.fromEntries(given.map(({ name }): [string, number] => [name, draw(3)]))
    const { name, named } = field
    return { name, arguments: values, onType: null, selections: this.#requiredOf(named, place, draw) }
  }

  /** Leaves of the type, one or two. */
  #requiredOf(named: string, place: number, draw: Draw): Requirement[] {
    if (isLeaf(named)) return []
    const abstract = this.abstracts.get(named)
    if (abstract) {
      return abstract.members
        .filter((member) => this.known[place]?.has(member))
        .flatMap((member) => this.#requiredOf(member, place, draw).map((leaf) => ({ ...leaf, onType: member })))
    }
    const leaves = [...this.#get(named).fields.values()].filter(
      (field) => isLeaf(field.named) && field.places.size > 0 && !field.requires && field.overriddenAt === null,
    )
    const start = draw(leaves.length)
    return leaves.slice(start, start + 1 + draw(2)).map((leaf) => {
      if (!leaf.places.has(place)) this.#declareExternal(leaf, place)
      return this.#requirementOf(leaf, place, draw)
    })
  }

  #provide(field: Field, spec: FieldSpec): void {
    const entity = this.objects.get(field.named)
    const [place] = field.places
    if (spec.twist % 2 === 0 || place === undefined || entity?.kind !== 'entity') return
    const leaf = [...entity.fields.values()].find(
      (other) =>
        isLeaf(other.named) &&
        other.places.size > 0 &&
        !other.places.has(place) &&
        !other.requires &&
        !other.fixed &&
        other.overriddenAt === null &&
        other.arguments.length === 0,
    )
    if (!leaf) return
    this.#used.add(leaf)
    leaf.external.add(place)
    leaf.isShareable = true
    field.provides.set(place, leaf.name)
  }

  #isMember(name: string): boolean {
    return [...this.abstracts.values()].some(({ kind, members }) => kind === 'interface' && members.includes(name))
  }

  #get(name: string): ObjectType {
    const type = this.objects.get(name)
    invariant(type, 'an object type of this name exists')
    return type
  }

  #specOf(name: string): EntitySpec {
    const spec = this.#spec.entities[Number(name.slice(1))]
    invariant(spec, 'an entity has a specification')
    return spec
  }
}
