import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { DocumentNode } from 'graphql'
import { getOperationAST, OperationTypeNode, parse } from 'graphql'
import type { Limits } from '../config.ts'
import { Refusal } from '../errors.ts'
import { searchOf } from '../exchange.ts'
import { checkShape } from './check-shape.ts'

/** Documents that passed and need no second look; partners send the same few again and again. */
const PASSED_LIMIT = 1_000

interface Asked {
  readonly query: string
  readonly operationName: string | undefined
}

/**
 * Before validation and planning, both of which cost more the odder the document is and run on the event loop: refuses
 * what is too big in any of its measures. A document that does not parse goes on to the server, which says where.
 */
export function checkDocument(limits: Limits) {
  const passed = new Set<string>()
  return async (request: FastifyRequest): Promise<void> => {
    const asked = request.method === 'GET' ? readSearch(searchOf(request)) : readBody(request.body)
    if (!asked) return
    if (request.method === 'GET') checkReadsOnly(asked, limits)
    const digest = createHash('sha256').update(asked.query).digest('base64')
    if (passed.has(digest)) return
    const document = parseWithin(asked.query, limits)
    if (!document) return
    checkNoSubscription(document)
    checkShape(document, limits)
    if (passed.size >= PASSED_LIMIT) passed.clear()
    passed.add(digest)
  }
}

/** A link must never change anything: GET is for reading (RFC 9110, 9.2.1; GraphQL over HTTP, 5.1). */
function checkReadsOnly(asked: Asked, limits: Limits): void {
  const document = parseWithin(asked.query, limits)
  const operation = document && getOperationAST(document, asked.operationName)
  if (!operation || operation.operation === OperationTypeNode.QUERY) return
  throw new Refusal('METHOD_NOT_ALLOWED', `got a ${operation.operation} by GET, wanted POST`, { allow: 'POST' })
}

function checkNoSubscription(document: DocumentNode): void {
  const isOne = document.definitions.some((node) => 'operation' in node && node.operation === 'subscription')
  if (isOne) throw new Refusal('BAD_REQUEST', 'got a subscription, wanted a query or a mutation; this graph has none')
}

function parseWithin(query: string, limits: Limits): DocumentNode | undefined {
  try {
    return parse(query, { maxTokens: limits.tokens, noLocation: true })
  } catch (error) {
    // graphql-js gives this one no code of its own; a test holds its wording.
    if (error instanceof Error && error.message.includes('Parsing aborted')) {
      throw new Refusal('LIMIT_TOKENS', `got more than ${limits.tokens} tokens; ask for less, or in several requests`)
    }
    if (error instanceof RangeError) throw new Refusal('LIMIT_DEPTH', 'the document is nested too deeply to be read')
    return undefined
  }
}

function readBody(body: unknown): Asked | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { query, operationName } = body as { query?: unknown; operationName?: unknown }
  return askedOf(query, operationName)
}

function readSearch(search: string): Asked | undefined {
  const parameters = new URLSearchParams(search)
  return askedOf(parameters.get('query'), parameters.get('operationName'))
}

function askedOf(query: unknown, operationName: unknown): Asked | undefined {
  if (typeof query !== 'string') return undefined
  return { query, operationName: typeof operationName === 'string' ? operationName : undefined }
}
