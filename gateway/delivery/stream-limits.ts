import type { Viewer } from '../../kit/viewer-statement.ts'
import { Refusal } from '../errors.ts'
import type { Quota } from './quota.ts'
import { openQuota } from './quota.ts'

/** What callers may hold open, and for how long. */
export interface StreamLimits {
  /** WebSockets of one resident, of one client that acts for itself, or of one address without a token. */
  readonly socketsPerSubject: number
  /** Operations under way on one WebSocket. */
  readonly subscriptionsPerSocket: number
  /** Event streams of one resident, client or address; each carries one operation. */
  readonly eventStreamsPerSubject: number
  /** WebSockets and event streams of this process together. */
  readonly connections: number
  /** WebSockets of one address that have not said who they are. */
  readonly unidentifiedPerAddress: number
  readonly initTimeoutMs: number
  /** One message from the caller. */
  readonly messageBytes: number
  /** Into how many frames one message may be cut. */
  readonly messageFragments: number
  /** What may wait for a caller who reads slowly; then he is dropped. */
  readonly bufferedBytes: number
  readonly heartbeatMs: number
  /** After it a subscription has to be asked for again. */
  readonly maxAgeMs: number
}

export const streamDefaults: StreamLimits = {
  socketsPerSubject: 5,
  subscriptionsPerSocket: 20,
  eventStreamsPerSubject: 20,
  connections: 1_000,
  unidentifiedPerAddress: 20,
  initTimeoutMs: 5_000,
  messageBytes: 256 * 1_024,
  messageFragments: 128,
  bufferedBytes: 256 * 1_024,
  heartbeatMs: 12_000,
  maxAgeMs: 6 * 3_600_000,
}

/** The places that all transports of events share. */
export interface StreamQuotas {
  readonly connections: Quota
  readonly unidentified: Quota
  readonly sockets: Quota
  readonly eventStreams: Quota
}

export function openStreamQuotas(limits: StreamLimits): StreamQuotas {
  return {
    connections: openQuota(limits.connections),
    unidentified: openQuota(limits.unidentifiedPerAddress),
    sockets: openQuota(limits.socketsPerSubject),
    eventStreams: openQuota(limits.eventStreamsPerSubject),
  }
}

/** Who holds a place: the resident whoever asks for him, else the client, else the address. */
export function holderOf({ subject, clientId }: Viewer, address: string | undefined): string {
  if (subject !== null) return `resident ${subject}`
  return clientId !== null ? `client ${clientId}` : `address ${address}`
}

/** One refusal for every want of a place: which bound it was is of use only to who wants to fill them. */
export function noPlace(): Refusal {
  const message = 'too many streams are open already; end one, or ask again later'
  return new Refusal('LIMIT_STREAMS', message, { 'retry-after': '10' })
}
