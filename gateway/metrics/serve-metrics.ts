import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BlockList } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Metrics } from './metrics.ts'

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8'
const HEADERS_TIMEOUT_MS = 5_000

/**
 * `/metrics` beside `/graphql`, for callers on this machine. A proxy in front of the gateway is on this machine too, so
 * whoever was forwarded is nobody we know; where a proxy does not say that it forwards, metrics need a port of their own.
 */
export function addMetricsRoute(http: FastifyInstance, metrics: Pick<Metrics, 'text'>): void {
  http.get('/metrics', async (request, reply) => {
    if (!isLocalCaller(request)) return reply.callNotFound()
    return reply
      .header('cache-control', 'no-store')
      .type(CONTENT_TYPE)
      .send(await metrics.text())
  })
}

/** `/metrics` on a port of its own, for whoever reaches it. @throws where the port is taken or not allowed */
export async function serveMetrics(options: {
  host: string
  port: number
  metrics: Pick<Metrics, 'text'>
}): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { host, port, metrics } = options
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: HEADERS_TIMEOUT_MS })
  server.on('request', async (request: IncomingMessage, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    const text = await metrics.text().catch(() => undefined)
    if (text === undefined) response.writeHead(503).end()
    else response.writeHead(200, { 'content-type': CONTENT_TYPE, 'cache-control': 'no-store' }).end(text)
  })
  server.listen({ host, port })
  await once(server, 'listening')
  const { port: chosen } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${chosen}/metrics`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']

function isLocalCaller(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? ''
  const known = loopback.check(address, address.includes(':') ? 'ipv6' : 'ipv4')
  return known && !FORWARDED.some((name) => request.headers[name] !== undefined)
}
