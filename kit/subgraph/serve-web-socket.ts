import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { ServerOptions } from 'graphql-ws'
import type { Extra } from 'graphql-ws/use/ws'
import { useServer as serveProtocol } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { socketBody } from '../body-mac.ts'
import { PublicError } from '../errors.ts'
import type { Viewer } from '../viewer-statement.ts'
import type { Door, Refused } from './door.ts'
import { isRefused } from './door.ts'
import type { RequestBase } from './request-base.ts'
import type { ResponseStreams } from './response-streams.ts'

const SOCKETS_LIMIT = 1_000
const MESSAGE_LIMIT_BYTES = 1_048_576
const HEARTBEAT_MS = 12_000
/** Whoever has not said goodbye by then is cut off. */
const GOODBYE_MS = 1_000

/**
 * The protocol `graphql-transport-ws` on the very address of queries. The statement is that of the upgrade request: a
 * socket is one viewer's, and starts nothing more once the statement has expired; what runs goes on. Each operation is
 * bound to the statement by `extensions.bodyMac`.
 */
export function serveWebSocket(
  server: Server,
  options: {
    path: string
    streams: ResponseStreams
    door: Door
    baseOf: (request: IncomingMessage, viewer: Viewer) => RequestBase
  },
): { close(): Promise<void> } {
  const { path, streams, door, baseOf } = options
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_LIMIT_BYTES })
  const admit = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (new URL(request.url ?? '', 'http://agency').pathname !== path) return refuse(socket, '404 Not Found')
    const outcome = await door.admit(request)
    if (isRefused(outcome)) return refuse(socket, '401 Unauthorized', outcome)
    if (sockets.clients.size >= SOCKETS_LIMIT) return refuse(socket, '503 Service Unavailable')
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request))
  }
  const protocol = serveProtocol(protocolOptions({ streams, door, baseOf }), sockets, HEARTBEAT_MS)
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    admit(request, socket, head).catch(() => socket.destroy())
  })
  return { close: () => closeSockets(sockets, protocol) }
}

function protocolOptions(options: {
  streams: ResponseStreams
  door: Door
  baseOf: (request: IncomingMessage, viewer: Viewer) => RequestBase
}): ServerOptions<undefined, Extra> & { isProd: boolean } {
  const { streams, door, baseOf } = options
  return {
    // It tells callers nothing of what goes wrong inside.
    isProd: true,
    onSubscribe: async ({ extra }, _id, operation) => {
      const { request } = extra
      const statement = await door.admit(request)
      if (isRefused(statement)) return errorsOf(statement)
      const mac = operation.extensions?.bodyMac
      const refused = door.checkBody({ statement, mac, body: socketBody(operation) })
      if (refused) return errorsOf(refused)
      const args = streams.prepare(operation)
      return 'schema' in args ? { ...args, contextValue: baseOf(request, statement.viewer) } : args
    },
    execute: streams.execute,
    subscribe: streams.subscribe,
    // What the streams answer is ready to be sent; the library would call methods that written errors do not have.
    onNext: (_ctx, _id, _operation, _args, result) => result,
    onError: (_ctx, _id, _operation, errors) => streams.mask(errors),
  }
}

function errorsOf({ errors }: Refused): PublicError[] {
  return errors.map(({ extensions, message }) => new PublicError(extensions.code, message))
}

/** In HTTP, because the socket is not one yet. */
function refuse(socket: Duplex, status: string, body: object = {}): void {
  const text = JSON.stringify(body)
  const length = Buffer.byteLength(text)
  const headers = `connection: close\r\ncontent-type: application/json\r\ncontent-length: ${length}`
  // Whoever does not hang up after that is hung up on.
  setTimeout(() => socket.destroy(), GOODBYE_MS).unref()
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${text}`)
}

/** Streams were ended before: their `complete` is on its way once this turn is over, the goodbye follows it. */
async function closeSockets(sockets: WebSocketServer, protocol: { dispose(): void | Promise<void> }): Promise<void> {
  await setImmediate()
  const cut = setTimeout(() => {
    for (const client of sockets.clients) client.terminate()
  }, GOODBYE_MS)
  await protocol.dispose()
  clearTimeout(cut)
}
