import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo, Server as NetServer, Socket } from 'node:net'
import { createServer as createNetServer } from 'node:net'
import { pino } from 'pino'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import { anonymous } from '../../../kit/viewer-statement.ts'
import type { SubgraphRequest } from '../../engine/engine.ts'
import type { Exchange } from '../../exchange.ts'
import type { SubgraphClient } from '../open-subgraph-client.ts'
import { openSubgraphClient } from '../open-subgraph-client.ts'
import type { SubgraphClientOptions } from '../settings.ts'

const opened: (() => unknown)[] = []

/** For `afterEach`: closes what a test has opened, the last first. */
export async function closeOpened(): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close()
}

export function closeLater(close: () => unknown): void {
  opened.push(close)
}

export interface Agency {
  readonly url: string
  /** What it was asked, in order. */
  readonly asked: { readonly headers: IncomingMessage['headers']; readonly body: string }[]
  readonly server: Server
}

/** An agency that behaves as told; it reads each request to its end before. */
export async function openAgency(
  behave: (response: ServerResponse, body: string, request: IncomingMessage) => unknown,
): Promise<Agency> {
  const asked: Agency['asked'] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      asked.push({ headers: request.headers, body })
      behave(response, body, request)
    })
  })
  const url = await listen(server)
  opened.push(() => server.close().closeAllConnections())
  return { url, asked, server }
}

/** An agency that speaks bytes. */
export async function openRawAgency(behave: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createNetServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    behave(socket)
  })
  const url = await listen(server)
  opened.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return url
}

async function listen(server: NetServer): Promise<string> {
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  // A server that listens on TCP has an address of this kind.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

export interface TestClient extends SubgraphClient {
  readonly log: Record<string, unknown>[]
}

/** A client of one agency, `shelves`, or of several by name. */
export function openClient(
  urls: string | Readonly<Record<string, string>>,
  options: Partial<SubgraphClientOptions> = {},
): TestClient {
  const log: Record<string, unknown>[] = []
  const named = typeof urls === 'string' ? { shelves: urls } : urls
  const client = openSubgraphClient({
    subgraphs: Object.entries(named).map(([name, url]) => ({ name, url })),
    timeouts: { readTimeoutMs: 1_000, mutationTimeoutMs: 2_000 },
    maxBytes: 8 * 1_048_576,
    logger: pino({ level: 'debug' }, { write: (line) => void log.push(JSON.parse(line)) }),
    ...options,
  })
  opened.push(() => client.close())
  return { ...client, log }
}

let requests = 0

/** A request of a caller with 8 seconds, or as told. */
export function openExchange(options: { viewer?: Viewer; remainingMs?: number; gone?: AbortSignal } = {}): Exchange {
  const { viewer = anonymous, remainingMs = 8_000, gone = new AbortController().signal } = options
  const endsAtMs = performance.now() + remainingMs
  return {
    requestId: `request-${++requests}`,
    startedAtMs: performance.now(),
    mediaType: 'application/json',
    deadline: { remainingMs: () => endsAtMs - performance.now(), gone },
    viewer,
    operationName: null,
    operationType: null,
    codes: [],
    errorIds: [],
    fetches: [],
  }
}

export function query(text = '{ floors }', exchange = openExchange()): SubgraphRequest {
  return { kind: 'query', body: JSON.stringify({ query: text }), exchange }
}

export function mutation(text = 'mutation { lend }', exchange = openExchange()): SubgraphRequest {
  return { kind: 'mutation', body: JSON.stringify({ query: text }), exchange }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
