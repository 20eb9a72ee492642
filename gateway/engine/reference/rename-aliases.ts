import type { DocumentNode, FieldNode } from 'graphql'
import { GraphQLError, Kind, visit } from 'graphql'
import type { OperationResult } from '../engine.ts'

/** The names that begin so are seen by agencies only. */
const PREFIX = 'gbaAlias_'

/**
 * The executor finds an entity's key in the data by its name. Where a caller gives that name to another field
 * (`{ book { id: title shelf } }`) it takes the title for the key and the agency answers for a wrong entity, without an
 * error. Such aliases get a name nobody else has before planning, and their own back in the answer.
 * @param keyFields the names that occur in keys and requirements
 * @returns the same document where there is nothing to rename
 */
export function renameAliases(document: DocumentNode, keyFields: ReadonlySet<string>): DocumentNode {
  return visit(document, {
    Field(node): FieldNode | undefined {
      const alias = node.alias?.value
      if (!alias || alias === node.name.value) return undefined
      // One that begins like ours is renamed too, so that each name has one way back.
      if (!keyFields.has(alias) && !alias.startsWith(PREFIX)) return undefined
      return { ...node, alias: { kind: Kind.NAME, value: PREFIX + alias } }
    },
  })
}

/** Gives the aliases their own names back, in the data and in the paths of errors. */
export function restoreAliases(result: OperationResult): OperationResult {
  const { data, errors } = result
  return {
    ...(data === undefined ? {} : { data: restoreKeys(data) as OperationResult['data'] & object }),
    ...(errors ? { errors: errors.map(restorePath) } : {}),
  }
}

function restoreKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restoreKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [restoreName(key), restoreKeys(inner)]))
}

function restorePath(error: GraphQLError): GraphQLError {
  if (!error.path?.some((step) => restoreName(step) !== step)) return error
  return new GraphQLError(error.message, {
    path: error.path.map(restoreName),
    extensions: error.extensions,
    originalError: error.originalError ?? error,
  })
}

function restoreName<T>(name: T | string): T | string {
  return typeof name === 'string' && name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name
}
