import { randomUUID } from 'node:crypto'
import { request } from 'undici'
import { anonymous } from '../../kit/viewer-statement.ts'
import type { StatementFor } from '../subgraph-client/keep-statements.ts'
import { requestHeaders } from '../subgraph-client/request-headers.ts'
import type { SendRecords } from './shipper.ts'

const PATH = '/access-log'
const TIMEOUT_MS = 10_000

/**
 * Hands records to the agency that keeps the access log, through its door, in the gateway's own name.
 */
export function openSender(options: {
  subgraph: string
  /** Where that agency answers at the moment. */
  address: () => string | undefined
  sign: StatementFor
}): SendRecords {
  const { subgraph, address, sign } = options
  return async (records) => {
    const url = address()
    if (url === undefined) throw new Error(`no address of subgraph ${subgraph}, which keeps the access log`)
    const body = JSON.stringify({ records })
    const statement = await sign({ viewer: anonymous, audience: subgraph })
    const identity = { requestId: randomUUID(), remainingMs: TIMEOUT_MS }
    const answer = await request(new URL(PATH, url), {
      method: 'POST',
      headers: requestHeaders({ accept: 'application/json', ...identity, statement, body }),
      body,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    })
    await answer.body.dump({ limit: 65_536 })
    if (answer.statusCode !== 200) throw new Error(`${subgraph} answered with status ${answer.statusCode}`)
  }
}
