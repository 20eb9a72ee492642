import type { Instant } from '../../../kit/clock.ts'
import { invariant } from '../../../kit/errors.ts'
import type { AccountName } from '../ledger/accounts.ts'
import { parseAccountId } from '../ledger/accounts.ts'
import type { Transfer, TransferDraft } from '../ledger/post-transfers.ts'
import type { Store } from '../store.ts'

/**
 * Gives a payment back in full at the rate at which it was made: every transfer of it is reversed, the last one first, so
 * that the payer is made whole to the minor unit. A second refund of the same payment changes nothing.
 */
export async function refundPayment(
  store: Store,
  refund: { paymentId: string; reason: string; now: Instant; newId: () => string },
): Promise<{ refunded: boolean }> {
  const { paymentId, reason, now, newId } = refund
  return store.transaction(async (books) => {
    const transfers = await books.ledger.loadTransfersOfPayment(paymentId)
    invariant(transfers.length > 0, 'a payment has transfers')
    await books.ledger.lock(transfers.flatMap(accountsTouched))
    const [payment] = await books.payments.loadPayments([paymentId])
    if (payment?.status !== 'POSTED') return { refunded: false }
    await books.payments.saveRefund({ paymentId, reason, createdAt: now })
    await books.ledger.post({ id: newId(), drafts: reverse(transfers), paymentId, createdAt: now, newId })
    return { refunded: true }
  })
}

function reverse(transfers: readonly Transfer[]): readonly TransferDraft[] {
  return transfers.toReversed().map((transfer) => ({
    phase: 'POSTED',
    kind: 'REFUND',
    debit: parseAccountId(transfer.creditAccountId),
    credit: parseAccountId(transfer.debitAccountId),
    amountMinor: transfer.amountMinor,
    reversesId: transfer.id,
  }))
}

function accountsTouched(transfer: Transfer): readonly AccountName[] {
  return [parseAccountId(transfer.debitAccountId), parseAccountId(transfer.creditAccountId)]
}
