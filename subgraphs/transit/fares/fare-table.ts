import { invariant } from '../../../kit/errors.ts'
import type { FareLegJoinRuleRow, FareLegRuleRow, FareProductRow, Feed } from '../feed-data.ts'
import type { FareQuestion, Operator, Route, Source, Stop, WalletAcceptance } from '../records.ts'
import { openCalendar } from '../service-calendar.ts'
import type { NameOf } from '../translated-names.ts'
import { namesOf } from '../translated-names.ts'
import { acceptancesOf } from './wallet-acceptance.ts'

/** A fare rule with all it refers to. */
export interface FareRule {
  readonly row: FareLegRuleRow
  readonly prices: readonly FareProductRow[]
  readonly nameOf: NameOf
  readonly source: Source
  readonly isOpen: (date: string, secondOfDay: number) => boolean
}

export interface FareTable {
  /** The rule in force for a ride in a network between two stops at a time; `undefined` where none is. */
  findRule(question: FareQuestion): FareRule | undefined
  /** Whether a network has any fares at all. */
  isPriced(networkId: string): boolean
  readonly joinRules: readonly FareLegJoinRuleRow[]
  /** Whether the network's fares go by where one enters and leaves. */
  isByArea(networkId: string): boolean
  readonly defaultCategoryId: string
  readonly stops: ReadonlyMap<string, Stop>
  operatorOf(networkId: string): Operator | undefined
  acceptancesOf(operatorId: string): readonly WalletAcceptance[]
}

export function openFareTable(
  feeds: readonly Feed[],
  places: {
    stops: ReadonlyMap<string, Stop>
    operators: ReadonlyMap<string, Operator>
    routes: ReadonlyMap<string, Route>
  },
): FareTable {
  const indexes = feeds.map(indexRules)
  const operatorIds = new Map([...places.routes.values()].map((route) => [route.networkId, route.operatorId]))
  const networks = Map.groupBy(
    feeds.flatMap((feed) => feed.fareLegRules),
    (rule) => rule.networkId,
  )
  const byArea = new Set([...networks].filter(([, rules]) => rules.some(namesBothAreas)).map(([id]) => id))
  const acceptances = Map.groupBy(feeds.flatMap(acceptancesOf), (row) => row.operatorId)
  return {
    findRule: (question) => best(indexes.flatMap((find) => find(question))),
    isPriced: (networkId) => networks.has(networkId) || networks.has(''),
    isByArea: (networkId) => byArea.has(networkId),
    joinRules: feeds.flatMap((feed) => feed.fareLegJoinRules),
    defaultCategoryId: feeds.flatMap((feed) => feed.riderCategories).find((row) => row.isDefault)?.id ?? 'adult',
    stops: places.stops,
    operatorOf: (networkId) => places.operators.get(operatorIds.get(networkId) ?? ''),
    acceptancesOf: (operatorId) => acceptances.get(operatorId) ?? [],
  }
}

function namesBothAreas(rule: FareLegRuleRow): boolean {
  return rule.fromAreaId !== '' && rule.toAreaId !== ''
}

/** All rules of one feed that fit a question; an empty network, area or timeframe in a rule fits every one. */
function indexRules(feed: Feed): (question: FareQuestion) => FareRule[] {
  const rules = Map.groupBy(resolveRules(feed), ({ row }) => key(row.networkId, row.fromAreaId, row.toAreaId))
  const areas = Map.groupBy(feed.stopAreas, (row) => row.stopId)
  const areasOf = (stopId: string) => [...(areas.get(stopId) ?? []).map((row) => row.areaId), '']
  return ({ networkId, fromStopId, toStopId, date, secondOfDay }) =>
    [networkId, ''].flatMap((network) =>
      areasOf(fromStopId).flatMap((from) =>
        areasOf(toStopId).flatMap((to) =>
          (rules.get(key(network, from, to)) ?? []).filter(
            (rule) => isInForce(rule.row, date) && rule.isOpen(date, secondOfDay),
          ),
        ),
      ),
    )
}

function key(network: string, from: string, to: string): string {
  return `${network}|${from}|${to}`
}

function resolveRules(feed: Feed): FareRule[] {
  const prices = Map.groupBy(feed.fareProducts, (row) => row.id)
  const timeframes = Map.groupBy(feed.timeframes, (row) => row.groupId)
  const sources = new Map(feed.sources.map((row) => [row.id, row]))
  const nameOf = namesOf(feed, 'fare_products')
  const isServiceOn = openCalendar(feed)
  return feed.fareLegRules.map((row) => ({
    row,
    prices: prices.get(row.productId) ?? [],
    nameOf,
    source: sources.get(row.sourceId) ?? feedAsSource(feed, row),
    isOpen: (date, secondOfDay) =>
      row.timeframeGroupId === '' ||
      (timeframes.get(row.timeframeGroupId) ?? []).some(
        (frame) => frame.start <= secondOfDay && secondOfDay < frame.end && isServiceOn(frame.serviceId, date),
      ),
  }))
}

function feedAsSource(feed: Feed, row: FareLegRuleRow): Source {
  const title = `Feed ${feed.id}, version ${feed.version}`
  return { title, url: null, asOf: row.effectiveFrom, verification: 'UNVERIFIED', note: null }
}

function isInForce(row: FareLegRuleRow, date: string): boolean {
  return row.effectiveFrom <= date && (row.effectiveTo === null || date <= row.effectiveTo)
}

/** GTFS: the highest priority wins. Between equals the more exact rule, then the one in force most lately. */
function best(rules: readonly FareRule[]): FareRule | undefined {
  const ordered = rules.toSorted(
    (a, b) =>
      b.row.priority - a.row.priority ||
      exactness(b.row) - exactness(a.row) ||
      Number(a.row.effectiveFrom < b.row.effectiveFrom) - Number(b.row.effectiveFrom < a.row.effectiveFrom),
  )
  const [first] = ordered
  invariant(!first || first.prices.length > 0, 'a fare rule has a product with prices')
  return first
}

function exactness(row: FareLegRuleRow): number {
  return [row.networkId, row.fromAreaId, row.toAreaId, row.timeframeGroupId].filter(Boolean).length
}
