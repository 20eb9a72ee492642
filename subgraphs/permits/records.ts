import type {
  BoundarySide,
  CrossingMode,
  CrossingVerdict,
  EndorsementCode,
  EndorsementStatus,
  Jurisdiction,
  LocalizedText,
  OpeningState,
  Source,
  TravelDocumentKind,
  TravelPermitKind,
} from './schema.types.ts'

/** The plain values that store, use cases and resolvers pass to each other. Days are `YYYY-MM-DD`, times `Instant`s. */

export interface Authority {
  readonly id: string
  readonly name: LocalizedText
  /** Null for an authority outside the region. */
  readonly jurisdiction: Jurisdiction | null
  readonly url: string | null
}

/** A span of days, both ends included; `validTo` null while it stands. */
export interface DatedSpan {
  readonly validFrom: string
  readonly validTo: string | null
}

export interface OpeningHours extends DatedSpan {
  /** `HH:MM`; past midnight counts on, `25:00` is 01:00 of the next day. */
  readonly opens: string
  readonly closes: string
  readonly source: Source
}

export interface OpeningException {
  readonly date: string
  /** Null where the point is closed all day. */
  readonly opens: string | null
  readonly closes: string | null
  readonly reason: LocalizedText
  readonly source: Source
}

/** Days without passenger service. */
interface Suspension extends DatedSpan {
  readonly source: Source
}

export interface ControlPointSide {
  readonly jurisdiction: Jurisdiction
  /** The city whose law governs this half: a co-located hall may stand in another. */
  readonly city: { readonly id: string }
  readonly authority: Authority
  /** Degrees (WGS 84); the sides of a bridge lie 40 km apart. */
  readonly latitude: number
  readonly longitude: number
  readonly coordinatesSource: Source
  readonly names: DatedNames
}

/** What is named may be renamed: one entry a span, oldest first. */
export type DatedNames = readonly (DatedSpan & { readonly name: LocalizedText; readonly source: Source })[]

export interface ControlPoint {
  readonly id: string
  readonly names: DatedNames
  /** Who alone may cross; null where it is open to everybody. */
  readonly restriction: { readonly text: LocalizedText; readonly source: Source } | null
  readonly sides: readonly ControlPointSide[]
  readonly modes: readonly CrossingMode[]
  readonly hours: readonly OpeningHours[]
  readonly suspensions: readonly Suspension[]
  readonly exceptions: readonly OpeningException[]
}

export interface OpeningStatus {
  readonly state: OpeningState
  readonly opens: number | null
  readonly closes: number | null
  readonly source: Source | null
}

/** A control point as it was found at an instant. */
export interface ControlPointUpdate {
  readonly controlPoint: ControlPoint
  readonly at: number
  readonly opening: OpeningStatus
}

export interface TravelPermit {
  readonly id: string
  readonly holder: string
  readonly kind: TravelPermitKind
  /** Normalised, without the reissue count. Never leaves the agency unmasked. */
  readonly number: string
  readonly issuedOn: string
  readonly expiresOn: string
}

export interface Endorsement {
  readonly id: string
  readonly permitId: string
  readonly destination: Jurisdiction
  readonly code: EndorsementCode
  /** The local scheme it was issued under, a key of the catalogue; null where there is none. */
  readonly scheme: string | null
  readonly validFrom: string
  readonly validTo: string
  readonly tripsRemaining: number | null
  /** The day of the last recorded exit; null before the first. */
  readonly lastExitOn: string | null
  /** The day of the first recorded entry; null before it. */
  readonly firstEntryOn: string | null
}

/** How long one may stay on an endorsement, per span of days. */
interface EndorsementStay extends DatedSpan {
  /** Null where the destination decides. */
  readonly maxStayDays: number | null
  /** A family visit of many trips counts its days from the first entry, everything else from each entry. */
  readonly countedFrom: 'EACH_ENTRY' | 'FIRST_ENTRY'
  readonly trips: 'ANY' | 'LIMITED' | 'UNLIMITED'
  readonly source: Source
}

/** What a kind of endorsement and a local scheme share. */
interface EndorsementTerms {
  readonly code: EndorsementCode
  readonly destinations: readonly Jurisdiction[]
  readonly name: LocalizedText
  /** Who may apply, in words. */
  readonly grantedTo: LocalizedText
  /** First and last day of issue; what was issued stays usable to its own end. */
  readonly issuedFrom: string
  readonly issuedTo: string | null
  readonly source: Source
}

