import type { FastifyRequest } from 'fastify'
import { Refusal } from '../errors.ts'
import type { Accepted, MediaType } from '../exchange.ts'
import { exchangeOf } from '../exchange.ts'

/** More headers than any browser or partner sends. Node itself bounds their bytes (`maxHeaderSize`). */
export const HEADERS_LIMIT = 64
const OFFERED: readonly MediaType[] = ['application/json', 'application/graphql-response+json']
/** The incremental format the GraphQL server writes, and the only one (graphql-js 16 knows no later one). */
const DEFER_FORMAT = 'deferspec=20220824'

/**
 * Before any work: counts the headers and settles how the answer may come. The GraphQL server would settle it only
 * after executing, so that a mutation could run and then be answered 406.
 */
export async function checkHead(request: FastifyRequest): Promise<void> {
  const count = request.raw.rawHeaders.length / 2
  if (count > HEADERS_LIMIT) {
    throw new Refusal('HEADERS_TOO_LARGE', `got ${count} headers, wanted at most ${HEADERS_LIMIT}`)
  }
  const chosen = negotiate(request.headers.accept)
  if (!chosen) {
    const message = `the answer can be ${OFFERED.join(' or ')}, multipart/mixed or text/event-stream; accept one of them`
    throw new Refusal('NOT_ACCEPTABLE', message)
  }
  const exchange = exchangeOf(request)
  exchange.mediaType = chosen.mediaType
  exchange.accepted = chosen.accepted
}

interface Negotiated {
  /** Of an answer in one piece. */
  readonly mediaType: MediaType
  readonly accepted: Accepted
}

/**
 * The offered type the caller likes best; where two are liked alike, the one he named first (RFC 9110, 12.5.1). Parts
 * and events are only for those who name them: who accepts anything means one answer.
 */
export function negotiate(accept: string | undefined): Negotiated | undefined {
  const ranges = accept?.trim() ? accept.split(',').map(parseRange) : [{ range: '*/*', parameters: [], quality: 1 }]
  const rated = OFFERED.map((type) => ({ type, ...rate(type, ranges) })).filter(({ quality }) => quality > 0)
  const best = rated.sort((one, other) => other.quality - one.quality || one.place - other.place).at(0)
  const accepted = {
    whole: best !== undefined,
    parts: ranges.some((range) => range.quality > 0 && isParts(range)),
    events: ranges.some(({ range, quality }) => quality > 0 && range === 'text/event-stream'),
  }
  if (!Object.values(accepted).some(Boolean)) return undefined
  return { mediaType: best?.type ?? 'application/json', accepted }
}

interface Range {
  readonly range: string
  readonly parameters: readonly string[]
  readonly quality: number
}

function parseRange(text: string): Range {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  return { range, parameters, quality: quality ? Number(quality.slice(2)) || 0 : 1 }
}

/** A caller who names a format must mean ours; one who names none takes any. */
function isParts({ range, parameters }: Range): boolean {
  const formats = parameters
    .map((parameter) => parameter.replaceAll(/["\s]/g, ''))
    .filter((one) => one.includes('spec='))
  return range === 'multipart/mixed' && formats.every((format) => format === DEFER_FORMAT)
}

/** A type is rated by the most specific range that covers it. */
function rate(type: MediaType, ranges: readonly Range[]) {
  for (const cover of [type, 'application/*', '*/*']) {
    const place = ranges.findIndex(({ range }) => range === cover)
    const found = ranges[place]
    if (found) return { quality: found.quality, place }
  }
  return { quality: 0, place: 0 }
}
