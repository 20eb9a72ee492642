import type { Instant } from '../../kit/clock.ts'

export type Currency = 'HKD' | 'CNY' | 'MOP'
export type Jurisdiction = 'HONG_KONG' | 'MACAO' | 'MAINLAND'
export type PassengerCategory = 'ADULT' | 'CHILD' | 'STUDENT' | 'SENIOR'
export type TransitMode = 'SUBWAY' | 'RAIL' | 'HIGH_SPEED_RAIL' | 'TRAM' | 'BUS' | 'FERRY'
export type LegMode = TransitMode | 'WALK'
export type FareMedium = 'STORED_VALUE' | 'SINGLE_TICKET' | 'CASH' | 'ANY'
export type TimetableBasis = 'PUBLISHED' | 'ESTIMATED'
export type FareBasis = 'CARD_EQUIVALENT' | 'ADULT_ONLY' | 'FLAT_NO_DISCOUNT'
export type Verification = 'PRIMARY' | 'SECONDARY' | 'UNVERIFIED'
export type Coverage = 'FULL' | 'PARTIAL' | 'NONE'

export interface LocalizedText {
  readonly en: string
  readonly zhHant: string
  readonly zhHans: string
  readonly pt: string | null
}

export interface Source {
  readonly title: string
  readonly url: string | null
  readonly asOf: string
  readonly verification: Verification
  readonly note: string | null
}

export interface Money {
  readonly amountMinor: number
  readonly currency: Currency
}

export interface Stop {
  readonly id: string
  readonly name: LocalizedText
  readonly latitude: number
  readonly longitude: number
  readonly cityId: string
}

export interface Operator {
  readonly id: string
  readonly name: LocalizedText
  readonly cityId: string
}

export interface Route {
  readonly id: string
  readonly shortName: string
  readonly name: LocalizedText
  readonly mode: TransitMode
  readonly operatorId: string
  readonly networkId: string
}

export interface City {
  readonly id: string
}

export interface CityTransitServices {
  readonly coverage: Coverage
  readonly note: LocalizedText
  readonly operators: readonly Operator[]
}

/** A passage as the feed's transfers describe it; `id` is a token that says all of it again. */
export interface BoundaryCrossing {
  readonly id: string
  readonly at: Instant
  readonly from: Jurisdiction
  readonly to: Jurisdiction
  readonly controlPointId: string
}

export interface Leg {
  readonly mode: LegMode
  /** Null on a walk. */
  readonly route: Route | null
  /** The trip in the timetable; null on a walk. */
  readonly tripId: string | null
  readonly headsign: LocalizedText | null
  readonly from: Stop
  readonly to: Stop
  readonly departure: Instant
  readonly arrival: Instant
  readonly intermediateStopCount: number
  readonly timetableBasis: TimetableBasis
  readonly basisNote: string
  readonly crossing: BoundaryCrossing | null
}

/** A way to travel as the search found it, before anybody asked what it costs. */
export interface Journey {
  readonly id: string
  readonly departure: Instant
  readonly arrival: Instant
  readonly transferCount: number
  readonly legs: readonly Leg[]
}

export interface Itinerary extends Journey {
  readonly fares: readonly FareQuote[]
}

/** What identifies a fare: enough to work it out again. */
export interface FareQuestion {
  readonly networkId: string
  readonly fromStopId: string
  readonly toStopId: string
  /** Boarding, in regional time. */
  readonly date: string
  readonly secondOfDay: number
  readonly passenger: PassengerCategory
}

export interface FareQuote {
  readonly id: string
  readonly operator: Operator
  readonly product: LocalizedText
  readonly from: Stop
  readonly to: Stop
  readonly passenger: PassengerCategory
  readonly amount: Money
  readonly medium: FareMedium
  readonly acceptance: readonly FareAcceptance[]
  readonly validOn: string
  readonly source: Source
}

export interface FareAcceptance {
  readonly providerId: string
  readonly amount: Money
  readonly basis: FareBasis
  readonly validFrom: string
  readonly validTo: string | null
  readonly source: Source
}

export interface WalletAcceptance {
  readonly providerId: string
  /** Only on this network of the operator; empty for all. */
  readonly networkId: string
  readonly basis: FareBasis
  readonly validFrom: string
  readonly validTo: string | null
  readonly flatAmount: Money | null
  readonly source: Source
}
