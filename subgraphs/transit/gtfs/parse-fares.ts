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
  }))
  const riderCategories = await readRiderCategories(reader)
  const sources = await readSources(reader)
  const timeframes = await readTimeframes(reader, services)
  const fareProducts = await readProducts(reader, { categories: idsOf(riderCategories), media: idsOf(media) })
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
  targets: { categories: ReadonlySet<string>; media: ReadonlySet<string> },
): Promise<FareProductRow[]> {
  const category = { ids: targets.categories, file: 'rider_categories.txt', isOptional: true }
  const medium = { ids: targets.media, file: 'fare_media.txt', isOptional: true }
  return reader.rows('fare_products.txt', optional('fare_product_id', 'amount', 'currency'), (cells) => {
    const amountMinor = parseAmountMinor(cells.text('amount'))
    if (amountMinor === undefined) {
      cells.refuse(`amount: got ${JSON.stringify(cells.text('amount'))}, wanted a decimal with at most two decimals`)
    }
    const id = cells.required('fare_product_id')
    return {
      id,
      name: cells.text('fare_product_name') || id,
      riderCategoryId: reference(cells, 'rider_category_id', category),
      mediaId: reference(cells, 'fare_media_id', medium),
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

function readWalletAcceptances(reader: FeedReader, targets: Targets): Promise<WalletAcceptanceRow[]> {
  const operator = { ids: targets.agencies, file: 'agency.txt' }
  const source = { ids: targets.sources, file: 'gba_sources.csv' }
  const needs = optional('operator_id', 'provider_id', 'since', 'fare_basis', 'source')
  return reader.rows('wallet_acceptance.csv', needs, (cells) => {
    const hasFlat = cells.text('flat_amount_minor') !== ''
    return {
      operatorId: reference(cells, 'operator_id', operator),
      providerId: cells.required('provider_id'),
      networkId: cells.text('network_id'),
      since: cells.date('since'),
      until: cells.optionalDate('until'),
      basis: bases[cells.oneOf('fare_basis', ['OCTOPUS_EQUIV', 'ADULT_ONLY', 'FLAT_NO_DISCOUNT'], 'required')],
      flatAmountMinor: hasFlat ? cells.integer('flat_amount_minor', { least: 0 }) : null,
      flatCurrency: hasFlat ? cells.oneOf('flat_currency', currencies, 'required') : null,
      sourceId: reference(cells, 'source', source),
      note: cells.text('note'),
    }
  })
}
