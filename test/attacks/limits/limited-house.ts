import { pino } from 'pino'
import type { Operation } from '../../../gateway/engine/engine.ts'
import type { LimitTerms } from '../../../gateway/limits/limit-terms.ts'
import { openMeter } from '../../../gateway/limits/open-meter.ts'
import { openTrustedOperations } from '../../../gateway/limits/trusted-operations.ts'
import type { Line } from '../../../gateway/processes/calls.ts'
import { openCalls } from '../../../gateway/processes/calls.ts'
import type { SharedState } from '../../../gateway/processes/shared-state.ts'
import { openSharedState } from '../../../gateway/processes/shared-state.ts'
import { serveState, stateOfPrimary } from '../../../gateway/processes/state-over-line.ts'
import type { Standing } from '../../../gateway/standing/open-standing.ts'
import { completeViewer } from '../../../gateway/standing/standing-entry.ts'
import type { FakeHouse } from '../../../gateway/testing/fake-house.ts'
import { startFakeHouse } from '../../../gateway/testing/fake-house.ts'

export const TRUSTED = '{ me }'
export const terms: LimitTerms = {
  anonymousCostPerMinute: 600,
  clientCostPerMinute: 600,
  clientPerMinute: 30,
  residentPerMinute: 40,
}

export interface LimitedHouse {
  readonly gateways: readonly FakeHouse[]
  /** Every operation that was executed, at whatever gateway. */
  executed(): readonly (Operation & { readonly cost: number })[]
  /** What was executed would have come to so much, were all of it answered. */
  executedCost(): number
  passMs(ms: number): void
  close(): Promise<void>
}

/** Two workers of one primary, on a clock that stands still. `limited: false` takes the step out. */
export async function openLimitedHouse(options: { limited: boolean; usedShare?: number }): Promise<LimitedHouse> {
  const { limited, usedShare = 1 } = options
  const clock = { ms: 1_900_000_000_000 }
  const now = () => clock.ms
  const state = openSharedState({ now })
  const open = () => startGateway({ limited, usedShare, state: asWorker(state), now })
  const gateways = await Promise.all([open(), open()])
  // The pipeline hands over what it has prepared, price included.
  const executed = () => gateways.flatMap(({ engine }) => engine.asked as (Operation & { cost: number })[])
  return {
    gateways,
    executed,
    executedCost: () => executed().reduce((sum, { cost }) => sum + cost, 0),
    passMs(ms) {
      clock.ms += ms
    },
    async close() {
      await Promise.all(gateways.map((gateway) => gateway.close()))
    },
  }
}

/** The state of the primary as one of its workers has it: every call and every answer is copied as JSON. */
function asWorker(state: SharedState): SharedState {
  const listeners: ((message: unknown) => void)[] = []
  const lineOf = (own: number): Line => ({
    send: (message) => setImmediate(() => listeners[1 - own]?.(JSON.parse(JSON.stringify(message)))),
    listen: (listener) => {
      listeners[own] = listener
    },
  })
  openCalls(lineOf(0), serveState(state))
  return stateOfPrimary(openCalls(lineOf(1), {}))
}

async function startGateway(room: {
  limited: boolean
  usedShare: number
  state: SharedState
  now: () => number
}): Promise<FakeHouse> {
  const { limited, usedShare, state, now } = room
  const logger = pino({ level: 'silent' })
  const trusted = openTrustedOperations([TRUSTED])
  const meter = limited ? openMeter({ state, terms, trusted, logger }) : undefined
  const gateway = await startFakeHouse({ now, standing, trusted, ...(meter ? { meter } : {}) })
  const { engine } = gateway
  gateway.swap({
    ...engine,
    async execute(operation) {
      const { cost = 0 } = operation as { cost?: number }
      return { ...(await engine.execute(operation)), cost: Math.round(cost * usedShare) }
    },
  })
  return gateway
}

/** A register in which clients whose names say so may ask trusted operations only. */
const standing: Standing = {
  resolve(viewer) {
    if (!viewer.clientId?.startsWith('trusted-')) return viewer
    const client = { tier: 'trusted-only', budgets: { costPerMinute: 600, requestsPerMinute: 30 } }
    return completeViewer(viewer, {
      parties: viewer,
      answer: { registration: null, client, standing: null },
      askAgainAt: Number.POSITIVE_INFINITY,
      consentEnds: null,
      live: true,
      used: true,
    })
  },
  onWithdrawn() {},
  async close() {},
}

export interface Told {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly code: string | undefined
  readonly cost: { requested: number; actual: number; remaining: number } | undefined
}

interface Ask {
  readonly query?: string
  readonly as?: string | undefined
  readonly body?: unknown
  readonly accept?: string
  readonly path?: string
  readonly signal?: AbortSignal
}

/** @param ask `as`: `subject@client` */
export async function post(gateway: FakeHouse | undefined, ask: Ask): Promise<Told> {
  const { query, as, accept = 'application/json', path = '/graphql' } = ask
  const response = await fetch(new URL(path, gateway?.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...(as ? { authorization: `Bearer ${as}+600` } : {}) },
    body: JSON.stringify(ask.body ?? { query }),
    ...(ask.signal ? { signal: ask.signal } : {}),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, ...readBody(text) }
}

function readBody(text: string): Pick<Told, 'code' | 'cost'> {
  try {
    const { errors, extensions } = JSON.parse(text)
    return { code: errors?.[0]?.extensions?.code, cost: extensions?.cost }
  } catch {
    return { code: /"code":"(\w+)"/.exec(text)?.[1], cost: undefined }
  }
}
