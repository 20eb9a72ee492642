import { parseAmountMinor } from '../fares/amount.ts'
import type { FareLegRuleRow, FareProductRow, FeedProblem, FeedTables } from '../feed-data.ts'
import type { Cells } from '../gtfs/cells.ts'
import type { MtrOptions, MtrStation } from './parse-mtr.ts'
import { readMtrRows } from './read-mtr-rows.ts'

/** The price columns we have a passenger category for; JoyYou 60-64 and disability have none in the contract. */
const PRICES = [
  { column: 'oct_adt_fare', riderCategoryId: 'adult', mediaId: 'electronic', medium: 'STORED_VALUE' },
  { column: 'oct_std_fare', riderCategoryId: 'student', mediaId: 'electronic', medium: 'STORED_VALUE' },
  { column: 'oct_con_child_fare', riderCategoryId: 'child', mediaId: 'electronic', medium: 'STORED_VALUE' },
  { column: 'oct_con_elderly_fare', riderCategoryId: 'senior', mediaId: 'electronic', medium: 'STORED_VALUE' },
  { column: 'single_adt_fare', riderCategoryId: 'adult', mediaId: 'single-ticket', medium: 'SINGLE_TICKET' },
  { column: 'single_con_child_fare', riderCategoryId: 'child', mediaId: 'single-ticket', medium: 'SINGLE_TICKET' },
  { column: 'single_con_elderly_fare', riderCategoryId: 'senior', mediaId: 'single-ticket', medium: 'SINGLE_TICKET' },
] as const
const COLUMNS = ['src_station_id', 'dest_station_id', ...PRICES.map((price) => price.column)]
const SOURCE = 'mtr-fares'
/** The files have no name for a fare; this one is ours. */
const PRODUCT = { en: 'MTR, station to station', 'zh-Hant': '港鐵，站到站', 'zh-Hans': '港铁，站到站' }

type FareTables = Pick<
  FeedTables,
  'stopAreas' | 'riderCategories' | 'fareProducts' | 'fareLegRules' | 'sources' | 'translations'
>

/** The station-pair fares as GTFS Fares v2: one area a station, one product a list of prices. */
export async function readMtrFares(
  options: MtrOptions,
  stations: readonly MtrStation[],
  problems: FeedProblem[],
): Promise<FareTables> {
  const rows = await readMtrRows(options.faresPath, COLUMNS, problems)
  const codes = new Map(stations.map((station) => [station.id, station.code]))
  const products = new Map<string, readonly FareProductRow[]>()
  const unknown = new Map<number, Cells>()
  const fareLegRules = rows.flatMap((cells): FareLegRuleRow[] => {
    const from = codeOf(cells, 'src_station_id', { codes, unknown })
    const to = codeOf(cells, 'dest_station_id', { codes, unknown })
    const productId = saveProduct(products, cells)
    return from && to ? [ruleOf({ from, to, productId, effectiveFrom: options.effectiveFrom })] : []
  })
  for (const [id, cells] of unknown) {
    const message = `station id ${id} is in no row of the stations file; its fares are left out`
    problems.push({ severity: 'notice', place: cells.place, message })
  }
  checkDistinct(fareLegRules, problems)
  return {
    stopAreas: [...new Set(codes.values())].map((code) => ({ areaId: `hk:mtr:${code}`, stopId: `hk:mtr:${code}` })),
    riderCategories: [...new Set(PRICES.map((price) => price.riderCategoryId))].map((id) => ({
      id,
      isDefault: id === 'adult',
    })),
    fareProducts: [...products.values()].flat(),
    fareLegRules,
    translations: (['zh-Hant', 'zh-Hans'] as const).map((language) => ({
      tableName: 'fare_products',
      recordId: '',
      fieldValue: PRODUCT.en,
      language,
      text: PRODUCT[language],
    })),
    sources: [
      {
        id: SOURCE,
        title: `MTR Corporation via DATA.GOV.HK: MTR lines fares, in force from ${options.effectiveFrom}`,
        url: 'https://opendata.mtr.com.hk/data/mtr_lines_fares.csv',
        asOf: options.asOf,
        verification: 'PRIMARY',
        note: null,
      },
    ],
  }
}

function codeOf(
  cells: Cells,
  column: string,
  known: { codes: ReadonlyMap<number, string>; unknown: Map<number, Cells> },
): string | undefined {
  const id = cells.integer(column, { least: 1 })
  const code = known.codes.get(id)
  if (!code && !known.unknown.has(id)) known.unknown.set(id, cells)
  return code
}

/** The id of the product with exactly this row's prices, e.g. `hk:mtr:10.60/5.40/…`. */
function saveProduct(products: Map<string, readonly FareProductRow[]>, cells: Cells): string {
  const id = `hk:mtr:${PRICES.map((price) => cells.text(price.column)).join('/')}`
  if (products.has(id)) return id
  products.set(
    id,
    PRICES.map(({ column, riderCategoryId, mediaId, medium }) => {
      const amountMinor = parseAmountMinor(cells.text(column))
      if (amountMinor === undefined)
        cells.refuse(`${column}: got ${JSON.stringify(cells.text(column))}, wanted dollars`)
      return { id, name: PRODUCT.en, riderCategoryId, mediaId, medium, amountMinor: amountMinor ?? 0, currency: 'HKD' }
    }),
  )
  return id
}

function ruleOf(options: { from: string; to: string; productId: string; effectiveFrom: string }): FareLegRuleRow {
  return {
    networkId: 'hk:mtr',
    fromAreaId: `hk:mtr:${options.from}`,
    toAreaId: `hk:mtr:${options.to}`,
    timeframeGroupId: '',
    productId: options.productId,
    priority: 0,
    effectiveFrom: options.effectiveFrom,
    effectiveTo: null,
    sourceId: SOURCE,
  }
}

/** Two prices for one pair of stations would leave it to chance what a traveller is told. */
function checkDistinct(rules: readonly FareLegRuleRow[], problems: FeedProblem[]): void {
  const seen = new Set<string>()
  for (const { fromAreaId, toAreaId } of rules) {
    const pair = `${fromAreaId} to ${toAreaId}`
    if (seen.has(pair)) problems.push({ severity: 'error', place: 'fares', message: `got ${pair} more than once` })
    seen.add(pair)
  }
}
