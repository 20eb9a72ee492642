import { createHash } from 'node:crypto'
import type { Clock } from '../../../kit/clock.ts'
import { invariant } from '../../../kit/errors.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import { AccountOverdrawn } from '../ledger/post-transfers.ts'
import type { Catalogue } from '../providers/catalogue.ts'
import { providerOfWallet } from '../providers/catalogue.ts'
import type * as records from '../records.ts'
import * as refusals from '../refusals.ts'
import type { Books, Store } from '../store.ts'
import { isDuplicate } from '../store.ts'
import { checkPayment } from './check-payment.ts'
import { fareTransfers } from './fare-transfers.ts'
import type { Offers, Payer } from './offers.ts'
import type { NewPayment } from './store.ts'

export interface PayFareContext {
  readonly viewer: Viewer
  readonly store: Store
  readonly offers: Offers
  readonly catalogue: Catalogue
  readonly now: Clock
  readonly newId: () => string
}

export type PayFareOutcome =
  | records.FarePaid
  | records.PaymentOptionInvalid
  | records.PaymentOptionExpired
  | records.PaymentOptionUsed
  | records.WalletNotUsable
  | records.LimitExceeded
  | records.InsufficientBalance
  | records.ExchangeUnavailable
  | records.IdempotencyConflict
  | records.IdempotencyKeyInvalid
  | records.PaymentNotPermitted

interface Attempt {
  readonly payer: Payer
  readonly idempotencyKey: string
  readonly inputHash: string
  readonly offer: records.FareOffer & { readonly amount: records.Money }
}

/**
 * Pays a fare once. The rules in order: may pay at all, key well-formed, whose option, priced, key used before, expired,
 * option used, wallet, limits, balance.
 */
export async function payFare(
  ctx: PayFareContext,
  input: { paymentOptionId: string; idempotencyKey: string },
): Promise<PayFareOutcome> {
  const payer = payerOf(ctx.viewer)
  if (!payer) return refusals.paymentNotPermitted()
  if (!isKey(input.idempotencyKey)) return refusals.idempotencyKeyInvalid(input.idempotencyKey)
  const offer = await ctx.offers.open(input.paymentOptionId, payer)
  if (!offer) return refusals.paymentOptionInvalid()
  if (!offer.amount) return refusals.exchangeUnavailable()
  const inputHash = createHash('sha256').update(input.paymentOptionId).digest('base64url')
  const { idempotencyKey } = input
  const attempt: Attempt = { payer, idempotencyKey, inputHash, offer: { ...offer, amount: offer.amount } }
  try {
    return await payOnce(ctx, attempt)
  } catch (error) {
    if (hasFundRunOut(error)) return refusals.exchangeUnavailable()
    if (!isDuplicate(error)) throw error
    // Somebody paid with this key from another wallet at the same moment; what he wrote can be read now.
    return payOnce(ctx, attempt)
  }
}

function payerOf({ subject, clientId, scopes }: Viewer): Payer | undefined {
  return subject !== null && clientId !== null && scopes.includes('payments') ? { subject, clientId } : undefined
}

/** What the database cannot store as it came, two different keys could become one of. */
function isKey(key: string): boolean {
  return key.length >= 1 && key.length <= 255 && key.isWellFormed() && !key.includes('\0')
}

/** One transaction. The locks come first: whoever asks the same again waits here and then finds the answer. */
function payOnce(ctx: PayFareContext, attempt: Attempt): Promise<PayFareOutcome> {
  const { offer } = attempt
  const drafts = fareTransfers(offer, providerOfWallet(ctx.catalogue, offer))
  return ctx.store.transaction(async (books) => {
    await books.ledger.lock(drafts.flatMap((draft) => ('debit' in draft ? [draft.debit, draft.credit] : [])))
    const answered = (await findAnswer(books, attempt)) ?? (await checkOffer(ctx, books, offer))
    if (answered) return answered
    const now = ctx.now()
    const { wallet, spending } = await loadPaying(books, attempt, now)
    const refusal = checkPayment({ wallet, amount: offer.amount, spending, catalogue: ctx.catalogue, now })
    if (refusal) return refusal
    const payment = paymentOf(attempt, { id: ctx.newId(), now })
    await books.payments.savePayment(payment)
    const group = { id: ctx.newId(), drafts, paymentId: payment.id, createdAt: now, newId: ctx.newId }
    await books.ledger.post(group)
    return { payment: { ...payment, status: 'POSTED' }, replayed: false }
  })
}

async function findAnswer(books: Books, attempt: Attempt): Promise<PayFareOutcome | undefined> {
  const { payer, idempotencyKey } = attempt
  const found = await books.payments.findPaymentByKey({ ...payer, idempotencyKey })
  if (!found) return undefined
  if (found.inputHash !== attempt.inputHash) return refusals.idempotencyConflict()
  invariant(found.payment.walletId === attempt.offer.walletId, 'a replay answers the payment of the same option')
  return { payment: found.payment, replayed: true }
}

async function checkOffer(
  ctx: PayFareContext,
  books: Books,
  offer: records.FareOffer,
): Promise<PayFareOutcome | undefined> {
  if (ctx.now() >= offer.expiresAt) return refusals.paymentOptionExpired(offer.expiresAt)
  return (await books.payments.isOptionUsed(offer.nonce)) ? refusals.paymentOptionUsed() : undefined
}

async function loadPaying(
  books: Books,
  { payer, offer }: Attempt,
  now: number,
): Promise<{ wallet: records.Wallet; spending: records.Spending }> {
  const [wallet] = await books.loadWallets([offer.walletId])
  invariant(wallet?.subject === payer.subject, 'an option names a wallet of the one it was made for')
  invariant(wallet.currency === offer.amount.currency, 'an option names its amount in the currency of the wallet')
  invariant(wallet.providerId === offer.providerId, 'an option names the provider of the wallet')
  const spent = (await books.payments.loadSpending([wallet.id], now)).get(wallet.id)
  return { wallet, spending: spent ?? { todayMinor: 0, thisYearMinor: 0 } }
}

function paymentOf(attempt: Attempt, made: { id: string; now: number }): NewPayment {
  const { payer, offer, idempotencyKey, inputHash } = attempt
  const { walletId, operatorId, fareQuoteId, fare, amount, quote } = offer
  const agreed = { walletId, operatorId, fareQuoteId, fare, amount, quote }
  return { id: made.id, ...payer, ...agreed, idempotencyKey, inputHash, optionNonce: offer.nonce, createdAt: made.now }
}

/** The wallet's balance was checked before, so it is the provider's exchange fund that ran out: nothing the payer did. */
function hasFundRunOut(error: unknown): boolean {
  return error instanceof AccountOverdrawn && error.account.code === 'FX_LIQUIDITY'
}
