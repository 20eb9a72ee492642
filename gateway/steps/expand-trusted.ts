import type { FastifyRequest } from 'fastify'
import { parse } from 'graphql'
import { Refusal } from '../errors.ts'
import { replaceSearch, searchOf } from '../exchange.ts'
import type { TrustedOperations } from '../limits/trusted-operations.ts'
import { hashOf } from '../limits/trusted-operations.ts'

/**
 * Before the parameters are read: a request may name a trusted operation by its hash (`extensions.persistedQuery`) and
 * leave its text out; from here on it is as if the text had come. Hashes that nobody trusts are left to the GraphQL server,
 * which asks for the whole document: nobody can register one.
 */
export function openExpansion(trusted: TrustedOperations) {
  const expand = (parameters: unknown): unknown => {
    const hash = hashIn(parameters)
    const text = hash === undefined ? undefined : trusted.find(hash)
    if (text === undefined || !isRecord(parameters)) return parameters
    const { extensions, query, ...rest } = parameters
    if (query) checkSame(query, text)
    const { persistedQuery: _, ...others } = isRecord(extensions) ? extensions : {}
    return { ...rest, query: query || text, ...(Object.keys(others).length > 0 ? { extensions: others } : {}) }
  }
  return {
    expand,
    /** The same for a request over HTTP, in its body or its search. */
    expandRequest(request: FastifyRequest): void {
      if (trusted.size === 0) return
      if (request.method !== 'GET') request.body = expand(request.body)
      else expandSearch(request, expand)
    },
  }
}

export type Expansion = ReturnType<typeof openExpansion>

function expandSearch(request: FastifyRequest, expand: (parameters: unknown) => unknown): void {
  const search = new URLSearchParams(searchOf(request))
  // What stands there twice is refused later; here it must not be made one.
  if (search.getAll('extensions').length !== 1 || search.getAll('query').length > 1) return
  const given = { query: search.get('query') ?? undefined, extensions: parseJson(search.get('extensions')) }
  const expanded = expand(given)
  if (expanded === given || !isRecord(expanded)) return
  search.set('query', String(expanded.query))
  if (expanded.extensions === undefined) search.delete('extensions')
  else search.set('extensions', JSON.stringify(expanded.extensions))
  replaceSearch(request, `?${search}`)
}

function hashIn(parameters: unknown): string | undefined {
  const extensions = isRecord(parameters) ? parameters.extensions : undefined
  const persisted = isRecord(extensions) ? extensions.persistedQuery : undefined
  const hash = isRecord(persisted) ? persisted.sha256Hash : undefined
  return typeof hash === 'string' && /^[0-9a-f]{64}$/i.test(hash) ? hash : undefined
}

/** The text is the one that runs, so it must be the one that is named. */
function checkSame(query: unknown, text: string): void {
  if (query === text || (typeof query === 'string' && sameHash(query, text))) return
  throw new Refusal('BAD_REQUEST', 'got a query and the hash of another one; send one of the two')
}

function sameHash(query: string, text: string): boolean {
  try {
    return query.length <= text.length * 4 && hashOf(parse(query)) === hashOf(parse(text))
  } catch {
    return false
  }
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
