import { currencies } from '../currencies.ts'
import { parseAmountMinor } from '../fares/amount.ts'
import type {
  FareLegJoinRuleRow,
  FareLegRuleRow,
  FareProductRow,
  RouteRow,
  SourceRow,
  StopAreaRow,
  StopRow,
  TimeframeRow,
  WalletAcceptanceRow,
} from '../feed-data.ts'
import type { FareMedium } from '../records.ts'
import type { FeedReader } from './feed-reader.ts'
import { idsOf, reference } from './feed-reader.ts'

/** The Fares v2 half of GTFS with our own columns: dated rules, sources, wallet acceptance. All of it is optional. */
export async function readFares(
  reader: FeedReader,
  schedule: { agencies: readonly { id: string }[]; stops: readonly StopRow[]; routes: readonly RouteRow[] },
  services: ReadonlySet<string>,
) {
  const areas = await reader.identified('areas.txt', optional('area_id'), (cells) => ({
    id: cells.required('area_id'),
  }))
  const media = await reader.identified('fare_media.txt', optional('fare_media_id'), (cells) => ({
    id: cells.required('fare_media_id'),
    medium: mediumOfType[cells.oneOf('fare_media_type', ['0', '1', '2', '3', '4'], 'required')],
  }))
  const riderCategories = await readRiderCategories(reader)
  const sources = await readSources(reader)
  const timeframes = await readTimeframes(reader, services)
  const fareProducts = await readProducts(reader, {
    categories: idsOf(riderCategories),
    media: new Map(media.map((row) => [row.id, row.medium])),
  })
  const targets = {
    networks: new Set(schedule.routes.map((route) => route.networkId)),
    areas: idsOf(areas),
    timeframes: new Set(timeframes.map((row) => row.groupId)),
    products: idsOf(fareProducts),
    sources: idsOf(sources),
    stops: idsOf(schedule.stops),
    agencies: idsOf(schedule.agencies),
  }
  return {
    riderCategories,
    sources,
    timeframes,
    fareProducts,
    stopAreas: await readStopAreas(reader, targets),
    fareLegRules: await readLegRules(reader, targets),
    fareLegJoinRules: await readJoinRules(reader, targets),
    walletAcceptances: await readWalletAcceptances(reader, targets),
  }
}

interface Targets {
  readonly networks: ReadonlySet<string>
  readonly areas: ReadonlySet<string>
  readonly timeframes: ReadonlySet<string>
  readonly products: ReadonlySet<string>
  readonly sources: ReadonlySet<string>
  readonly stops: ReadonlySet<string>
  readonly agencies: ReadonlySet<string>
}

/** A rule without a date of its own has been in force longer than any dated one. */
const ALWAYS = '1970-01-01'

function optional(...columns: string[]) {
  return { columns, isOptional: true }
}

/** GTFS fare_media_type (https://gtfs.org/documentation/schedule/reference/#fare_mediatxt): cards and codes are one kind. */
const mediumOfType = {
  '0': 'CASH',
  '1': 'SINGLE_TICKET',
  '2': 'STORED_VALUE',
  '3': 'STORED_VALUE',
  '4': 'STORED_VALUE',
} as const satisfies Readonly<Record<string, FareMedium>>

const verifications = ['PRIMARY', 'SECONDARY', 'UNVERIFIED'] as const

function readRiderCategories(reader: FeedReader) {
  return reader.identified('rider_categories.txt', optional('rider_category_id'), (cells) => ({
    id: cells.required('rider_category_id'),
    isDefault: cells.oneOf('is_default_fare_category', ['0', '1'], 'optional') === '1',
  }))
}

function readSources(reader: FeedReader): Promise<SourceRow[]> {
  return reader.identified('gba_sources.csv', optional('source_id', 'title', 'as_of'), (cells) => ({
    id: cells.required('source_id'),
    title: cells.required('title'),
    url: cells.optional('url'),
    asOf: cells.date('as_of'),
    // A source that does not say how far it was verified was not.
    verification: cells.text('verification') ? cells.oneOf('verification', verifications, 'required') : 'UNVERIFIED',
    note: cells.optional('note'),
  }))
}

function readTimeframes(reader: FeedReader, services: ReadonlySet<string>): Promise<TimeframeRow[]> {
  const service = { ids: services, file: 'calendar.txt' }
  return reader.rows('timeframes.txt', optional('timeframe_group_id', 'service_id'), (cells) => ({
    groupId: cells.required('timeframe_group_id'),
    start: cells.text('start_time') ? cells.time('start_time') : 0,
    end: cells.text('end_time') ? cells.time('end_time') : 86_400,
    serviceId: reference(cells, 'service_id', service),
  }))
}

