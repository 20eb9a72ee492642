import { GraphQLError } from 'graphql'

/** Who may have said it: the gateway itself or the GraphQL server inside it. Agencies have codes of their own. */
type Speaker = 'gateway' | 'server'

interface ErrorEntry {
  /** Whose errors keep this code and their message. The same code from anybody else is masked. */
  readonly from: readonly Speaker[]
  /** The HTTP status where the whole request is refused with it; 200 where it stands beside data. */
  readonly status: number
  /** What the caller does next. */
  readonly next: string
}

/**
 * Every code of the gateway's own that a caller can see. The list allows: an error whose code is not here, or comes from
 * somebody who may not say it, leaves as INTERNAL with an errorId that the log also holds. For agencies see
 * `isAgencyPublic`.
 */
export const errorTable = {
  BAD_REQUEST: { from: ['gateway', 'server'], status: 400, next: 'mend the request as the message says' },
  NOT_FOUND: { from: ['gateway'], status: 404, next: 'send GraphQL to /graphql' },
  METHOD_NOT_ALLOWED: { from: ['gateway'], status: 405, next: 'send mutations by POST, anything else by POST or GET' },
  NOT_ACCEPTABLE: {
    from: ['gateway'],
    status: 406,
    next: 'accept application/json or application/graphql-response+json',
  },
  REQUEST_TIMEOUT: { from: ['gateway'], status: 408, next: 'send the whole request at once' },
  PAYLOAD_TOO_LARGE: { from: ['gateway'], status: 413, next: 'send a smaller document or fewer variables' },
  UNSUPPORTED_MEDIA_TYPE: { from: ['gateway'], status: 415, next: 'send content-type: application/json' },
  HEADERS_TOO_LARGE: { from: ['gateway'], status: 431, next: 'send fewer or shorter headers' },
  ORIGIN_FORBIDDEN: {
    from: ['gateway'],
    status: 403,
    next: 'ask from a page whose origin the operator allows, or from a server',
  },
  TOKEN_INVALID: { from: ['gateway'], status: 401, next: 'get a token from the issuer, or ask without one' },
  TOKEN_EXPIRED: { from: ['gateway'], status: 401, next: 'get a new token' },
  LIMIT_TOKENS: { from: ['gateway'], status: 400, next: 'ask for less, or in several requests' },
  LIMIT_DEPTH: { from: ['gateway'], status: 400, next: 'ask for less nested data' },
  LIMIT_ALIASES: { from: ['gateway'], status: 400, next: 'ask in several requests' },
  LIMIT_ROOT_FIELDS: { from: ['gateway'], status: 400, next: 'ask in several requests' },
  LIMIT_DIRECTIVES: { from: ['gateway'], status: 400, next: 'use fewer directives' },
  LIMIT_SELECTIONS: { from: ['gateway'], status: 400, next: 'spread fewer fragments, or ask in several requests' },
  LIMIT_PLANNING: { from: ['gateway'], status: 400, next: 'ask for less, or in several requests' },
  LIMIT_STREAMS: { from: ['gateway'], status: 429, next: 'end a subscription or a socket before opening another' },
  LIMIT_COST: { from: ['gateway'], status: 400, next: 'ask for shorter pages, or in several requests' },
  GRAPHQL_PARSE_FAILED: { from: ['server'], status: 400, next: 'mend the document at the given place' },
  GRAPHQL_VALIDATION_FAILED: { from: ['server'], status: 400, next: 'compare the document with the schema' },
  BAD_USER_INPUT: { from: ['server'], status: 400, next: 'mend the named variable' },
  OPERATION_RESOLUTION_FAILURE: { from: ['server'], status: 400, next: 'name one operation of the document' },
  PERSISTED_QUERY_NOT_SUPPORTED: { from: ['server'], status: 200, next: 'send the whole document' },
  SUBGRAPH_UNAVAILABLE: { from: ['gateway'], status: 200, next: 'use the rest of the answer; ask again in a moment' },
  SUBGRAPH_TIMEOUT: { from: ['gateway'], status: 200, next: 'use the rest of the answer; ask again in a moment' },
  SUBGRAPH_INVALID_RESPONSE: { from: ['gateway'], status: 200, next: 'use the rest of the answer; report it' },
  DATA_INCOMPLETE: { from: ['gateway'], status: 200, next: 'use the rest of the answer; report it' },
  STREAM_RESTART: { from: ['gateway'], status: 200, next: 'subscribe again' },
  OVERLOADED: { from: ['gateway'], status: 503, next: 'ask again after the seconds of the retry-after header' },
  INTERNAL: { from: ['gateway'], status: 500, next: 'report it with the errorId' },
} as const satisfies Readonly<Record<string, ErrorEntry>>

export type ErrorCode = keyof typeof errorTable

/** True where the GraphQL server inside the gateway may show the caller an error of this code with its own message. */
export function isServerCode(code: unknown): code is ErrorCode {
  if (typeof code !== 'string' || !Object.hasOwn(errorTable, code)) return false
  const entry: ErrorEntry = errorTable[code as ErrorCode]
  return entry.from.includes('server')
}

/**
 * True where an agency has marked the error `public: true` and given it a code of its own. The codes are the agency's
 * business, so that a new one needs no change here; the kit marks its PublicError and nothing else. The gateway's codes
 * are not the agency's to use.
 */
export function isAgencyPublic(extensions: Readonly<Record<string, unknown>>): boolean {
  const { code, public: marked } = extensions
  return (
    marked === true && typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) && !Object.hasOwn(errorTable, code)
  )
}

/** A request refused as a whole, before anything was executed. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ErrorCode
  readonly headers: Readonly<Record<string, string>>

  constructor(code: ErrorCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.code = code
    this.headers = headers
  }

  get status(): number {
    return errorTable[this.code].status
  }
}

/** A part of the answer the gateway itself could not get or not trust. Its message and code are for the caller. */
export class GatewayError extends GraphQLError {
  constructor(options: {
    code: ErrorCode
    message: string
    path?: readonly (string | number)[]
    subgraph?: string
  }) {
    const { code, message, path, subgraph } = options
    super(message, { path: path ?? null, extensions: { code, ...(subgraph ? { subgraph } : {}) } })
  }
}
