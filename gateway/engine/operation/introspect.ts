import type { DocumentNode, FieldNode, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { execute, getOperationAST, Kind } from 'graphql'
import { invariant } from '../../../kit/errors.ts'

/** Answers `__schema` and `__type` from the schema callers may see. Nothing else of the operation is executed. */
export function introspect(terms: {
  schema: GraphQLSchema
  document: DocumentNode
  operationName: string | undefined
  fields: readonly FieldNode[]
  variables: Readonly<Record<string, unknown>>
}): Readonly<Record<string, unknown>> {
  const { schema, document, operationName, fields, variables } = terms
  const operation = getOperationAST(document, operationName)
  invariant(operation, 'a validated request names one operation')
  const own: OperationDefinitionNode = {
    ...operation,
    directives: [],
    selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
  }
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  const result = execute({
    schema,
    document: { ...document, definitions: [own, ...fragments] },
    variableValues: variables,
  })
  invariant(!(result instanceof Promise) && !result.errors, 'a schema answers what it is asked of itself')
  return result.data ?? {}
}
