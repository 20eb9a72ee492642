/** The types of a supergraph by name, those included that callers never see. */
export interface TypeNames {
  /** Of every object and interface, the named type of each field. */
  readonly fieldTypes: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** The object types of each interface and union. */
  readonly possibleTypes: ReadonlyMap<string, ReadonlySet<string>>
  /** The keys of a type (`agency Type`) and what a field requires (`agency Type.field`), as selections. */
  readonly handed: ReadonlyMap<string, readonly string[]>
}

/** What an object may be of at one place of an operation: the types by which it is asked, and those it can have. */
export interface Scope {
  readonly names: ReadonlySet<string>
  readonly objects: ReadonlySet<string>
}

/** Where nothing is known of the type, until a fragment names one. */
export const ANYWHERE: Scope = { names: new Set(), objects: new Set() }

export function scopeOf(types: TypeNames, names: Iterable<string>): Scope {
  const all = new Set(names)
  return { names: all, objects: new Set([...all].flatMap((name) => [...(types.possibleTypes.get(name) ?? [name])])) }
}

/** Inside a fragment. Where no type could be of both, as in documents that were not validated, its own types count. */
export function narrow(types: TypeNames, scope: Scope, condition: string | null | undefined): Scope {
  if (!condition) return scope
  const wanted = scopeOf(types, [condition])
  const both = scope.objects.intersection(wanted.objects)
  return both.size > 0 ? { names: wanted.names, objects: both } : wanted
}

/** A field by every type that may answer it, e.g. `Node.id` and `Resident.id`: a rule on any of them holds for it. */
export function coordinatesOf(types: TypeNames, { names, objects }: Scope, field: string): string[] {
  return [...names.union(objects)]
    .filter((type) => types.fieldTypes.get(type)?.has(field))
    .map((type) => `${type}.${field}`)
}

/** What stands in a field. */
export function scopeBelow(types: TypeNames, { names, objects }: Scope, field: string): Scope {
  return scopeOf(
    types,
    [...names.union(objects)].flatMap((type) => types.fieldTypes.get(type)?.get(field) ?? []),
  )
}

/** Every type's field of that name, for a place of which nothing is known. */
export function coordinatesAnywhere(types: TypeNames, field: string): string[] {
  return [...types.fieldTypes].flatMap(([type, fields]) => (fields.has(field) ? [`${type}.${field}`] : []))
}
