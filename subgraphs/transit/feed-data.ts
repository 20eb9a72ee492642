import type { Currency, FareMedium, Jurisdiction, Verification } from './records.ts'

/** Seconds after the service day's midnight; past 24:00 for trips that end on the next day. */
export type ServiceSeconds = number

export interface AgencyRow {
  readonly id: string
  readonly name: string
  readonly cityId: string
}
export interface StopRow {
  readonly id: string
  readonly name: string
  /** Null where the source gives no position (MTR's open data); another feed must then bring it. */
  readonly latitude: number | null
  readonly longitude: number | null
  readonly cityId: string
}
export interface RouteRow {
  readonly id: string
  readonly agencyId: string
  readonly shortName: string
  readonly longName: string
  /** GTFS route_type, see https://gtfs.org/documentation/schedule/reference/#routestxt */
  readonly routeType: number
  readonly networkId: string
}
export interface TripRow {
  readonly id: string
  readonly routeId: string
  readonly serviceId: string
  readonly headsign: string
  readonly directionId: number
  readonly timetableBasis: 'PUBLISHED' | 'ESTIMATED'
  readonly basisNote: string
}
export interface StopTimeRow {
  readonly tripId: string
  readonly sequence: number
  readonly stopId: string
  readonly arrival: ServiceSeconds
  readonly departure: ServiceSeconds
  readonly canBoard: boolean
  readonly canAlight: boolean
}
export interface FrequencyRow {
  readonly tripId: string
  readonly start: ServiceSeconds
  readonly end: ServiceSeconds
  readonly headwaySeconds: number
}
export interface CalendarRow {
  readonly serviceId: string
  /** Seven characters, Monday first, `1` where the service runs. */
  readonly weekdays: string
  readonly startDate: string
  readonly endDate: string
}
export interface CalendarDateRow {
  readonly serviceId: string
  readonly date: string
  readonly runs: boolean
}
export interface TransferRow {
  readonly fromStopId: string
  readonly toStopId: string
  readonly seconds: number
  readonly controlPointId: string | null
  readonly fromJurisdiction: Jurisdiction | null
  readonly toJurisdiction: Jurisdiction | null
  readonly basisNote: string
}
export interface StopAreaRow {
  readonly areaId: string
  readonly stopId: string
}
export interface RiderCategoryRow {
  readonly id: string
  readonly isDefault: boolean
}
export interface FareProductRow {
  readonly id: string
  readonly name: string
  /** Empty where the price is for everybody. */
  readonly riderCategoryId: string
  /** Empty where the price is for every medium. */
  readonly mediaId: string
  readonly medium: FareMedium
  readonly amountMinor: number
  readonly currency: Currency
}
export interface FareLegRuleRow {
  readonly networkId: string
  readonly fromAreaId: string
  readonly toAreaId: string
  readonly timeframeGroupId: string
  readonly productId: string
  readonly priority: number
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
  readonly sourceId: string
}
export interface FareLegJoinRuleRow {
  readonly fromNetworkId: string
  readonly toNetworkId: string
  readonly fromStopId: string
  readonly toStopId: string
}
export interface TimeframeRow {
  readonly groupId: string
  readonly start: ServiceSeconds
  readonly end: ServiceSeconds
  readonly serviceId: string
}
export interface WalletAcceptanceRow {
  readonly operatorId: string
  readonly providerId: string
  /** Only on this network of the operator; empty for all. */
  readonly networkId: string
  readonly validFrom: string
  readonly validTo: string | null
  readonly basis: 'CARD_EQUIVALENT' | 'ADULT_ONLY' | 'FLAT_NO_DISCOUNT'
  readonly flatAmountMinor: number | null
  readonly flatCurrency: Currency | null
  readonly sourceId: string
  /** Null where it is that of the source. */
  readonly verification: Verification | null
  readonly note: string
}
export interface TranslationRow {
  readonly tableName: string
  /** Empty where the translation is of every field with this value. */
  readonly recordId: string
  readonly fieldValue: string
  readonly language: string
  readonly text: string
}
export interface SourceRow {
  readonly id: string
  readonly title: string
  readonly url: string | null
  readonly asOf: string
  readonly verification: Verification
  readonly note: string | null
}

/** The rows of one feed, each list in the order of its file. */
export interface FeedTables {
  readonly agencies: readonly AgencyRow[]
  readonly stops: readonly StopRow[]
  readonly routes: readonly RouteRow[]
  readonly trips: readonly TripRow[]
  readonly stopTimes: readonly StopTimeRow[]
  readonly frequencies: readonly FrequencyRow[]
  readonly calendars: readonly CalendarRow[]
  readonly calendarDates: readonly CalendarDateRow[]
  readonly transfers: readonly TransferRow[]
  readonly stopAreas: readonly StopAreaRow[]
  readonly riderCategories: readonly RiderCategoryRow[]
  readonly fareProducts: readonly FareProductRow[]
  readonly fareLegRules: readonly FareLegRuleRow[]
  readonly fareLegJoinRules: readonly FareLegJoinRuleRow[]
  readonly timeframes: readonly TimeframeRow[]
  readonly walletAcceptances: readonly WalletAcceptanceRow[]
  readonly translations: readonly TranslationRow[]
  readonly sources: readonly SourceRow[]
}

/** One published data set, from GTFS or from MTR's open data: what the importers make and the store keeps. */
export interface Feed extends FeedTables {
  readonly id: string
  readonly version: string
  /** The first and last day of its calendars; null in a feed that brings fares only. */
  readonly coveredFrom: string | null
  readonly coveredTo: string | null
}

/** What an importer found wrong. An `error` refuses the whole feed; a `notice` is told and the feed goes in. */
export interface FeedProblem {
  readonly severity: 'error' | 'notice'
  /** `file:line`, for example `stop_times.txt:120`. */
  readonly place: string
  readonly message: string
}

export interface ParsedFeed {
  readonly feed: Feed
  readonly problems: readonly FeedProblem[]
}

/** The problem in one line, as the commands print it. */
export function describeProblem(problem: FeedProblem): string {
  return `${problem.severity} ${problem.place}: ${problem.message}`
}

/** A feed with no rows, to be filled by spreading. */
export const emptyTables: FeedTables = {
  agencies: [],
  stops: [],
  routes: [],
  trips: [],
  stopTimes: [],
  frequencies: [],
  calendars: [],
  calendarDates: [],
  transfers: [],
  stopAreas: [],
  riderCategories: [],
  fareProducts: [],
  fareLegRules: [],
  fareLegJoinRules: [],
  timeframes: [],
  walletAcceptances: [],
  translations: [],
  sources: [],
}