/** A legal kind of endorsement. */
export interface EndorsementType extends EndorsementTerms {
  readonly stays: readonly EndorsementStay[]
}

/** A local arrangement for endorsements of one kind; the kind says how long one may stay. */
export interface EndorsementScheme extends EndorsementTerms {
  readonly id: string
  readonly oncePerNaturalWeek: boolean
}

export interface CarriedEndorsement {
  readonly destination: Jurisdiction
  readonly code: EndorsementCode
  readonly scheme: string | null
  readonly validFrom: string
  readonly validTo: string
  readonly tripsRemaining: number | null
  readonly lastExitOn: string | null
  readonly firstEntryOn: string | null
}

export interface CarriedDocument {
  readonly kind: TravelDocumentKind
  readonly issuingState: string | null
  /** Null where not known: then it counts from ever. */
  readonly issuedOn: string | null
  /** Null where it is long-term. */
  readonly expiresOn: string | null
  readonly endorsements: readonly CarriedEndorsement[]
}

export interface TravellerResidency {
  readonly jurisdiction: Jurisdiction
  readonly status: string
  readonly city: string | null
}

/** All that a rule may know of somebody. */
export interface Traveller {
  readonly nationality: string
  /** Null: taken for an adult. */
  readonly birthDate: string | null
  readonly residencies: readonly TravellerResidency[]
  readonly documents: readonly CarriedDocument[]
}

/** Which travellers a rule speaks of; every condition given must hold. No condition can be met by leaving a document out. */
export interface HolderClass {
  readonly nationality?: readonly string[] | undefined
  readonly nationalityNot?: readonly string[] | undefined
  /** At least one of these titles… */
  readonly residency?: readonly ResidencyPattern[] | undefined
  /** …or one of these documents, valid that day, which only such people hold. */
  readonly provenBy?: readonly TravelDocumentKind[] | undefined
  readonly noResidency?: readonly ResidencyPattern[] | undefined
  /** Whole years, both included. */
  readonly ageFrom?: number | undefined
  readonly ageTo?: number | undefined
}

export interface ResidencyPattern {
  readonly jurisdiction: Jurisdiction
  readonly status?: readonly string[] | undefined
  readonly city?: readonly string[] | undefined
}

/** What a rule wants in the traveller's hands: one document of each group. */
export interface Requirement {
  readonly documents: readonly (readonly TravelDocumentKind[])[]
  /** Only documents issued by one of these states count; any state's do where it is left out. */
  readonly issuedBy?: readonly string[] | undefined
  /** In a document of the first group: an endorsement for `destination`, good that day, with a trip left. */
  readonly endorsement?:
    | { readonly destination: Jurisdiction; readonly codes: readonly EndorsementCode[]; readonly manyTrips: boolean }
    | undefined
}

/** What a kind of document is called, and who grants it; null where that depends on the issuing state. */
export interface DocumentType {
  readonly name: LocalizedText
  readonly grantedBy: Authority | null
  readonly source: Source
}

/** What rules and endorsements of credentials share: who says it, to whom, where and when. */
interface DatedRule extends DatedSpan {
  readonly id: string
  readonly authority: Authority
  readonly from: readonly Jurisdiction[]
  readonly to: readonly Jurisdiction[]
  readonly when: HolderClass
  readonly requires: Requirement
  readonly source: Source
}

export interface CrossingRule extends DatedRule {
  readonly side: BoundarySide
  /** What it says of those who hold what it requires. */
  readonly outcome: Exclude<CrossingVerdict, 'NOT_ALLOWED'>
  /** Null where the authority decides or the endorsement says. */
  readonly maxStayDays: number | null
  readonly explanation: LocalizedText
  /** A rule of these points alone: it narrows what the general rules say there, and never widens it. */
  readonly controlPoints?: readonly string[] | undefined
}

/** A rule of this platform's procedure: it holds for everybody. */
export interface StandingRule extends DatedSpan {
  readonly id: string
  readonly code: string
  readonly description: LocalizedText
  readonly source: Source
}

