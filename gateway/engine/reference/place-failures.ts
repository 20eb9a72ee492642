import { GraphQLError } from 'graphql'
import { GatewayError } from '../../errors.ts'
import type { OperationResult } from '../engine.ts'

type Path = readonly (string | number)[]

/**
 * A call to an agency that failed is told of once for every field it asked for. Some of those stand above in a null
 * parent, some have come from another agency after all (several may answer for `viewer`), some the caller never asked
 * for. Here each error gets the place where the answer really is null, and those that have none are left out.
 */
export function placeFailures(result: OperationResult): OperationResult {
  const { data = null, errors } = result
  if (!errors?.some(isFailure)) return result
  const failures = errors.filter(isFailure)
  const placed = failures.flatMap((error) => {
    const place = error.path && placeOf(error.path, data)
    return place ? [movedTo(error, place)] : []
  })
  // A failure is told of even where it left no gap that the caller can see.
  const untold = failures.filter((error) => !placed.some((other) => agencyOf(other) === agencyOf(error)))
  const all = [...placed, ...untold.map((error) => movedTo(error, error.path?.slice(0, 1)))]
  return { ...result, errors: [...errors.filter((error) => !isFailure(error)), ...withoutRepeats(all)] }
}

/** The path up to the first null on it; `undefined` where there is none. */
function placeOf(path: Path, data: OperationResult['data']): Path | undefined {
  if (data === null) return path.slice(0, 1)
  let value: unknown = data
  for (const [index, step] of path.entries()) {
    if (Array.isArray(value) !== (typeof step === 'number')) return path.slice(0, index)
    value = (value as Record<string | number, unknown>)[step]
    if (value === null) return path.slice(0, index + 1)
    if (typeof value !== 'object') return undefined
  }
  return undefined
}

function isFailure(error: GraphQLError): boolean {
  return error.originalError instanceof GatewayError
}

function agencyOf(error: GraphQLError): unknown {
  return error.extensions.serviceName
}

function movedTo(error: GraphQLError, path: Path | undefined): GraphQLError {
  const { message, extensions, originalError } = error
  return new GraphQLError(message, { path: path ?? null, extensions, originalError: originalError ?? null })
}

function withoutRepeats(errors: readonly GraphQLError[]): GraphQLError[] {
  const keyOf = (error: GraphQLError) => JSON.stringify([agencyOf(error), error.extensions.code, error.path])
  return [...new Map(errors.map((error) => [keyOf(error), error])).values()]
}
