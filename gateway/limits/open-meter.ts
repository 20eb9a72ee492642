import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { DocumentNode, SelectionSetNode } from 'graphql'
import { getOperationAST, Kind } from 'graphql'
import type { Logger } from '../../kit/logger.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { Refusal } from '../errors.ts'
import type { Exchange } from '../exchange.ts'
import type { Bucket, SharedState, Taken, Want } from '../processes/shared-state.ts'
import { clientTermsOf } from '../standing/standing-entry.ts'
import type { LimitTerms } from './limit-terms.ts'
import { openCharge } from './open-charge.ts'
import type { TrustedOperations } from './trusted-operations.ts'

/** An operation that is ready to run, and the address it came from. */
interface Coming {
  readonly exchange: Exchange
  readonly document: DocumentNode
  readonly operationName: string | undefined
  readonly type: string
  readonly cost: number
  readonly address: string | undefined
}

/** The tier of clients that ask nothing but trusted operations. */
const TRUSTED_ONLY = 'trusted-only'

/** @throws {Refusal} OPERATION_NOT_TRUSTED, BUDGET_EXHAUSTED, RATE_LIMITED */
export type Admit = (coming: Coming) => Promise<void>

/**
 * Takes what an operation may cost out of its client's budget and counts it towards the rates, all or nothing, in one call
 * of the shared state. What it has taken is on the exchange until the answer tells what it cost.
 */
export function openMeter(room: {
  readonly state: SharedState
  readonly terms: LimitTerms
  readonly trusted: TrustedOperations
  readonly logger: Logger
}): Admit {
  const { state, trusted, logger } = room
  const bucketsOf = openBuckets(room.terms)
  return async (coming) => {
    const { exchange, cost } = coming
    const { viewer } = exchange
    if (clientTermsOf(viewer)?.tier === TRUSTED_ONLY) checkTrusted(coming, trusted)
    const buckets = bucketsOf(viewer, coming.address)
    const wants = wantsOf(buckets, coming)
    const taken = await state.take(wants).catch((error: unknown) => {
      // Fairness among partners is not worth refusing all of them.
      logger.warn({ err: error }, 'budgets cannot be read; an operation runs without')
    })
    if (!taken) return
    if (!taken.granted) throw refusalOf(taken, wants)
    exchange.charge = openCharge({ state, bucket: buckets.budget, requested: cost, left: taken.levels[0] ?? 0 })
  }
}

function checkTrusted({ document }: Coming, trusted: TrustedOperations): void {
  if (trusted.includes(document)) return
  throw new Refusal(
    'OPERATION_NOT_TRUSTED',
    'this client may run registered operations only; register this one, or send one that is',
  )
}

interface Buckets {
  readonly budget: Bucket
  /** Of the client; `null` for callers without one. */
  readonly rate: Bucket | null
  readonly resident: Bucket | null
}

/** Made once for a viewer: who he is does not change while he asks. */
function openBuckets(terms: LimitTerms) {
  const known = new WeakMap<Viewer, Buckets>()
  return (viewer: Viewer, address: string | undefined): Buckets => {
    if (viewer.clientId === null) return anonymousBuckets(terms, address)
    const buckets = known.get(viewer) ?? clientBuckets(terms, viewer.clientId, viewer)
    known.set(viewer, buckets)
    return buckets
  }
}

function clientBuckets(terms: LimitTerms, clientId: string, viewer: Viewer): Buckets {
  const { subject } = viewer
  const registered = clientTermsOf(viewer)?.budgets
  return {
    budget: perMinute(`budget:${short(clientId)}`, registered?.costPerMinute ?? terms.clientCostPerMinute),
    rate: perMinute(`rate:${short(clientId)}`, registered?.requestsPerMinute ?? terms.clientPerMinute),
    // No reference to a resident leaves for a store.
    resident: subject === null ? null : perMinute(`resident:${short(subject)}`, terms.residentPerMinute),
  }
}

function anonymousBuckets(terms: LimitTerms, address: string | undefined): Buckets {
  const budget = perMinute(`address:${networkOf(address)}`, terms.anonymousCostPerMinute)
  return { budget, rate: null, resident: null }
}

/** Whoever has one IPv6 address has the 2^64 of its network. */
function networkOf(address = 'unknown'): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(address)) return address
  const groups = (text = '') => text.split(':').filter(Boolean)
  const [head, tail] = address.split('::')
  const [before, after] = [groups(head), groups(tail)]
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}

function short(name: string): string {
  return createHash('sha256').update(name).digest('base64url')
}

/** Holds as much as flows in within a minute. */
function perMinute(key: string, amount: number): Bucket {
  return { key, capacity: amount, refillPerSecond: amount / 60 }
}

function wantsOf({ budget, rate, resident }: Buckets, coming: Coming): Want[] {
  const wants: Want[] = [{ bucket: budget, cost: coming.cost }]
  if (rate) wants.push({ bucket: rate, cost: coming.type === 'mutation' ? mutationsIn(coming) : 1 })
  if (resident) wants.push({ bucket: resident, cost: 1 })
  return wants
}

/** Under how many names it mutates: each runs by itself. */
function mutationsIn({ document, operationName }: Coming): number {
  const count = ({ selections }: SelectionSetNode): number =>
    selections.reduce((sum, node) => {
      if (node.kind === Kind.FIELD) return sum + 1
      if (node.kind === Kind.INLINE_FRAGMENT) return sum + count(node.selectionSet)
      const fragment = document.definitions.find(
        (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === node.name.value,
      )
      return fragment?.kind === Kind.FRAGMENT_DEFINITION ? sum + count(fragment.selectionSet) : sum
    }, 0)
  const operation = getOperationAST(document, operationName)
  return operation ? count(operation.selectionSet) : 1
}

function refusalOf({ short: index, retryAfterMs, levels }: Taken, wants: readonly Want[]): Refusal {
  const want = wants[index ?? 0]
  const isBudget = index === 0
  const has = Math.max(0, Math.floor(levels[index ?? 0] ?? 0))
  const wait = retryAfterMs === null ? null : Math.max(1, Math.ceil(retryAfterMs / 1_000))
  const headers: Record<string, string> = wait === null ? {} : { 'retry-after': String(wait) }
  const next = wait === null ? 'ask for less' : `ask again in ${wait} s, or for less`
  if (isBudget) {
    const message = `the answer could cost ${want?.cost}, and the budget holds ${has} of ${want?.bucket.capacity}; ${next}`
    return new Refusal('BUDGET_EXHAUSTED', message, headers)
  }
  const about = want?.bucket.key.startsWith('resident:') ? 'about this resident' : 'by this client'
  return new Refusal(
    'RATE_LIMITED',
    `more than ${want?.bucket.capacity} operations a minute ${about}; ${next}`,
    headers,
  )
}
