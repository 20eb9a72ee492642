import type { SubgraphAnswer, SubgraphError } from '../engine/engine.ts'
import type { Failure } from './subgraph-failure.ts'
import { failureOf, isFailed } from './subgraph-failure.ts'

/** A misbehaving agency is heard with this many errors, of this many characters, at places of this many steps. */
const ERRORS_LIMIT = 100
const MESSAGE_LIMIT = 2_000
const CODE_LIMIT = 100
const PATH_LIMIT = 100

const UNTOLD = 'The agency reported an error without a message.'

// A byte order mark stays in the text, where JSON has no place for it.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** `undefined` where the bytes are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * Reads the JSON text of an answer and believes nothing but its outer shape: `data` is an object or null, `errors` are
 * a list, one of the two says something. What `data` holds is the engine's to check.
 */
export function readAnswer(text: string): SubgraphAnswer | Failure {
  try {
    const answer = readResult(JSON.parse(text))
    return isFailed(answer) ? answer : { ...answer, plain: !text.includes('\\') }
  } catch {
    return failureOf('SUBGRAPH_INVALID_RESPONSE', 'not JSON')
  }
}

/** The same of an answer that came as a value. */
export function readResult(json: unknown): SubgraphAnswer | Failure {
  if (!isObject(json)) return failureOf('SUBGRAPH_INVALID_RESPONSE', 'not an object')
  const { data = null, errors = null } = json
  if (data !== null && !isObject(data)) return failureOf('SUBGRAPH_INVALID_RESPONSE', 'data is no object')
  if (errors !== null && !Array.isArray(errors)) return failureOf('SUBGRAPH_INVALID_RESPONSE', 'errors are no list')
  if (data === null && !errors?.length) return failureOf('SUBGRAPH_INVALID_RESPONSE', 'neither data nor errors')
  return { data, errors: errors?.length ? errors.slice(0, ERRORS_LIMIT).map(readError) : NO_ERRORS }
}

const NO_ERRORS: readonly SubgraphError[] = Object.freeze([])

/** Only message, place, code, error id and mark are taken over; the mask decides later what the caller may see. */
function readError(error: unknown): SubgraphError {
  const { message, path, extensions } = isObject(error) ? error : {}
  const { code, errorId, public: marked } = isObject(extensions) ? extensions : {}
  return {
    message: typeof message === 'string' ? message.slice(0, MESSAGE_LIMIT) : UNTOLD,
    path: isPath(path) ? path : undefined,
    code: shortText(code),
    errorId: shortText(errorId),
    public: marked === true,
  }
}

function isPath(path: unknown): path is (string | number)[] {
  return Array.isArray(path) && path.length <= PATH_LIMIT && path.every(isStep)
}

function isStep(step: unknown): boolean {
  return typeof step === 'string' || (Number.isSafeInteger(step) && Number(step) >= 0)
}

function shortText(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= CODE_LIMIT ? value : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
