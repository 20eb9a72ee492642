import type { SelectionSetNode } from 'graphql'
import { Kind, parse } from 'graphql'
import type { Scope, TypeNames } from './scope.ts'
import { coordinatesOf, narrow, scopeBelow, scopeOf } from './scope.ts'

/**
 * An agency that is asked for several fields of an entity is handed, in one piece, what all of them require. A field is
 * held to the keys and to what it requires by itself; and to whatever no field is known to require.
 * @returns by the coordinates of the fields, what each is held to
 */
export function divideRequirements(batch: {
  agency: string
  /** What is asked of the entities, each with its coordinates. */
  fields: readonly (readonly string[])[]
  represented: ReadonlySet<string>
  contextual: ReadonlySet<string>
  types: TypeNames
}): [coordinate: string, needed: ReadonlySet<string>][] {
  const { agency, fields, represented, contextual, types } = batch
  const required = fields.map((coordinates) => new Set(coordinates.flatMap((one) => handed(agency, one, types))))
  const requiredBySome = required.reduce((all, one) => all.union(one), new Set<string>())
  const typeNames = new Set(fields.flat().map(typeOf))
  const keys = new Set([...typeNames].flatMap((name) => handed(agency, name, types)))
  const shared = [...represented].filter((one) => !requiredBySome.has(one) || keys.has(one))
  const all = new Set([...shared, ...contextual])
  return fields.flatMap((coordinates, index) => {
    const needed = all.union(represented.intersection(required[index] ?? new Set()))
    return coordinates.map((coordinate): [string, ReadonlySet<string>] => [coordinate, needed])
  })
}

function typeOf(coordinate: string): string {
  return coordinate.slice(0, coordinate.indexOf('.'))
}

/** The coordinates in what an agency is handed for a type or for a field of it. */
function handed(agency: string, element: string, types: TypeNames): string[] {
  const name = element.includes('.') ? typeOf(element) : element
  const selections = types.handed.get(`${agency} ${element}`) ?? []
  return selections.flatMap((selection) => coordinatesIn(selection, scopeOf(types, [name]), types))
}

/** A selection as Federation writes it, e.g. `id passport { number }`. */
function coordinatesIn(selection: string, scope: Scope, types: TypeNames): string[] {
  const { definitions } = parse(`{${selection}}`, { noLocation: true })
  return definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? coordinatesOfSet(one.selectionSet, scope, types) : [],
  )
}

function coordinatesOfSet({ selections }: SelectionSetNode, scope: Scope, types: TypeNames): string[] {
  return selections.flatMap((node): string[] => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return []
    if (node.kind === Kind.INLINE_FRAGMENT) {
      return coordinatesOfSet(node.selectionSet, narrow(types, scope, node.typeCondition?.name.value), types)
    }
    const own = coordinatesOf(types, scope, node.name.value)
    const below = scopeBelow(types, scope, node.name.value)
    return node.selectionSet ? [...own, ...coordinatesOfSet(node.selectionSet, below, types)] : own
  })
}
