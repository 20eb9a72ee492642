import { once } from 'node:events'
import { Server } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** How long running requests may take to finish once the gateway is to stop. */
export const DRAIN_MS = 15_000
/** A connection kept alive longer than this without a request is closed under its caller. */
export const IDLE_GRACE_MS = 1_000

/** Lets a server go without cutting off a request that is on its way. */
export interface Drain {
  isDraining(): boolean
  /**
   * Takes no new connections, and tells those there are, with their next answer, to open another elsewhere. One that asks
   * nothing is left open for `idleGraceMs`, because closing it might cross a request. Running requests are waited for.
   */
  close(idleGraceMs: number): Promise<void>
}

export function addDrain(http: FastifyInstance): Drain {
  let draining = false
  http.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close')
  })
  return {
    isDraining: () => draining,
    async close(idleGraceMs) {
      draining = true
      if (idleGraceMs > 0) await stopListening(http, idleGraceMs)
      await http.close()
    },
  }
}

/** The HTTP server's own `close` cuts idle connections at once; that of the server below only stops listening. */
async function stopListening(http: FastifyInstance, idleGraceMs: number): Promise<void> {
  const closed = once(http.server, 'close')
  Server.prototype.close.call(http.server)
  await Promise.race([closed, setTimeout(idleGraceMs)])
}
