import { z } from 'zod'
import * as facts from '../dated-facts.ts'
import type { Currency, Source, Validity } from '../records.ts'
import type { Ratio } from './decimal.ts'
import { divide, parseRatio } from './decimal.ts'

interface MiddleRate extends Validity {
  readonly currency: Currency
  readonly unitsPerHkd: string
  readonly source: Source
}

interface Spread extends Validity {
  /** `null`: any provider without a spread of its own. */
  readonly provider: string | null
  readonly sell: Currency
  readonly buy: Currency
  readonly basisPoints: number
  readonly source: Source
}

export interface RateTable {
  readonly middleRates: readonly MiddleRate[]
  readonly spreads: readonly Spread[]
}

const shape = z.strictObject({
  middleRates: z.array(
    z.strictObject({ currency: facts.currency, unitsPerHkd: z.string(), ...facts.validity, source: facts.source }),
  ),
  spreads: z.array(
    z.strictObject({
      provider: z.string().nullable(),
      sell: facts.currency,
      buy: facts.currency,
      basisPoints: z.int().min(0).max(10_000),
      ...facts.validity,
      source: facts.source,
    }),
  ),
})

const WORST_FIRST = ['UNVERIFIED', 'SECONDARY', 'PRIMARY'] as const

export function loadRates(): RateTable {
  return facts.readFacts('fx-rates.json', shape)
}

/**
 * Units of `sell` for one of `buy` in the middle of the market on a day; `undefined` where no dated rate covers it. All
 * pairs go through the Hong Kong dollar, so that no circle of exchanges can gain at middle rates.
 */
export function middleRateOn(
  table: RateTable,
  pair: { sell: Currency; buy: Currency; day: string },
): { ratio: Ratio; source: Source } | undefined {
  const [sell, buy] = [pair.sell, pair.buy].map((currency) => perHkd(table, currency, pair.day))
  return sell && buy && { ratio: divide(sell.ratio, buy.ratio), source: joinSources([...sell.sources, ...buy.sources]) }
}

function perHkd(table: RateTable, currency: Currency, day: string) {
  if (currency === 'HKD') return { ratio: { numerator: 1n, denominator: 1n }, sources: [] }
  const found = table.middleRates.find((rate) => rate.currency === currency && facts.isInForce(rate, day))
  return found && { ratio: parseRatio(found.unitsPerHkd), sources: [found.source] }
}

/** A rate derived from two is as old as the older one and as good as the worse one. */
function joinSources(sources: readonly Source[]): Source {
  const [first, ...others] = sources
  if (!first) throw new Error('a rate between two currencies has a source')
  if (others.length === 0) return first
  const asOf = sources.map((each) => each.asOf).sort()[0] ?? first.asOf
  const verification = WORST_FIRST.find((grade) => sources.some((each) => each.verification === grade))
  const notes = new Set(sources.flatMap(({ note }) => (note ? [note] : [])))
  return {
    title: `Derived from: ${sources.map((each) => each.title).join('; ')}`,
    asOf,
    verification: verification ?? first.verification,
    ...(notes.size > 0 ? { note: [...notes].join(' ') } : {}),
  }
}

/** The provider's own spread on a day, else everyone's; `undefined` where none is dated for it. */
export function spreadOn(
  table: RateTable,
  wanted: { providerId: string | null; sell: Currency; buy: Currency; day: string },
): number | undefined {
  const candidates = table.spreads.filter(
    (spread) => spread.sell === wanted.sell && spread.buy === wanted.buy && facts.isInForce(spread, wanted.day),
  )
  const own = candidates.find((spread) => spread.provider === wanted.providerId)
  return (own ?? candidates.find((spread) => spread.provider === null))?.basisPoints
}
