import { z } from 'zod'
import type { DatabaseSource } from '../../../kit/database.ts'
import type { DatabaseEvents } from '../../../kit/subgraph/database-events.ts'
import { openDatabaseEvents } from '../../../kit/subgraph/database-events.ts'

/** A payment was made or given back. What it is now is read from the tables. */
export interface PaymentChange {
  readonly paymentId: string
  /** The resident who paid. */
  readonly subject: string
}

export type PaymentChanges = DatabaseEvents<PaymentChange>

/** The channel that `003-payment-changes.sql` announces on. */
const CHANNEL = 'wallets_payment_changes'

const payload = z.object({ paymentId: z.uuid(), subject: z.uuid() })

export function openPaymentChanges(source: DatabaseSource): PaymentChanges {
  return openDatabaseEvents({ source, channel: CHANNEL, parse: (text) => payload.parse(JSON.parse(text)) })
}
