import { setTimeout } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { TestHouse } from '../../support/test-house.ts'
import { openPortal } from './portal.ts'

export const READ = '{ viewer { id name { en } wallets { nodes { id } } } }'
const DEFER = '{ viewer { id ... @defer { name { en } wallets { nodes { id } } } } }'
const SUBSCRIBE = 'subscription { paymentUpdated { id } }'
const LATER = ['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT']
const [TRIES, PAUSE_MS] = [60, 250]
/** Where a classed field has a value. */
const GIVEN = /"(wallets|name)":\{/

/** One read: when it was sent, and whether it was given any of what the consent is about. */
export interface Read {
  readonly kind: string
  readonly sentAtMs: number
  readonly given: boolean
  readonly codes: readonly string[]
}

async function read(gatewayUrl: string, kind: string, token: string): Promise<Read> {
  const parts = kind === 'defer'
  const sentAtMs = performance.now()
  const response = await fetch(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      accept: parts ? 'multipart/mixed;deferSpec=20220824, application/json' : 'application/json',
    },
    body: JSON.stringify({ query: parts ? DEFER : READ }),
  })
  const text = await response.text()
  const codes = [...text.matchAll(/"code":"(\w+)"/g)].flatMap(([, code]) => code ?? [])
  return { kind, sentAtMs, given: GIVEN.test(text), codes }
}

/** A gateway that has just lost touch with the register, on a crowded machine, says so and gives all a moment later. */
async function readUntilGiven(gatewayUrl: string, token: string): Promise<void> {
  for (let tried = 1; ; tried++) {
    const { given, codes } = await read(gatewayUrl, 'granted', token)
    if (given) return
    const isLater = codes.length > 0 && codes.every((code) => LATER.includes(code))
    if (!isLater || tried === TRIES) throw new Error(`what was agreed to was not given: ${codes}`)
    await setTimeout(PAUSE_MS)
  }
}

/** Reads without a pause, in every way and at every gateway, until it is told to stop; then once more. */
function readOn(gatewayUrls: readonly string[], token: string) {
  const reads: Read[] = []
  let stopped = false
  const round = async () => {
    const ways = ['plain', 'defer', 'same', 'same', 'same']
    const all = gatewayUrls.flatMap((url) => ways.map((kind) => read(url, kind, token)))
    reads.push(...(await Promise.all(all)))
  }
  const running = (async () => {
    while (!stopped) await round()
  })()
  return {
    reads,
    async stop() {
      stopped = true
      await running
      await round()
      return reads
    },
  }
}

/** Resolves with the moment at which the stream was ended by the gateway. */
export async function subscribeByEvents(house: TestHouse, token: string): Promise<{ ended: Promise<number> }> {
  const response = await fetch(`${house.gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: SUBSCRIBE }),
  })
  const reader = response.body?.getReader()
  await reader?.read()
  const untilEnd = async () => {
    while (!(await reader?.read())?.done);
    return performance.now()
  }
  return { ended: untilEnd() }
}

async function subscribeBySocket(house: TestHouse, token: string): Promise<{ ended: Promise<number> }> {
  const closed = Promise.withResolvers<number>()
  const opened = Promise.withResolvers<void>()
  const client = createClient({
    url: `${house.gatewayUrl.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    on: { connected: () => opened.resolve(), closed: () => closed.resolve(performance.now()) },
  })
  const over = () => closed.resolve(performance.now())
  client.subscribe({ query: SUBSCRIBE }, { next: () => {}, error: over, complete: over })
  await opened.promise
  return { ended: closed.promise }
}

export interface Race {
  readonly before: number
  readonly after: number
  /** Of those sent after the acknowledgement. */
  readonly given: readonly Read[]
  /** Of the same: those that were told why. The rest met a gateway that could not ask, which gives nothing either. */
  readonly refused: number
  readonly slowestEndMs: number
}

/** One resident gives and takes back his consent again and again, while a partner reads and listens in every way. */
export async function raceRevocations(
  house: TestHouse,
  options: { persona: string; rounds: number; streams?: boolean; otherGateways?: readonly string[] },
): Promise<Race> {
  const { persona, rounds, streams = true, otherGateways = [] } = options
  const gatewayUrls = [house.gatewayUrl, ...otherGateways]
  const given: Read[] = []
  let [before, after, refused, slowestEndMs] = [0, 0, 0, 0]
  const [token, portal] = [await house.tokenFor(persona), await openPortal(house, persona)]
  for (let round = 0; round < rounds; round++) {
    const consentId = await portal.grant()
    await Promise.all(gatewayUrls.map((url) => readUntilGiven(url, token)))
    const stream = streams && (await (round % 2 === 0 ? subscribeByEvents : subscribeBySocket)(house, token))
    const reading = readOn(gatewayUrls, token)
    await portal.revoke(consentId)
    const acknowledgedAtMs = performance.now()
    const reads = await reading.stop()
    const later = reads.filter(({ sentAtMs }) => sentAtMs > acknowledgedAtMs)
    given.push(...later.filter((late) => late.given))
    refused += later.filter(({ codes }) => codes.includes('CONSENT_REQUIRED')).length
    if (stream) slowestEndMs = Math.max(slowestEndMs, (await stream.ended) - acknowledgedAtMs)
    before += reads.length - later.length
    after += later.length
  }
  return { before, after, given, refused, slowestEndMs }
}
