import { regionalDate } from '../../kit/clock.ts'
import { pageOf } from '../../kit/connection.ts'
import type { Context } from './context.ts'
import { isQuotable, quoteExchange } from './fx/quote-exchange.ts'
import { pairwisePage } from './pairwise-cursors.ts'
import { parseFareQuote } from './payments/fare-representation.ts'
import { listPaymentOptions } from './payments/list-payment-options.ts'
import { listenToPayments } from './payments/listen-to-payments.ts'
import { payFare } from './payments/pay-fare.ts'
import type { PaymentChange } from './payments/payment-changes.ts'
import { limitsOfWallet, limitsOn, providerOfWallet, tierOfWallet } from './providers/catalogue.ts'
import type { Currency, Money, Payment, PaymentOption, Resident, Wallet, WalletProvider } from './records.ts'
import { fxAmountInvalid, fxPairUnavailable, refusalTypes } from './refusals.ts'
import type { Resolvers } from './schema.types.ts'

export const resolvers: Resolvers = {
  Query: {
    viewer: (_, _args, { viewer }) => residentOf(viewer.subject),
    walletProviders: (_, { city, ...page }, ctx) => pageOf(providersIn(ctx, city), page, (provider) => provider.id),
    walletProvider: (_, { id }, { catalogue }) => catalogue.get(id) ?? null,
    wallet: (_, { id }, ctx) => ownWallet(ctx, id),
    payment: (_, { id }, ctx) => ownShownPayment(ctx, id),
    fxQuote: (_, { sell, buy, buyAmountMinor }, ctx) =>
      quoteFor(ctx, { sell, buy: { amountMinor: buyAmountMinor, currency: buy } }),
  },
  Mutation: {
    payFare: async (_, { input }, ctx) => {
      const outcome = await payFare(ctx, input)
      ctx.load.forget()
      return outcome
    },
  },
  Subscription: {
    paymentUpdated: {
      subscribe: (_, _args, ctx) => listenToPayments(ctx),
      resolve: ({ paymentId }: PaymentChange, _: unknown, ctx: Context) => ownPayment(ctx, paymentId),
    },
  },
  PayFareResult: {
    __resolveType: (outcome) => ('code' in outcome ? refusalTypes[outcome.code] : 'FarePaid'),
  },
  FxQuoteResult: {
    __resolveType: (outcome) => ('code' in outcome ? refusalTypes[outcome.code] : 'FxQuote'),
  },
  PaymentObstacle: {
    __resolveType: ({ code }) => refusalTypes[code],
  },
  Resident: {
    __resolveReference: ({ reference }, { viewer }) => (reference === viewer.subject ? { reference } : null),
    wallets: async (resident, page, ctx) =>
      pageOf(await walletsOf(ctx, resident), page, (wallet) => ctx.ids.show(wallet.id)),
  },
  Wallet: {
    __resolveReference: ({ id }, ctx) => ownWallet(ctx, id),
    id: ({ id }, _, { ids }) => ids.show(id),
    tier: (wallet, _, { catalogue }) => tierOfWallet(catalogue, wallet),
    provider: (wallet, _, { catalogue }) => providerOfWallet(catalogue, wallet),
    balance: (wallet) => balanceOf(wallet),
    limits: (wallet, _, { catalogue, now }) => limitsOfWallet(catalogue, wallet, regionalDate(now())),
    payments: (wallet, args, ctx) => pairwisePage(ctx.ids, args, (page) => ctx.load.payments.load(wallet.id, page)),
    statement: (wallet, args, ctx) => pairwisePage(ctx.ids, args, (page) => ctx.load.statement.load(wallet.id, page)),
  },
  WalletProvider: {
    __resolveReference: ({ id }, { catalogue }) => catalogue.get(id) ?? null,
    limits: (provider, { on }, { now }) => limitsOn(provider, on ?? regionalDate(now())),
  },
  Payment: {
    __resolveReference: ({ id }, ctx) => ownShownPayment(ctx, id),
    id: ({ id }, _, { ids }) => ids.show(id),
    wallet: ({ walletId }, _, ctx) => knownWallet(ctx, walletId),
    operator: ({ operatorId }) => ({ id: operatorId }),
  },
  StatementLine: {
    id: ({ id }, _, { ids }) => ids.show(id),
    payment: ({ paymentId }, _, ctx) => (paymentId === null ? null : ctx.load.payment.load(paymentId)),
  },
  FareQuote: {
    payableWith: (representation, _, ctx) => payableWith(ctx, representation),
  },
  PaymentOption: {
    wallet: ({ walletId }, _, ctx) => knownWallet(ctx, walletId),
    payable: ({ obstacle }) => obstacle === null,
  },
  City: {
    __resolveReference: ({ id }, { cities }) => cities.get(id) ?? null,
  },
  CityWalletServices: {
    providers: ({ providerIds }, _, { catalogue }) =>
      providerIds.map((providerId) => providerOfWallet(catalogue, { providerId })),
  },
}

