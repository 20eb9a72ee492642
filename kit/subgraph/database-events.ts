import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { DatabaseSource } from '../database.ts'
import { PublicError } from '../errors.ts'
import { openTopic } from './topic.ts'

const CONNECT_TIMEOUT_MS = 10_000
const GOODBYE_MS = 1_000

/**
 * What the agency's own tables announce by `pg_notify`, told to every process that serves the agency: after the commit, and
 * not at all after a rollback. Events are news, not a log: what happened while nobody listened is read from the tables.
 */
export interface DatabaseEvents<E> {
  /**
   * Resolves as soon as nothing will be missed; aborting `signal` ends it. @throws {PublicError} while listening:
   * SUBSCRIBER_TOO_SLOW, EVENTS_INTERRUPTED
   */
  listen(options: { signal: AbortSignal; wanted: (event: E) => boolean }): Promise<AsyncIterable<E>>
  close(): Promise<void>
}

/**
 * Opened at the first listener. On a server it is one connection of its own, straight to the server: a pooler that lends
 * sessions by the transaction forgets who listens.
 * @param options.channel lower-case words with underscores, the agency's name first: all agencies share one database
 */
export function openDatabaseEvents<E>(options: {
  source: DatabaseSource
  channel: string
  parse: (payload: string) => E
}): DatabaseEvents<E> {
  const { source, channel, parse } = options
  const topic = openTopic<E>()
  let line: Promise<Disconnect> | undefined

  const hear = (payload: string) => {
    try {
      topic.publish(parse(payload))
    } catch (error) {
      topic.fail(error instanceof Error ? error : new Error(String(error)))
    }
  }
  const connect = (): Promise<Disconnect> => {
    if (line) return line
    const opening = openLine(source, { channel, hear, lost: () => forget() })
    const forget = () => {
      if (line === opening) line = undefined
      topic.fail(interrupted())
    }
    opening.catch(forget)
    line = opening
    return opening
  }
  return {
    async listen(wanted) {
      const events = topic.listen(wanted)
      await connect()
      return events
    },
    async close() {
      const disconnect = await line?.catch(() => undefined)
      await disconnect?.()
    },
  }
}

type Disconnect = () => Promise<unknown>

interface Line {
  readonly channel: string
  readonly hear: (payload: string) => void
  /** Events may have been missed from now on. */
  readonly lost: () => void
}

function openLine(source: DatabaseSource, line: Line): Promise<Disconnect> {
  return source.kind === 'embedded' ? listenToEngine(source.engine, line) : listenToServer(source.url, line)
}

function listenToEngine(engine: PGlite, { channel, hear }: Line): Promise<Disconnect> {
  return engine.listen(channel, hear)
}

async function listenToServer(url: string, { channel, hear, lost }: Line): Promise<Disconnect> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // A server that vanished without a word would otherwise never be missed: nothing is ever sent on this connection.
    keepAlive: true,
  })
  client.on('notification', ({ payload = '' }) => hear(payload))
  client.on('error', () => void client.end().catch(() => {}))
  client.once('end', lost)
  await client.connect()
  await client.query(`listen ${client.escapeIdentifier(channel)}`)
  return () => disconnect(client)
}

/** A server that is gone does not say goodbye. */
async function disconnect(client: pg.Client): Promise<void> {
  const cut = setTimeout(() => client.connection.stream.destroy(), GOODBYE_MS)
  await client.end()
  clearTimeout(cut)
}

function interrupted(): PublicError {
  const message = 'The agency lost touch with its own database for a moment; subscribe again and read what was missed.'
  return new PublicError('EVENTS_INTERRUPTED', message)
}
