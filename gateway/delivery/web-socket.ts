import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Server as Protocol } from 'graphql-ws'
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws'
import { WebSocket, WebSocketServer } from 'ws'
import { Refusal } from '../errors.ts'
import { maskAll } from '../steps/mask.ts'
import type { Admission, UpgradeRoom } from './admit-upgrade.ts'
import { admitUpgrade, refuseUpgrade } from './admit-upgrade.ts'
import { errorOf } from './run-operation.ts'
import type { SocketRoom, SocketState } from './socket-operations.ts'
import { socketOperations } from './socket-operations.ts'
import { streamEnds } from './stream-ends.ts'
import type { StreamLimits } from './stream-limits.ts'

/** Into so many pieces the network may cut one message before the socket is dropped. */
const CHUNKS_LIMIT = 2_048
/** How long a caller may take to answer a close. */
const CLOSE_TIMEOUT_MS = 1_000

export interface Sockets {
  /** Takes no new sockets, and waits until those there are closed: who has said who he is, is ended as a stream. */
  close(): Promise<void>
}

/**
 * The `graphql-transport-ws` protocol over WebSockets. What the protocol asks for is the library's (graphql-ws); what a
 * socket may hold, and for how long, is ours.
 */
export function openSockets(http: Server, room: SocketRoom & UpgradeRoom): Sockets {
  const { limits } = room
  const options = {
    noServer: true,
    handleProtocols,
    perMessageDeflate: false,
    maxPayload: limits.messageBytes,
    maxFragments: limits.messageFragments,
    maxBufferedChunks: CHUNKS_LIMIT,
    closeTimeout: CLOSE_TIMEOUT_MS,
  }
  const sockets = new WebSocketServer(options)
  const protocol = makeServer<Record<string, unknown>, SocketState>({
    connectionInitWaitTimeout: limits.initTimeoutMs,
    ...socketOperations(room),
  })
  http.on('upgrade', (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    const admission = admitUpgrade(request, room)
    if (admission instanceof Refusal) return refuseUpgrade(raw, admission)
    raw.once('close', admission.leave)
    sockets.handleUpgrade(request, raw, head, (socket) => {
      unidentified.add(socket)
      admission.onIdentified(() => unidentified.delete(socket))
      serve(socket, { request, admission, protocol, room })
    })
  })
  const unidentified = new Set<WebSocket>()
  const stopBeat = startBeat(sockets, limits.heartbeatMs)
  return {
    async close() {
      const { closeCode, message } = streamEnds.draining
      for (const socket of unidentified) socket.close(closeCode, message)
      const closed = new Promise((resolve) => sockets.close(resolve))
      const late = setTimeout(() => terminateAll(sockets), room.deadlineMs + CLOSE_TIMEOUT_MS)
      await closed
      clearTimeout(late)
      stopBeat()
    },
  }
}

/** Binds one socket to the protocol. */
function serve(
  socket: WebSocket,
  bound: {
    request: IncomingMessage
    admission: Admission
    protocol: Protocol<SocketState>
    room: SocketRoom
  },
): void {
  const { request, admission, protocol, room } = bound
  const state: SocketState = { socket, request, admission, identified: undefined, running: 0, fate: {} }
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) => send(socket, text, { limits: room.limits, state }),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => listen(socket, handle, room),
    },
    state,
  )
  socket.once('close', (code, reason) => {
    closed(code, String(reason)).catch(() => {})
  })
  // A frame that is too big or broken: ws closes the socket with the code that says so.
  socket.on('error', () => {})
}

/** Does not wait until the caller has read: what he leaves unread is counted, and looked at before the next is sent. */
function send(socket: WebSocket, text: string, room: { limits: StreamLimits; state: SocketState }): void {
  if (socket.readyState !== WebSocket.OPEN) return
  if (socket.bufferedAmount > room.limits.bufferedBytes) {
    room.state.fate.ended = 'slow'
    socket.terminate()
    return
  }
  socket.send(text)
}

function listen(socket: WebSocket, handle: (text: string) => Promise<void>, { mask }: SocketRoom): void {
  socket.on('message', (message, isBinary) => {
    // What was sent before the caller learnt that we are closing must start nothing.
    if (socket.readyState !== WebSocket.OPEN) return
    if (isBinary) return socket.close(CloseCode.BadRequest, 'Invalid message received')
    handle(String(message)).catch((error: unknown) => {
      const [masked] = maskAll([errorOf(error)], mask)
      socket.close(CloseCode.InternalServerError, `errorId ${masked?.extensions?.errorId}`)
    })
  })
}

function terminateAll(sockets: WebSocketServer): void {
  for (const socket of sockets.clients) socket.terminate()
}

/** A socket whose other end does not answer one beat by the next is gone, whatever TCP still believes. */
function startBeat(sockets: WebSocketServer, everyMs: number): () => void {
  const silent = new WeakSet<WebSocket>()
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) {
        socket.terminate()
        continue
      }
      silent.add(socket)
      socket.once('pong', () => silent.delete(socket))
      socket.ping()
    }
  }, everyMs).unref()
  return () => clearInterval(timer)
}