function residentOf(subject: string | null): Resident | null {
  return subject === null ? null : { reference: subject }
}

function providersIn(ctx: Context, cityId: string | null | undefined): readonly WalletProvider[] {
  if (cityId == null) return [...ctx.catalogue.values()]
  const providerIds = ctx.cities.get(cityId)?.walletServices.providerIds ?? []
  return providerIds.map((providerId) => providerOfWallet(ctx.catalogue, { providerId }))
}

function quoteFor({ rates, now }: Context, { sell, buy }: { sell: Currency; buy: Money }) {
  if (!isQuotable(buy.amountMinor)) return fxAmountInvalid(buy)
  const quote = quoteExchange({ sell, buy, providerId: null, rates, now: now() })
  return quote ?? fxPairUnavailable({ sell, buy: buy.currency })
}

/** Another resident's wallets are none of the viewer's business: the list is as empty as if there were none. */
async function walletsOf(ctx: Context, resident: Resident): Promise<readonly Wallet[]> {
  return resident.reference === ctx.viewer.subject ? ctx.load.walletsOf.load(resident.reference) : []
}

async function ownWallet(ctx: Context, shownId: string): Promise<Wallet | null> {
  const id = ctx.ids.read(shownId)
  const wallet = id === undefined ? null : await ctx.load.wallet.load(id)
  return wallet && wallet.subject === ctx.viewer.subject ? wallet : null
}

async function ownShownPayment(ctx: Context, shownId: string): Promise<Payment | null> {
  const id = ctx.ids.read(shownId)
  return id === undefined ? null : ownPayment(ctx, id)
}

async function ownPayment(ctx: Context, id: string): Promise<Payment | null> {
  const payment = await ctx.load.payment.load(id)
  return payment && payment.subject === ctx.viewer.subject ? payment : null
}

async function knownWallet(ctx: Context, id: string): Promise<Wallet> {
  const wallet = await ctx.load.wallet.load(id)
  if (!wallet) throw new Error(`wallet ${id} of a payment or an option is missing`)
  return wallet
}

function balanceOf({ postedMinor, pendingMinor, currency }: Wallet) {
  const money = (amountMinor: number) => ({ amountMinor, currency })
  return { posted: money(postedMinor), pending: money(pendingMinor), available: money(postedMinor - pendingMinor) }
}

async function payableWith(ctx: Context, representation: unknown): Promise<readonly PaymentOption[] | null> {
  const { subject, clientId } = ctx.viewer
  if (subject === null || clientId === null) return null
  const fareQuote = parseFareQuote(representation)
  const wallets = await ctx.load.walletsOf.load(subject)
  const paying = wallets.map(async (wallet) => ({ wallet, spending: await ctx.load.spending.load(wallet.id) }))
  const { offers, rates, catalogue, newId } = ctx
  const options = { payer: { subject, clientId }, offers, rates, catalogue, newId, now: ctx.now() }
  return listPaymentOptions(options, { fareQuote, wallets: await Promise.all(paying) })
}
