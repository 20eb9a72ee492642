import type { DestinationStream, LogFn, Logger } from 'pino'
import { pino } from 'pino'
import { maskPersonal } from './mask-personal.ts'

export type { Logger } from 'pino'

/** What no line holds under whatever key it is logged: secrets, and what a caller sent or was answered. */
const SECRETS = ['authorization', 'cookie', 'dpop', 'password', 'secret', 'token', 'access_token', 'client_secret']
const CONTENTS = ['body', 'variables', 'representations', 'headers', 'params', 'parameters']
const CUT = new Set([...SECRETS, ...CONTENTS])

/**
 * Structured log lines on standard error, so that standard output stays free for what a person or a program reads.
 * Secrets and contents are cut out by key, errors are told without what libraries hang on them, and every line passes
 * the net of `maskPersonal`. @param options.destination another place for the lines; for tests
 */
export function openLogger(options: { name: string; level: string; destination?: DestinationStream }): Logger {
  const { name, level, destination = pino.destination(2) } = options
  return pino(
    {
      name,
      level,
      formatters: { log: (fields) => cutOut(fields) },
      serializers: { err: describeError, error: describeError },
      hooks: { streamWrite: maskPersonal, logMethod: giveErrorsWords },
    },
    destination,
  )
}

/** By key, on top and one level down. The library's own redaction with wildcards takes ten times as long. */
function cutOut(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  let kept = fields
  for (const key in fields) {
    const value = fields[key]
    const told = CUT.has(key) ? '[redacted]' : depth === 0 && isPlain(value) ? cutOut(value, 1) : value
    if (told !== value) kept = { ...kept, [key]: told }
  }
  return kept
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Error)
}

/** Where an error comes without a message of ours, the library would repeat the error's own as it is. */
function giveErrorsWords(this: Logger, args: Parameters<LogFn>, write: LogFn): void {
  const [first, message] = args as [unknown, ...unknown[]]
  const error = first instanceof Error ? { err: first } : first
  const hasNoWords = message === undefined && typeof error === 'object' && error !== null && 'err' in error
  if (hasNoWords) write.call(this, error, 'an error')
  else write.apply(this, [error, ...args.slice(1)] as Parameters<LogFn>)
}

/** Causes of causes: a chain may be a ring. */
const CAUSES = 4

interface ToldError {
  readonly type: string
  readonly message: string
  readonly stack?: string
  readonly code?: string
  readonly cause?: ToldError
}

/** Type, message, code, stack and causes. Drivers hang the query, its parameters and whole rows on their errors. */
function describeError(error: unknown, depth = 0): ToldError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'something was thrown that is no error' }
  const message = withoutQuotes(error)
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const cause = error.cause === undefined || depth >= CAUSES ? {} : { cause: describeError(error.cause, depth + 1) }
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return { type: error.name, message, ...(frames ? { stack: frames.join('\n') } : {}), ...code, ...cause }
}

/** Parsers and databases (SQLSTATE class 22, data exception) quote the text that they could not read. */
function withoutQuotes(error: Error): string {
  const quotesInput = error instanceof SyntaxError || ('code' in error && /^22/.test(String(error.code)))
  return quotesInput ? error.message.replaceAll(/"[^"]*"|'[^']*'/g, '"…"') : error.message
}
