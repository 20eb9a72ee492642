import { once } from 'node:events'
import type { Socket } from 'node:net'
import { Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** How long running requests may take to finish once the gateway is to stop. */
export const DRAIN_MS = 15_000
/** A connection kept alive longer than this without a request is closed under its caller. */
export const IDLE_GRACE_MS = 1_000
/** What the answer to the last request may take on its way out. */
const CUT_SLACK_MS = 1_000

/** Lets a server go without cutting off a request that is on its way. */
export interface Drain {
  isDraining(): boolean
  /**
   * Takes no new connections, and tells those there are, with their next answer, to open another elsewhere. One that asks
   * nothing is left open for `idleGraceMs`, because closing it might cross a request. Running requests are waited for, as
   * long as one may take; what is then still open is cut.
   */
  close(idleGraceMs: number): Promise<void>
}

/** @param options `requestMs`: the longest that a request may take */
export function addDrain(http: FastifyInstance, { requestMs }: { requestMs: number }): Drain {
  let draining = false
  const closeUnused = watchUnused(http)
  http.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close')
  })
  return {
    isDraining: () => draining,
    async close(idleGraceMs) {
      draining = true
      await stopListening(http, idleGraceMs)
      closeUnused()
      const cut = setTimeout(() => http.server.closeAllConnections(), requestMs + CUT_SLACK_MS)
      await http.close()
      clearTimeout(cut)
    },
  }
}

/** Some clients connect ahead of need. A connection that never carried a byte is not idle to the server, which waits. */
function watchUnused(http: FastifyInstance): () => void {
  const sockets = new Set<Socket>()
  http.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return () => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
  }
}

/** The HTTP server's own `close` cuts idle connections at once; that of the server below only stops listening. */
async function stopListening(http: FastifyInstance, idleGraceMs: number): Promise<void> {
  const closed = once(http.server, 'close')
  Server.prototype.close.call(http.server)
  await Promise.race([closed, sleep(idleGraceMs)])
}
