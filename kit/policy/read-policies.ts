import type { DefinitionNode, DocumentNode } from 'graphql'
import type { ClassedTypes } from './classed-types.ts'
import { openClassedTypes } from './classed-types.ts'
import type { FieldPolicy } from './field-policy.ts'
import type { Asked, NamesOf } from './read-class.ts'
import { completeClass, directiveNames, plainNames, readClass } from './read-class.ts'

/** The policies of a schema while its definitions come in, for a reader who must not be held up. */
export interface PolicyReading {
  add(definition: DefinitionNode): void
  types(): Iterable<string>
  /** Of the type's fields, once all definitions have come. */
  policiesOf(type: string): FieldPolicy[]
}

/**
 * What the directives of a schema ask of whoever reads each field: the field's own class, that of its type and that of
 * the type it returns, also behind an interface, a union or a page of a list. Of several policies for one coordinate all
 * are asked. A class that leaves something out takes it from what the field returns, or else from its type: that never
 * loosens, since those are asked too.
 * @param namesOf under which names a directive may go in this document; plain ones unless given
 * @throws {ConfigError} for a value that nobody could decide by
 */
export function parseFieldPolicies(document: DocumentNode, namesOf: NamesOf = plainNames): FieldPolicy[] {
  const reading = openPolicyReading(namesOf)
  for (const definition of document.definitions) reading.add(definition)
  return [...reading.types()].flatMap(reading.policiesOf)
}

/** The same bit by bit; `add` throws what `parseFieldPolicies` does. */
export function openPolicyReading(namesOf: NamesOf): PolicyReading {
  const names = directiveNames(namesOf)
  const types = openClassedTypes((directives, place) => readClass(directives, { names, place }))
  return {
    add: types.add,
    types: types.names,
    policiesOf: (type) => types.fieldsOf(type).flatMap((field) => policiesOf(types, { type, field })),
  }
}

function policiesOf(types: ClassedTypes, { type, field }: { type: string; field: string }): FieldPolicy[] {
  const ofType = types.classesOf(type)
  const returned = types.classesReturnedBy(type, field)
  const own = types.ownClasses(type, field).map((asked) => completeClass(asked, [...returned, ...ofType]))
  const coordinate = `${type}.${field}`
  return distinct([...own, ...ofType, ...returned]).map((asked) => ({ coordinate, ...asked }))
}

function distinct(classes: readonly Asked[]): Asked[] {
  return [...new Map(classes.map((asked) => [JSON.stringify(asked), asked])).values()]
}
