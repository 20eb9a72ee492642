import type { GraphQLInputObjectType, GraphQLSchema } from 'graphql'
import { getNamedType, isInputObjectType } from 'graphql'

/** True where an input type can contain itself: the JIT would unroll it until the memory is gone. */
export function hasRecursiveInput(schema: GraphQLSchema): boolean {
  return Object.values(schema.getTypeMap()).some((type) => isInputObjectType(type) && reaches(type, type, new Set()))
}

function reaches(
  from: GraphQLInputObjectType,
  wanted: GraphQLInputObjectType,
  seen: Set<GraphQLInputObjectType>,
): boolean {
  seen.add(from)
  const inner = Object.values(from.getFields())
    .map((field) => getNamedType(field.type))
    .filter(isInputObjectType)
  return inner.some((type) => type === wanted || (!seen.has(type) && reaches(type, wanted, seen)))
}
