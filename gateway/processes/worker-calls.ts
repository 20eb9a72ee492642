import type { MetricsSnapshot } from '../metrics/metrics.ts'
import type { Bucket, Taken, Want } from './shared-state.ts'

/** What the primary may ask of a worker. */
export type WorkerCalls = {
  /** Take no new connections, finish what runs, then end. */
  readonly drain: (argument: Record<string, never>) => void
  /** Answered by a loop that turns. */
  readonly ping: (argument: Record<string, never>) => void
  readonly snapshot: (argument: Record<string, never>) => Promise<MetricsSnapshot>
}

/** What a worker may ask of the primary. */
export type PrimaryCalls = {
  /** It answers requests from now on. */
  readonly ready: (argument: { readonly url: string }) => void
  /** Its last counts, before it ends. */
  readonly farewell: (argument: { readonly snapshot: MetricsSnapshot }) => void
  /** The metrics of all workers. */
  readonly metrics: (argument: Record<string, never>) => Promise<string>
  readonly claimOnce: (argument: { readonly key: string; readonly ttlMs: number }) => Promise<boolean>
  readonly take: (argument: { readonly wants: readonly Want[] }) => Promise<Taken>
  readonly refund: (argument: { readonly bucket: Bucket; readonly amount: number }) => Promise<void>
}