function readProducts(
  reader: FeedReader,
  targets: { categories: ReadonlySet<string>; media: ReadonlyMap<string, FareMedium> },
): Promise<FareProductRow[]> {
  const category = { ids: targets.categories, file: 'rider_categories.txt', isOptional: true }
  const medium = { ids: new Set(targets.media.keys()), file: 'fare_media.txt', isOptional: true }
  return reader.rows('fare_products.txt', optional('fare_product_id', 'amount', 'currency'), (cells) => {
    const amountMinor = parseAmountMinor(cells.text('amount'))
    if (amountMinor === undefined) {
      cells.refuse(`amount: got ${JSON.stringify(cells.text('amount'))}, wanted a decimal with at most two decimals`)
    }
    const id = cells.required('fare_product_id')
    const mediaId = reference(cells, 'fare_media_id', medium)
    return {
      id,
      name: cells.text('fare_product_name') || id,
      riderCategoryId: reference(cells, 'rider_category_id', category),
      mediaId,
      medium: targets.media.get(mediaId) ?? 'ANY',
      amountMinor: amountMinor ?? 0,
      currency: cells.oneOf('currency', currencies, 'required'),
    }
  })
}

function readStopAreas(reader: FeedReader, targets: Targets): Promise<StopAreaRow[]> {
  return reader.rows('stop_areas.txt', optional('area_id', 'stop_id'), (cells) => ({
    areaId: reference(cells, 'area_id', { ids: targets.areas, file: 'areas.txt' }),
    stopId: reference(cells, 'stop_id', { ids: targets.stops, file: 'stops.txt' }),
  }))
}

function readLegRules(reader: FeedReader, targets: Targets): Promise<FareLegRuleRow[]> {
  const network = { ids: targets.networks, file: 'routes.txt', isOptional: true }
  const area = { ids: targets.areas, file: 'areas.txt', isOptional: true }
  const timeframe = { ids: targets.timeframes, file: 'timeframes.txt', isOptional: true }
  const product = { ids: targets.products, file: 'fare_products.txt' }
  const source = { ids: targets.sources, file: 'gba_sources.csv', isOptional: true }
  return reader.rows('fare_leg_rules.txt', optional('fare_product_id'), (cells) => ({
    networkId: reference(cells, 'network_id', network),
    fromAreaId: reference(cells, 'from_area_id', area),
    toAreaId: reference(cells, 'to_area_id', area),
    timeframeGroupId: reference(cells, 'from_timeframe_group_id', timeframe),
    productId: reference(cells, 'fare_product_id', product),
    priority: cells.integer('rule_priority', { least: 0, missing: 0 }),
    effectiveFrom: cells.optionalDate('gba_effective_from') ?? ALWAYS,
    effectiveTo: cells.optionalDate('gba_effective_to'),
    sourceId: reference(cells, 'gba_source', source),
  }))
}

function readJoinRules(reader: FeedReader, targets: Targets): Promise<FareLegJoinRuleRow[]> {
  const network = { ids: targets.networks, file: 'routes.txt' }
  const stop = { ids: targets.stops, file: 'stops.txt', isOptional: true }
  return reader.rows('fare_leg_join_rules.txt', optional('from_network_id', 'to_network_id'), (cells) => ({
    fromNetworkId: reference(cells, 'from_network_id', network),
    toNetworkId: reference(cells, 'to_network_id', network),
    fromStopId: reference(cells, 'from_stop_id', stop),
    toStopId: reference(cells, 'to_stop_id', stop),
  }))
}

/** The feed's words for how a wallet's price relates to the ordinary one, and the contract's. */
const bases = {
  OCTOPUS_EQUIV: 'CARD_EQUIVALENT',
  ADULT_ONLY: 'ADULT_ONLY',
  FLAT_NO_DISCOUNT: 'FLAT_NO_DISCOUNT',
} as const

/** The contract's bound on the wallets of an operator, and of a fare. */
const MOST_ACCEPTANCES = 100

function readWalletAcceptances(reader: FeedReader, targets: Targets): Promise<WalletAcceptanceRow[]> {
  const operator = { ids: targets.agencies, file: 'agency.txt' }
  const source = { ids: targets.sources, file: 'gba_sources.csv' }
  const needs = optional('operator_id', 'provider_id', 'valid_from', 'fare_basis', 'source')
  const countOf = new Map<string, number>()
  return reader.rows('wallet_acceptance.csv', needs, (cells) => {
    const operatorId = reference(cells, 'operator_id', operator)
    countOf.set(operatorId, (countOf.get(operatorId) ?? 0) + 1)
    if (countOf.get(operatorId) === MOST_ACCEPTANCES + 1) {
      cells.refuse(`got more than ${MOST_ACCEPTANCES} rows of ${operatorId}, wanted at most that many`)
    }
    const hasFlat = cells.text('flat_amount_minor') !== ''
    return {
      operatorId,
      providerId: cells.required('provider_id'),
      networkId: cells.text('network_id'),
      validFrom: cells.date('valid_from'),
      validTo: cells.optionalDate('valid_to'),
      basis: bases[cells.oneOf('fare_basis', ['OCTOPUS_EQUIV', 'ADULT_ONLY', 'FLAT_NO_DISCOUNT'], 'required')],
      flatAmountMinor: hasFlat ? cells.integer('flat_amount_minor', { least: 0 }) : null,
      flatCurrency: hasFlat ? cells.oneOf('flat_currency', currencies, 'required') : null,
      sourceId: reference(cells, 'source', source),
      verification: cells.text('verification') ? cells.oneOf('verification', verifications, 'required') : null,
      note: cells.text('note'),
    }
  })
}
