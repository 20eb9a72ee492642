import type { FastifyRequest } from 'fastify'
import { Refusal } from '../errors.ts'
import type { MediaType } from '../exchange.ts'
import { exchangeOf } from '../exchange.ts'

/** More headers than any browser or partner sends. Node itself bounds their bytes (`maxHeaderSize`). */
const HEADERS_LIMIT = 64
const OFFERED: readonly MediaType[] = ['application/json', 'application/graphql-response+json']

/**
 * Before any work: counts the headers and settles the media type of the answer. The GraphQL server would settle it only
 * after executing, so that a mutation could run and then be answered 406.
 */
export async function checkHead(request: FastifyRequest): Promise<void> {
  const count = request.raw.rawHeaders.length / 2
  if (count > HEADERS_LIMIT) {
    throw new Refusal('HEADERS_TOO_LARGE', `got ${count} headers, wanted at most ${HEADERS_LIMIT}`)
  }
  const chosen = negotiate(request.headers.accept)
  if (!chosen) {
    throw new Refusal('NOT_ACCEPTABLE', `the answer can be ${OFFERED.join(' or ')}; name one in the accept header`)
  }
  exchangeOf(request).mediaType = chosen
}

/** The offered type the caller likes best; where two are liked alike, the one he named first (RFC 9110, 12.5.1). */
export function negotiate(accept: string | undefined): MediaType | undefined {
  if (!accept?.trim()) return 'application/json'
  const ranges = accept.split(',').map(parseRange)
  const rated = OFFERED.map((type) => ({ type, ...rate(type, ranges) })).filter(({ quality }) => quality > 0)
  return rated.sort((one, other) => other.quality - one.quality || one.place - other.place).at(0)?.type
}

function parseRange(text: string): { range: string; quality: number } {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  return { range, quality: quality ? Number(quality.slice(2)) || 0 : 1 }
}

/** A type is rated by the most specific range that covers it. */
function rate(type: MediaType, ranges: readonly { range: string; quality: number }[]) {
  for (const cover of [type, 'application/*', '*/*']) {
    const place = ranges.findIndex(({ range }) => range === cover)
    const found = ranges[place]
    if (found) return { quality: found.quality, place }
  }
  return { quality: 0, place: 0 }
}
