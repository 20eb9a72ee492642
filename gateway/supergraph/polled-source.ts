import { createHash } from 'node:crypto'
import type { Clock, Instant } from '../../kit/clock.ts'
import { ConfigError } from '../../kit/config.ts'
import type { Logger } from '../../kit/logger.ts'
import type { SupergraphSource } from './source.ts'

export interface PolledSource extends SupergraphSource {
  /** Looks now instead of at the next turn: something has stirred. */
  look(): void
}

/** What file and address have in common: look again and again, tell what is new once, and say how it goes. */
export function openPolledSource(options: {
  name: string
  /** What an operator does where it cannot be read. */
  remedy: string
  /** `undefined` where it is known to be what it was at the last call. Throws with a reason fit for the log. */
  readText: () => Promise<string | undefined>
  /** How long to wait until the next look, after so many failures in a row. */
  delayMs: (failures: number) => number
  now: Clock
  logger: Logger
}): PolledSource {
  const { name, remedy, readText, delayMs, now, logger } = options
  let listener: ((sdl: string) => void) | undefined
  let timer: NodeJS.Timeout | undefined
  let lastDigest: string | undefined
  let confirmedAt: Instant | undefined
  let failure: string | undefined
  let failures = 0
  let looking = false
  let stirred = false
  let closed = false

  /** @returns the text where it differs from the last one */
  async function readNew(): Promise<string | undefined> {
    try {
      const text = await readText()
      if (failure) logger.info({ source: name, failures }, 'the supergraph can be read again')
      failure = undefined
      failures = 0
      confirmedAt = now()
      if (text === undefined || digestOf(text) === lastDigest) return undefined
      lastDigest = digestOf(text)
      return text
    } catch (error) {
      const reason = reasonOf(error)
      // Once a cause, not once a look.
      if (reason !== failure && !closed) logger.warn({ source: name, reason }, 'the supergraph cannot be read')
      failure = reason
      failures += 1
      throw new ConfigError(`supergraph ${name} cannot be read (${reason}); ${remedy}`)
    }
  }

  async function turn(): Promise<void> {
    looking = true
    stirred = false
    const text = await readNew().catch(() => undefined)
    looking = false
    if (closed) return
    if (text !== undefined) listener?.(text)
    schedule(stirred ? 0 : delayMs(failures))
  }

  function schedule(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void turn(), ms).unref()
  }

  return {
    name,
    async read() {
      const text = await readNew()
      if (text === undefined) throw new ConfigError(`supergraph ${name} has been read before`)
      return text
    },
    watch(next) {
      listener = next
      schedule(delayMs(failures))
    },
    look() {
      if (looking) stirred = true
      else if (listener && !closed) schedule(0)
    },
    state: () => ({ confirmedAt, failure }),
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
