import type { DefinitionNode } from 'graphql'
import { Kind } from 'graphql'
import type { PossibleTypes } from './represent.ts'

/** The object types of each interface and union of a supergraph, those included that callers never see. */
export function openPossibleTypes() {
  const possible = new Map<string, Set<string>>()
  const put = (type: string, object: string): void => {
    const objects = possible.get(type) ?? new Set()
    possible.set(type, objects.add(object))
  }
  return {
    add(definition: DefinitionNode): void {
      if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
        for (const type of definition.interfaces ?? []) put(type.name.value, definition.name.value)
      }
      if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
        for (const type of definition.types ?? []) put(definition.name.value, type.name.value)
      }
    },
    finish: (): PossibleTypes => possible,
  }
}
