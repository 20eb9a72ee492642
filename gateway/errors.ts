import { GraphQLError } from 'graphql'

/**
 * Who may have said it: the gateway itself, the GraphQL server inside it, or an agency, which decides by the same rules
 * who may read what. Otherwise agencies have codes of their own.
 */
type Speaker = 'gateway' | 'server' | 'agency'

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
  DPOP_PROOF_INVALID: {
    from: ['gateway'],
    status: 401,
    next: 'send authorization: DPoP, and a fresh proof in the header dpop',
  },
  ISSUER_UNAVAILABLE: { from: ['gateway'], status: 503, next: 'ask again in a moment; the token may be good' },
  UNAUTHENTICATED: {
    from: ['gateway', 'agency'],
    status: 200,
    next: 'get a token for this graph, of a resident where the field is about one',
  },
  SCOPE_REQUIRED: { from: ['gateway', 'agency'], status: 200, next: 'get a token with one of the scopes in needs' },
  POLICY_REQUIRED: { from: ['gateway', 'agency'], status: 200, next: 'ask the operator to register the client for it' },
  PURPOSE_MISMATCH: { from: ['gateway', 'agency'], status: 200, next: 'get a token for one of the purposes in needs' },
  ASSURANCE_REQUIRED: {
    from: ['gateway', 'agency'],
    status: 200,
    next: 'send the resident to sign in again with the acr_values in stepUp',
  },
  TOKEN_BINDING_REQUIRED: {
    from: ['gateway', 'agency'],
    status: 200,
    next: 'get a token that is bound to a key (DPoP)',
  },
  RESIDENCY_BLOCKED: {
    from: ['gateway', 'agency'],
    status: 200,
    next: 'ask one of the alternatives, a yes or no that may leave the jurisdiction',
  },
  ROUTE_NOT_FILED: {
    from: ['gateway', 'agency'],
    status: 200,
    next: 'file the transfer by the route in needs, and have it registered',
  },
  CONSENT_REQUIRED: {
    from: ['gateway', 'agency'],
    status: 200,
    next: 'send the resident to consentUrl, or through a new authorization',
  },
  LIMIT_TOKENS: { from: ['gateway'], status: 400, next: 'ask for less, or in several requests' },
  LIMIT_DEPTH: { from: ['gateway'], status: 400, next: 'ask for less nested data' },
  LIMIT_ALIASES: { from: ['gateway'], status: 400, next: 'ask in several requests' },
  LIMIT_ROOT_FIELDS: { from: ['gateway'], status: 400, next: 'ask in several requests' },
  LIMIT_DIRECTIVES: { from: ['gateway'], status: 400, next: 'use fewer directives' },
  LIMIT_SELECTIONS: { from: ['gateway'], status: 400, next: 'spread fewer fragments, or ask in several requests' },
  LIMIT_PLANNING: { from: ['gateway'], status: 400, next: 'ask for less, or in several requests' },
  LIMIT_STREAMS: { from: ['gateway'], status: 429, next: 'end a subscription or a socket before opening another' },
  LIMIT_COST: { from: ['gateway'], status: 400, next: 'ask for shorter pages, or in several requests' },
  LIMIT_SUBGRAPH_COST: {
    from: ['gateway'],
    status: 400,
    next: 'ask that agency for shorter pages, or in several requests',
  },
  BUDGET_EXHAUSTED: {
    from: ['gateway'],
    status: 429,
    next: 'ask again after the seconds of the retry-after header, or for less',
  },
  RATE_LIMITED: { from: ['gateway'], status: 429, next: 'ask again after the seconds of the retry-after header' },
  OPERATION_NOT_TRUSTED: { from: ['gateway'], status: 403, next: 'register the operation, or send one that is' },
  GRAPHQL_PARSE_FAILED: { from: ['server'], status: 400, next: 'mend the document at the given place' },
  GRAPHQL_VALIDATION_FAILED: { from: ['server'], status: 400, next: 'compare the document with the schema' },
  BAD_USER_INPUT: { from: ['server'], status: 400, next: 'mend the named variable' },
  OPERATION_RESOLUTION_FAILURE: { from: ['server'], status: 400, next: 'name one operation of the document' },
  PERSISTED_QUERY_NOT_SUPPORTED: { from: ['server'], status: 200, next: 'send the whole document' },
  SUBGRAPH_UNAVAILABLE: { from: ['gateway'], status: 200, next: 'use the rest of the answer; ask again in a moment' },
  SUBGRAPH_TIMEOUT: { from: ['gateway'], status: 200, next: 'use the rest of the answer; ask again in a moment' },
  SUBGRAPH_INVALID_RESPONSE: { from: ['gateway'], status: 200, next: 'use the rest of the answer; report it' },
  DATA_INCOMPLETE: { from: ['gateway'], status: 200, next: 'use the rest of the answer; report it' },
  EVIDENCE_UNAVAILABLE: { from: ['gateway'], status: 503, next: 'ask again in a moment' },
  STREAM_RESTART: { from: ['gateway'], status: 200, next: 'subscribe again' },
  OVERLOADED: { from: ['gateway'], status: 503, next: 'ask again after the seconds of the retry-after header' },
  INTERNAL: { from: ['gateway'], status: 500, next: 'report it with the errorId' },
} as const satisfies Readonly<Record<string, ErrorEntry>>

export type ErrorCode = keyof typeof errorTable

/** True where the GraphQL server inside the gateway may show the caller an error of this code with its own message. */
export function isServerCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorTable, code) && maySay('server', code)
}

/** True too for a code that is not in the table. */
function maySay(speaker: Speaker, code: string): boolean {
  if (!Object.hasOwn(errorTable, code)) return true
  const entry: ErrorEntry = errorTable[code as ErrorCode]
  return entry.from.includes(speaker)
}

/**
 * True where an agency has marked the error `public: true` and given it a code of its own. The codes are the agency's
 * business, so that a new one needs no change here; the kit marks its PublicError and nothing else. The gateway's codes
 * are not the agency's to use, but for those that the table gives it.
 */
export function isAgencyPublic(extensions: Readonly<Record<string, unknown>>): boolean {
  const { code, public: marked } = extensions
  return marked === true && typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) && maySay('agency', code)
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
    /** Further extensions, for the caller like the message; none is called `code`. */
    details?: Readonly<Record<string, unknown>>
  }) {
    const { code, message, path, subgraph, details } = options
    super(message, { path: path ?? null, extensions: { code, ...(subgraph ? { subgraph } : {}), ...details } })
  }
}
