import { randomUUID } from 'node:crypto'
import type { Instant } from '../../../kit/clock.ts'
import { ConfigError } from '../../../kit/config.ts'
import { refundPayment } from '../payments/refund-payment.ts'
import type { CommandContext } from './run-command.ts'
import { runCommand } from './run-command.ts'

const USAGE = 'wanted: refund-payment <payment id> <reason>'

/** Gives one payment back in full. @returns the exit code: 0 refunded, 1 where it had been already */
export async function refund({ store, print }: CommandContext, args: readonly string[], now: Instant): Promise<number> {
  const [paymentId, reason] = args
  if (!paymentId || !reason || args.length > 2) throw new ConfigError(USAGE)
  if (!/^[0-9a-f-]{36}$/.test(paymentId)) throw new ConfigError(`got no payment id; ${USAGE}`)
  const [payment] = await store.payments.loadPayments([paymentId])
  if (!payment) throw new ConfigError(`there is no payment ${paymentId}; ${USAGE}`)
  const { refunded } = await refundPayment(store, { paymentId, reason, now, newId: randomUUID })
  print(refunded ? `refunded: payment ${paymentId}` : `nothing done: payment ${paymentId} was given back before`)
  return refunded ? 0 : 1
}

if (import.meta.main) await runCommand((ctx) => refund(ctx, process.argv.slice(2), Date.now()))
