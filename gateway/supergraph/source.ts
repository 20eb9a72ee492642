import type { Clock, Instant } from '../../kit/clock.ts'
import { ConfigError } from '../../kit/config.ts'
import type { Logger } from '../../kit/logger.ts'

/** Where supergraphs come from. A text is delivered once, however often it is found. */
export interface SupergraphSource {
  /** For the log and for messages: a path, or an address without its query. */
  readonly name: string
  /** The present text. @throws {ConfigError} where there is none to be had */
  read(): Promise<string>
  /** From now on hands over each text that differs from the one before, until `close`. */
  watch(listener: (sdl: string) => void): void
  state(): SourceState
  close(): void
}

export interface SourceState {
  /** When the source last said what its newest text is; `undefined` before the first time. */
  readonly confirmedAt: Instant | undefined
  /** Why it last did not; `undefined` while it does. */
  readonly failure: string | undefined
}

export interface SourceOptions {
  /** How often it is looked at. A file is watched as well, so that this is for file systems that tell nothing. */
  readonly pollMs?: number
  readonly maxBytes?: number
  readonly now: Clock
  readonly logger: Logger
}

export interface UrlOptions {
  /** How long one answer may take, from connecting to its last byte. */
  readonly timeoutMs?: number
  /** E.g. an authorization for the registry. Never logged. */
  readonly headers?: Readonly<Record<string, string>>
  /** From 0 to below 1, spreads many gateways over the interval. */
  readonly chance?: () => number
}

/** Supergraphs larger than this are refused unread. */
export const MAX_BYTES = 16 * 1_048_576

/** @throws {ConfigError} where bytes are no UTF-8 text, or nothing but blanks */
export function decodeText(bytes: Uint8Array): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ConfigError('it is no UTF-8 text')
  }
  if (!text.trim()) throw new ConfigError('it is empty')
  return text
}
