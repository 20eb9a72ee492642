import { invariant } from '../../../kit/errors.ts'
import type { CarriedDocument, CarriedEndorsement, EndorsementScheme, Requirement, Traveller } from '../records.ts'
import type { EndorsementCode, TravelDocumentKind } from '../schema.types.ts'
import type { EndorsementCatalogue, EndorsementObstacle } from '../travel-permits/endorsement-use.ts'
import { endorsementObstacle, maxStayDays, schemeOf, typeOf } from '../travel-permits/endorsement-use.ts'
import { isValidOn } from './holder-class.ts'

export type Lack =
  | { readonly code: 'DOCUMENT_REQUIRED' | 'DOCUMENT_EXPIRED'; readonly kind: TravelDocumentKind }
  | { readonly code: EndorsementObstacle; readonly kind: null }

/** What a traveller holds of what a rule wants. Met where nothing lacks. */
export interface Holding {
  readonly lacks: readonly Lack[]
  /** The document of each group: the one carried, else the one to get. */
  readonly documents: readonly HeldDocument[]
  /** The stay that the endorsement allows; null where it needs none or it does not say. */
  readonly maxStayDays: number | null
}

export interface HeldDocument {
  readonly kind: TravelDocumentKind
  /** The endorsement in it that opens the way; null where none is wanted or none does. */
  readonly endorsement: EndorsementCode | null
  readonly scheme: EndorsementScheme | null
}

/** Compares what the traveller carries on that day (`YYYY-MM-DD`) with what is required. */
export function meetRequirement(
  traveller: Traveller,
  required: Requirement,
  context: { day: string; catalogue: EndorsementCatalogue },
): Holding {
  const documents = traveller.documents.filter(({ issuingState }) => isIssuedBy(issuingState, required.issuedBy))
  const groups = required.documents.map((kinds) => carriedOf(documents, kinds, context.day))
  const endorsement = required.endorsement && findEndorsement(groups[0]?.valid ?? [], required.endorsement, context)
  const lackedDocuments = groups.flatMap((group) => (group.lack ? [group.lack] : []))
  const lackedEndorsement: Lack[] = endorsement?.obstacle ? [{ code: endorsement.obstacle, kind: null }] : []
  return {
    lacks: [...lackedDocuments, ...lackedEndorsement],
    documents: groups.map((group, position) => ({
      kind: group.kind,
      endorsement: (position === 0 && endorsement?.usable?.code) || null,
      scheme: (position === 0 && endorsement?.usable && schemeOf(endorsement.usable, context.catalogue)) || null,
    })),
    maxStayDays: endorsement?.maxStayDays ?? null,
  }
}

function isIssuedBy(state: string | null, states: readonly string[] | undefined): boolean {
  return states === undefined || (state !== null && states.includes(state))
}

function carriedOf(documents: readonly CarriedDocument[], kinds: readonly TravelDocumentKind[], day: string) {
  const [first] = kinds
  invariant(first, 'a group of documents names at least one kind')
  const carried = documents.filter((document) => kinds.includes(document.kind))
  const valid = carried.filter((document) => isValidOn(document, day))
  const expired = carried.some((document) => document.expiresOn !== null && document.expiresOn < day)
  const kind = (valid[0] ?? carried[0])?.kind ?? first
  const code = expired ? 'DOCUMENT_EXPIRED' : 'DOCUMENT_REQUIRED'
  return { valid, kind, lack: valid.length > 0 ? undefined : ({ code, kind } as const) }
}

/** The nearest thing to a usable endorsement decides what is said to be missing. */
const nearness: readonly EndorsementObstacle[] = ['TRIPS_USED', 'ENDORSEMENT_EXPIRED', 'ENDORSEMENT_REQUIRED']

function findEndorsement(
  documents: readonly CarriedDocument[],
  wanted: NonNullable<Requirement['endorsement']>,
  { day, catalogue }: { day: string; catalogue: EndorsementCatalogue },
) {
  const tried = documents
    .flatMap((document) => document.endorsements)
    .filter((endorsement) => isOfKind(endorsement, wanted))
    .map((endorsement) => {
      const obstacle = endorsementObstacle(endorsement, catalogue, day)
      const stay = obstacle ? null : maxStayDays(endorsement, typeOf(endorsement, catalogue), day)
      return { endorsement, obstacle, stay }
    })
  const usable = tried.filter((entry) => !entry.obstacle).sort((one, other) => (other.stay ?? 0) - (one.stay ?? 0))
  const obstacle = nearness.find((code) => tried.some((entry) => entry.obstacle === code)) ?? 'ENDORSEMENT_REQUIRED'
  return {
    usable: usable[0]?.endorsement,
    obstacle: usable.length > 0 ? undefined : obstacle,
    maxStayDays: usable[0]?.stay ?? null,
  }
}

function isOfKind(endorsement: CarriedEndorsement, wanted: NonNullable<Requirement['endorsement']>): boolean {
  return (
    endorsement.destination === wanted.destination &&
    wanted.codes.includes(endorsement.code) &&
    (!wanted.manyTrips || endorsement.tripsRemaining === null)
  )
}
