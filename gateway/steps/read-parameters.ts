import type { FastifyRequest } from 'fastify'
import { searchOf } from '../exchange.ts'

/** A well-formed GraphQL request (GraphQL over HTTP, section 4.2; the same object travels over every transport). */
export interface RequestParameters {
  readonly query: string
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>> | undefined
}

/**
 * The parameters of an HTTP request. `undefined` where they are not well-formed: then the GraphQL server, which says what
 * is wrong with them, refuses the request.
 */
export function readParameters(request: FastifyRequest): RequestParameters | undefined {
  return request.method === 'GET' ? readSearch(searchOf(request)) : parseParameters(request.body)
}

/** @param body anything that came as JSON */
export function parseParameters(body: unknown): RequestParameters | undefined {
  if (!isRecord(body)) return undefined
  const { query, operationName = null, variables = null, extensions = null } = body
  const wellFormed =
    typeof query === 'string' &&
    query !== '' &&
    (operationName === null || typeof operationName === 'string') &&
    (variables === null || isRecord(variables)) &&
    (extensions === null || (isRecord(extensions) && !('persistedQuery' in extensions)))
  if (!wellFormed) return undefined
  return { query, operationName: operationName ?? undefined, variables: variables ?? undefined }
}

/** Of a parameter that stands there twice the first is checked; the GraphQL server then refuses the request for it. */
function readSearch(search: string): RequestParameters | undefined {
  const parameters = new URLSearchParams(search)
  try {
    return parseParameters({
      query: parameters.get('query'),
      operationName: parameters.get('operationName'),
      variables: parseJson(parameters.get('variables')),
      extensions: parseJson(parameters.get('extensions')),
    })
  } catch {
    return undefined
  }
}

function parseJson(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
