import type { OperationDefinitionNode, SelectionNode } from 'graphql'
import { Kind, parse } from 'graphql'

/** Whether a request asks for anything, given the values of the variables its fields hang on. */
export type Guard = (isTrue: (variable: string) => boolean) => boolean

/** Planners leave `@skip` and `@include` in a request also where nothing is left of it once they are applied. */
export function compileGuard(operation: string): Guard {
  const { definitions } = parse(operation, { noLocation: true })
  const root = definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION)
  const guards = (root?.selectionSet.selections ?? []).map(guardOf)
  if (guards.some((guard) => guard === null)) return () => true
  return (isTrue) => guards.some((guard) => guard?.(isTrue))
}

/** `null` for what is asked for in any case. */
function guardOf(node: SelectionNode): Guard | null {
  const terms = (node.directives ?? []).flatMap(({ name, arguments: given = [] }) => {
    const value = given.find((argument) => argument.name.value === 'if')?.value
    return value?.kind === Kind.VARIABLE ? [{ variable: value.name.value, wanted: name.value === 'include' }] : []
  })
  return terms.length === 0 ? null : (isTrue) => terms.every(({ variable, wanted }) => isTrue(variable) === wanted)
}
