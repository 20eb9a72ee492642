import type { FareProductRow } from '../feed-data.ts'
import type {
  FareAcceptance,
  FareMedium,
  FareQuestion,
  FareQuote,
  Money,
  PassengerCategory,
  WalletAcceptance,
} from '../records.ts'
import type { FareTable } from './fare-table.ts'
import { identifyFare } from './fare-token.ts'
import { acceptancesOn } from './wallet-acceptance.ts'

/** Whose price is quoted: what most people tap with first; a paper ticket or cash only where nothing else is sold. */
const MEDIA: readonly FareMedium[] = ['STORED_VALUE', 'ANY', 'SINGLE_TICKET', 'CASH']

/** The fare for one passenger on one ride, transfers inside the network included; `undefined` where none is sold. */
export function quoteFare(table: FareTable, question: FareQuestion): FareQuote | undefined {
  const rule = table.findRule(question)
  const operator = table.operatorOf(question.networkId)
  const from = table.stops.get(question.fromStopId)
  const to = table.stops.get(question.toStopId)
  const adult = rule && priceFor(rule.prices, table.defaultCategoryId)
  if (!rule || !operator || !from || !to || !adult) return undefined
  const own = priceFor(rule.prices, question.passenger.toLowerCase())
  const price = own ?? adult
  const amount = moneyOf(price)
  const terms = acceptancesOn(table.acceptancesOf(operator.id), question.date).filter(
    ({ networkId }) => networkId === '' || networkId === question.networkId,
  )
  return {
    id: identifyFare(question),
    operator,
    product: rule.nameOf(price.id, price.name),
    from,
    to,
    passenger: own ? question.passenger : ('ADULT' satisfies PassengerCategory),
    amount,
    medium: price.medium,
    acceptance: terms.map((one) => accept(one, { amount, adult: moneyOf(adult) })),
    validOn: question.date,
    source: rule.source,
  }
}

/** The category's price: by card or code, else for every medium, else by ticket, else in cash. */
function priceFor(prices: readonly FareProductRow[], categoryId: string): FareProductRow | undefined {
  const ofCategory = prices.filter((row) => row.riderCategoryId === categoryId || row.riderCategoryId === '')
  for (const medium of MEDIA) {
    const price = ofCategory.find((row) => row.medium === medium)
    if (price) return price
  }
  return undefined
}

function moneyOf(row: FareProductRow): Money {
  return { amountMinor: row.amountMinor, currency: row.currency }
}

function accept(terms: WalletAcceptance, prices: { amount: Money; adult: Money }): FareAcceptance {
  const { providerId, basis, validFrom, validTo, source } = terms
  const amounts = {
    CARD_EQUIVALENT: prices.amount,
    ADULT_ONLY: prices.adult,
    FLAT_NO_DISCOUNT: terms.flatAmount ?? prices.adult,
  }
  return { providerId, amount: amounts[basis], basis, validFrom, validTo, source }
}
