import { hash, randomUUID } from 'node:crypto'
import type { Clock } from '../../kit/clock.ts'
import type { ReleaseRecord } from '../../kit/evidence/access-entry.ts'
import { parseReleaseRecord } from '../../kit/evidence/access-entry.ts'
import type { Logger } from '../../kit/logger.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import type { Release } from '../access/decide-operation.ts'
import { GatewayError } from '../errors.ts'
import type { Journal } from './journal.ts'

/** What an answer releases, to whom, by which operation. */
export interface Released {
  readonly viewer: Viewer
  readonly requestId: string
  /** The operation's text. */
  readonly source: string
  readonly schemaVersion: string
  readonly releases: readonly Release[]
}

/**
 * Notes an answer that is about to be gathered. Call it as execution begins, and send nothing before what it returns has
 * resolved: the write runs while the agencies are asked.
 */
export type RecordRelease = (released: Released) => OnRecord

/**
 * Called when there is nothing else to wait for: resolves once it is on record.
 * @throws {GatewayError} EVIDENCE_UNAVAILABLE, then nothing may be sent
 */
export type OnRecord = () => Promise<void>

export function openReleaseLog(room: {
  journal: Pick<Journal, 'begin'>
  /** How long what was released waits already to reach the log. */
  lagMs: () => number
  maxLagMs: number
  now: Clock
  logger: Logger
}): RecordRelease {
  const { journal, lagMs, maxLagMs, now, logger } = room
  const recordOf = openRecords()
  const fail = (error: unknown): never => {
    logger.error({ err: error }, 'what was to be released could not be recorded, so it was not')
    throw unavailable()
  }
  return (released) => {
    if (released.releases.length === 0) return async () => {}
    if (lagMs() > maxLagMs) return async () => Promise.reject(unavailable())
    try {
      const written = journal.begin([recordOf(released, now())])
      return () => written().catch(fail)
    } catch (error) {
      return async () => fail(error)
    }
  }
}

/**
 * What is the same each time one viewer asks one thing is put together, and held against the form of a record, once: a
 * decision on what is released is kept as an object (access/open-authorization.ts), and this is kept by it.
 */
function openRecords() {
  const kept = new WeakMap<Released['releases'], { of: Released; record: ReleaseRecord }>()
  return (released: Released, at: number): ReleaseRecord => {
    const own = { id: randomUUID(), at, requestId: released.requestId }
    const known = kept.get(released.releases)
    if (known && isSame(known.of, released)) return { ...known.record, ...own }
    const record = parseReleaseRecord({ ...factsOf(released), ...own })
    kept.set(released.releases, { of: released, record })
    return record
  }
}

function isSame(one: Released, other: Released): boolean {
  return one.viewer === other.viewer && one.source === other.source && one.schemaVersion === other.schemaVersion
}

function factsOf({ viewer, source, schemaVersion, releases }: Released) {
  return {
    clientId: viewer.clientId,
    subject: viewer.subject,
    categories: unique(releases.map(({ category }) => category)),
    purpose: viewer.purpose,
    consentIds: unique(releases.flatMap(({ consentId }) => consentId ?? [])),
    routes: unique(releases.flatMap(({ route }) => route ?? [])),
    operationHash: hash('sha256', source, 'base64url'),
    schemaVersion,
    sources: sourcesOf(releases),
  }
}

function sourcesOf(releases: readonly Release[]) {
  return unique(releases.flatMap(({ sources }) => sources)).map((subgraph) => ({
    subgraph,
    categories: unique(releases.flatMap(({ category, sources }) => (sources.includes(subgraph) ? category : []))),
  }))
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort()
}

function unavailable(): GatewayError {
  const message = 'what is released must be on record first, and the record cannot be kept at the moment; ask again'
  return new GatewayError({ code: 'EVIDENCE_UNAVAILABLE', message })
}
