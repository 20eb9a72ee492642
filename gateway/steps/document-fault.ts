import { GraphQLError } from 'graphql'
import type { ErrorCode } from '../errors.ts'

/** More faults than this are not told. */
const FAULTS_LIMIT = 20

/** The codes of a document, operation or variables at fault. */
export type FaultCode = Extract<
  ErrorCode,
  'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED' | 'OPERATION_RESOLUTION_FAILURE' | 'BAD_USER_INPUT'
>

/**
 * A well-formed request whose document, operation name or variables are at fault. Unlike a Refusal it has places in the
 * document, and the older media type answers it with 200.
 */
export class DocumentFault extends Error {
  override readonly name = 'DocumentFault'
  readonly code: FaultCode
  readonly errors: readonly GraphQLError[]

  constructor(code: FaultCode, errors: readonly GraphQLError[]) {
    super(errors[0]?.message)
    this.code = code
    // Built anew, so that nothing travels along but the message, the places and our code.
    this.errors = errors.slice(0, FAULTS_LIMIT).map(({ message, nodes, source, positions }) => {
      const place = nodes ? { nodes } : { source: source ?? null, positions: positions ?? null }
      return new GraphQLError(message, { ...place, extensions: { code } })
    })
  }
}

export function faultOf(code: FaultCode, message: string): DocumentFault {
  return new DocumentFault(code, [new GraphQLError(message)])
}
