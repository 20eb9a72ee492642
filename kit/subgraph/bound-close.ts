import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Longer than the gateway waits for anything; what is not over by then will not be. */
export const CLOSE_MS = 10_000

/**
 * Lets a close end. The library closes connections that are idle when closing begins and waits for all others without a
 * bound: for one that was busy then and is kept alive, for one that has never asked anything, for one whose other side
 * neither reads nor hangs up.
 */
export function boundClose(server: FastifyInstance, closeMs = CLOSE_MS): void {
  const sockets = followSockets(server.server)
  let draining = false
  server.addHook('preClose', async () => {
    draining = true
    // Node counts it as busy until it has asked something.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
    const cut = setTimeout(() => {
      for (const socket of sockets) socket.destroy()
    }, closeMs)
    server.server.once('close', () => clearTimeout(cut))
  })
  server.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close')
  })
}

/** Those that were upgraded too, which the server itself no longer knows. */
function followSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}