/** What somebody who lacks an endorsement might take for one: told to those it concerns, and decides nothing. */
export interface Hint extends DatedSpan {
  readonly id: string
  readonly lacks: readonly string[]
  readonly destinations: readonly Jurisdiction[]
  readonly when: HolderClass
  /** Only for those who carry an endorsement of this scheme; null: for all of the class. */
  readonly holdsScheme: string | null
  readonly text: LocalizedText
  readonly source: Source
}

export interface Credential {
  readonly id: string
  readonly name: LocalizedText
}

/** One authority's dated word on a credential at its own side of the points listed. */
export interface AuthorityEndorsement extends DatedRule {
  readonly credential: string
  readonly controlPoints: readonly string[]
  readonly sides: readonly BoundarySide[]
  readonly status: Exclude<EndorsementStatus, 'NONE'>
  readonly physicalDocumentRequired: boolean
}

export interface CrossingReason extends DatedSpan {
  readonly side: BoundarySide
  readonly outcome: CrossingVerdict
  readonly ruleId: string
  readonly authority: Authority
  readonly explanation: LocalizedText
  readonly source: Source
}

export interface MissingRequirement {
  readonly side: BoundarySide
  readonly code: string
  readonly description: LocalizedText
  readonly ruleId: string
  /** Null where no authority is concerned. */
  readonly authority: Authority | null
  readonly hints: readonly Hint[]
}

export interface RequiredDocument {
  readonly side: BoundarySide
  readonly kind: TravelDocumentKind
  readonly name: LocalizedText
  readonly endorsement: EndorsementCode | null
  readonly scheme: EndorsementScheme | null
  readonly ruleId: string
}

export interface CredentialEndorsement {
  readonly side: BoundarySide
  readonly authority: Authority
  readonly status: EndorsementStatus
  readonly source: Source | null
}

export interface CredentialVerdict {
  readonly credential: string
  readonly name: LocalizedText
  readonly accepted: boolean
  readonly endorsements: readonly CredentialEndorsement[]
  readonly physicalDocumentRequired: boolean
}

export interface CrossingDecision {
  readonly verdict: CrossingVerdict
  readonly reasons: readonly CrossingReason[]
  readonly missing: readonly MissingRequirement[]
  readonly mustCarry: readonly RequiredDocument[]
  readonly credentials: readonly CredentialVerdict[]
  readonly maxStayDays: number | null
  readonly ask: readonly Authority[]
  readonly asOf: number
}

/** A coded way to say no, in words for the partner who asked. */
interface Refusal<Code extends string> {
  readonly code: Code
  readonly message: string
  readonly nextStep: string
}

export type ControlPointUnknown = Refusal<'CONTROL_POINT_UNKNOWN'>
export type NoSuchBoundary = Refusal<'NO_SUCH_BOUNDARY'>
export type TravellerInvalid = Refusal<'NATIONALITY_INVALID' | 'TRAVELLER_TOO_LONG' | 'ENDORSEMENT_INVALID'>

export type CrossingResult = CrossingDecision | ControlPointUnknown | NoSuchBoundary | TravellerInvalid

/** Somebody as a representation names him: what identity says of him comes along only where a field requires it. */
export interface Resident {
  readonly reference: string
  /** As the calling partner alone knows him: identity's word, which no other agency can make. */
  readonly pseudonym: string | null
  readonly identity: TravelIdentityFacts | null
}

export interface TravelIdentityFacts {
  readonly nationality: string
  readonly birthDate: string
  readonly residencies: readonly TravellerResidency[]
  readonly documents: readonly CarriedDocument[]
}

/** A passage as a representation describes it; what the asked fields do not require is left out. */
export interface BoundaryCrossing {
  readonly id: string
  readonly at?: number | undefined
  readonly from?: Jurisdiction | undefined
  readonly to?: Jurisdiction | undefined
  readonly controlPointId?: string | undefined
  readonly traveller?: Resident | null | undefined
}

export interface City {
  readonly id: string
}

export interface CityPermitServices {
  readonly city: string
  readonly coverage: 'FULL' | 'PARTIAL' | 'NONE'
  readonly note: LocalizedText
  readonly offices: readonly PermitOffice[]
}

export interface PermitOffice {
  readonly id: string
  readonly name: LocalizedText
  readonly authority: Authority
  readonly source: Source
}
