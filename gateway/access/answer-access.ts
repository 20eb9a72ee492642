import type { FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import type { Engine } from '../engine/engine.ts'
import { Refusal } from '../errors.ts'
import { exchangeOf } from '../exchange.ts'
import { chargeWhole } from '../limits/charge-answer.ts'
import type { AdmitOperation } from '../steps/admit-operation.ts'
import type { AuthorizingEngine } from '../steps/authorize.ts'
import { DocumentFault } from '../steps/document-fault.ts'
import type { MaskError } from '../steps/mask.ts'
import { maskAll, noteErrors } from '../steps/mask.ts'
import type { PreparedOperation, PrepareOperation } from '../steps/prepare-operation.ts'
import { parseParameters } from '../steps/read-parameters.ts'
import { refuseDocument } from '../steps/respond.ts'
import type { AccessRow } from './access-table.ts'

/**
 * `POST /access`, the same request as to /graphql, variables aside: the operation is checked as if it were to run, and
 * instead of data the answer says of each guarded field what is asked for it and what is decided. It asks no agency, and tells a caller of
 * nobody but himself.
 * @returns `{"fields": AccessRow[]}`, or GraphQL errors where the operation itself is at fault
 */
export function answerAccess(room: { prepare: PrepareOperation; admit?: AdmitOperation; mask: MaskError }) {
  const { prepare, admit, mask } = room
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const exchange = exchangeOf(request)
    const parameters = parseParameters(request.body)
    if (!parameters) throw new Refusal('BAD_REQUEST', 'wanted a query, and variables only as an object')
    try {
      const explained = await explain(
        prepare(parameters, exchange, () => {}),
        async (operation) => {
          await admit?.(operation, request.ip)
          // Nothing is executed: it costs what a refusal does.
          chargeWhole(exchange, {})
        },
      )
      const [first] = explained
      if (!(first instanceof GraphQLError)) return send(reply, { fields: explained })
      const errors = maskAll(
        explained.filter((one) => one instanceof GraphQLError),
        mask,
      )
      noteErrors(exchange, errors)
      return send(reply, { errors })
    } catch (error) {
      if (!(error instanceof DocumentFault)) throw error
      return refuseDocument(reply, exchange, error)
    }
  }
}

type Explained = readonly AccessRow[] | readonly GraphQLError[]

/** Where the supergraph guards nothing there is nothing to decide. */
async function explain(
  operation: PreparedOperation,
  charge: (operation: PreparedOperation) => Promise<void>,
): Promise<Explained> {
  const engine: Engine & Partial<AuthorizingEngine> = operation.lease.engine
  try {
    await charge(operation)
    return (await engine.explainAccess?.(operation)) ?? []
  } finally {
    operation.lease.release()
  }
}

function send(reply: FastifyReply, body: unknown): FastifyReply {
  return reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').send(body)
}
