import { PublicError } from '../../../kit/errors.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import type { PaymentChange, PaymentChanges } from './payment-changes.ts'

export interface ListenContext {
  readonly viewer: Viewer
  readonly paymentChanges: PaymentChanges
  readonly signal: AbortSignal
}

/**
 * The viewer's own payments, as they are made and given back: with whatever app they were made, as in the list of a wallet's
 * payments. @throws {PublicError} RESIDENT_REQUIRED for callers who act for nobody
 */
export async function listenToPayments(ctx: ListenContext): Promise<AsyncIterable<PaymentChange>> {
  const { subject, clientId } = ctx.viewer
  if (subject === null || clientId === null) throw residentRequired()
  return ctx.paymentChanges.listen({ signal: ctx.signal, wanted: (change) => change.subject === subject })
}

function residentRequired(): PublicError {
  const message = 'got a token that acts for no resident, or none; wanted a resident’s: subscribe with one'
  return new PublicError('RESIDENT_REQUIRED', message)
}
