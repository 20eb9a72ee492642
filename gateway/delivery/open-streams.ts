import type { Clock, Instant } from '../../kit/clock.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import type { Engine } from '../engine/engine.ts'
import { isWithdrawn } from '../standing/standing-entry.ts'
import type { EndReason } from './stream-ends.ts'

/** How often it is looked whether a stream has to end, and so how late one may end. */
const SWEEP_MS = 250

/** A socket, a subscription on it, or an event stream. */
export interface Stream {
  readonly viewer: Viewer
  /** Whose events it carries; `null` for the socket itself. */
  readonly engine: Engine | null
  /** When the viewer's token ends. */
  readonly expiresAt: Instant | null
  /** Called once. */
  end(reason: EndReason): void
}

export interface OpenStreams {
  /** @returns what to call when the stream has ended by itself */
  add(stream: Stream): () => void
  /** Ends at once the streams of those whose access was withdrawn. @returns how many */
  revoke(predicate: (viewer: Viewer) => boolean): number
  /** Ends the streams of an engine that was replaced, spread evenly over `overMs` so that not all ask again at once. */
  retire(engine: Engine, options: { overMs: number }): void
  /** Ends all, and from then on every new one at once. */
  drain(): void
  readonly size: number
}

interface Entry {
  readonly stream: Stream
  endsAt: Instant
  reason: EndReason
}

/** Every stream of this process, and when each has to end: by its token, by its age, or because somebody says so. */
export function openStreams(options: {
  now: Clock
  random: () => number
  /** An event stream or subscription lives between four fifths of this and all of it. */
  maxAgeMs: number
}): OpenStreams {
  const { now, random, maxAgeMs } = options
  const entries = new Set<Entry>()
  let timer: NodeJS.Timeout | undefined
  let draining = false

  const end = (entry: Entry, reason: EndReason): void => {
    if (!entries.delete(entry)) return
    if (entries.size === 0) clearInterval(timer)
    entry.stream.end(reason)
  }
  const sweep = (): void => {
    const at = now()
    for (const entry of [...entries]) if (entry.endsAt <= at) end(entry, entry.reason)
  }
  const endBy = (entry: Entry, endsAt: Instant, reason: EndReason): void => {
    if (endsAt < entry.endsAt) Object.assign(entry, { endsAt, reason })
  }

  return {
    add(stream) {
      const entry: Entry = { stream, endsAt: Number.POSITIVE_INFINITY, reason: 'old' }
      if (stream.engine) endBy(entry, now() + maxAgeMs * (1 - random() / 5), 'old')
      if (stream.expiresAt !== null) endBy(entry, stream.expiresAt, 'expired')
      if (entries.size === 0) timer = setInterval(sweep, SWEEP_MS).unref()
      entries.add(entry)
      if (draining) queueMicrotask(() => end(entry, 'draining'))
      // While it was being opened what it rests on was changed.
      else if (isWithdrawn(stream.viewer)) queueMicrotask(() => end(entry, 'revoked'))
      return () => {
        entries.delete(entry)
        if (entries.size === 0) clearInterval(timer)
      }
    },
    revoke(predicate) {
      const revoked = [...entries].filter(({ stream }) => predicate(stream.viewer))
      for (const entry of revoked) end(entry, 'revoked')
      return revoked.length
    },
    retire(engine, { overMs }) {
      const retired = [...entries].filter(({ stream }) => stream.engine === engine)
      const start = now()
      for (const [place, entry] of retired.entries())
        endBy(entry, start + (overMs * place) / retired.length, 'replaced')
    },
    drain() {
      draining = true
      for (const entry of [...entries]) end(entry, 'draining')
    },
    get size() {
      return entries.size
    },
  }
}
