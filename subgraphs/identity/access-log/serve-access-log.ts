import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { releaseBatch } from '../../../kit/evidence/access-entry.ts'
import { hashToText } from '../../../kit/evidence/merkle-hash.ts'
import type { AccessLogWriter } from './append-records.ts'
import { appendRecords } from './append-records.ts'
import { loadConsistencyProof } from './prove.ts'
import type { AccessLogStore } from './store.ts'

/** Where gateways hand over what they released; behind the agency's door. */
export function takeRecords(writer: AccessLogWriter): (server: FastifyInstance) => void {
  return (server) => {
    server.post('/access-log', async (request, reply) => {
      const batch = releaseBatch.safeParse(request.body)
      if (!batch.success) return reply.code(400).send({ error: 'got something else than records of releases' })
      return { added: await appendRecords(batch.data.records, writer) }
    })
  }
}

const HEADS_PER_PAGE = 100

const size = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const headsQuery = z.object({ after: size.default(0) })
const proofQuery = z.object({ first: size, second: size })

/**
 * For witnesses, who keep heads and check that the log only grows: `GET /access-log/heads?after=` and
 * `GET /access-log/proof?first=&second=`. Sizes, hashes and signatures; no personal data, so no door.
 */
export function serveWitnesses(store: AccessLogStore): (server: FastifyInstance) => void {
  return (server) => {
    server.get('/access-log/heads', async (request, reply) => {
      const query = headsQuery.safeParse(request.query)
      if (!query.success) return reply.code(400).send({ error: 'wanted ?after= the size of the last head you have' })
      const heads = await store.loadHeads({ after: query.data.after, limit: HEADS_PER_PAGE })
      return { heads: heads.map(({ head }) => head) }
    })
    server.get('/access-log/proof', async (request, reply) => {
      const query = proofQuery.safeParse(request.query)
      if (!query.success) return reply.code(400).send({ error: 'wanted ?first= and &second=, the sizes of two heads' })
      try {
        return { proof: (await loadConsistencyProof(store, query.data)).map(hashToText) }
      } catch (error) {
        if (error instanceof RangeError) return reply.code(400).send({ error: error.message })
        throw error
      }
    })
  }
}
