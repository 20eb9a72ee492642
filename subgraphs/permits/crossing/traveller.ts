import type {
  CarriedDocument,
  Endorsement,
  TravelIdentityFacts,
  Traveller,
  TravellerInvalid,
  TravelPermit,
} from '../records.ts'
import { nationalityInvalid, schemeUnknown, travellerTooLong, tripsInvalid } from '../refusals.ts'
import type { TravelDocumentInput, TravellerInput } from '../schema.types.ts'
import type { EndorsementCatalogue } from '../travel-permits/endorsement-use.ts'

/** No list in a question about a traveller is longer than this. */
const LIST_LIMIT = 20

/** The traveller of a signed-in resident: what identity says of him, and the permits on record here. */
export function travellerOf(identity: TravelIdentityFacts, permits: readonly PermitWithEndorsements[]): Traveller {
  return { ...identity, documents: [...identity.documents, ...permits.map(carriedPermit)] }
}

export interface PermitWithEndorsements {
  readonly permit: TravelPermit
  readonly endorsements: readonly Endorsement[]
}

function carriedPermit({ permit, endorsements }: PermitWithEndorsements): CarriedDocument {
  const { kind, issuedOn, expiresOn } = permit
  return { kind, issuingState: 'CHN', issuedOn, expiresOn, endorsements }
}

/** The traveller described in a question that names nobody, or why he cannot be judged. */
export function parseTraveller(input: TravellerInput, catalogue: EndorsementCatalogue): Traveller | TravellerInvalid {
  const invalid = invalidNationality(input) ?? invalidLength(input) ?? invalidEndorsement(input, catalogue)
  if (invalid) return invalid
  return {
    nationality: input.nationality,
    birthDate: input.birthDate ?? null,
    residencies: (input.residencies ?? []).map((title) => ({ ...title, city: title.city ?? null })),
    documents: input.documents.map(carriedDocument),
  }
}

function invalidNationality({ nationality }: TravellerInput): TravellerInvalid | undefined {
  return /^[A-Z]{3}$/.test(nationality) ? undefined : nationalityInvalid()
}

function invalidLength(input: TravellerInput): TravellerInvalid | undefined {
  const { residencies, documents, credentials } = input
  const lists = Object.entries({ residencies, documents, credentials })
  const perDocument = documents.map(({ endorsements }) => ['documents.endorsements', endorsements] as const)
  const [tooLong] = [...lists, ...perDocument]
    .map(([list, entries]) => ({ list, length: entries?.length ?? 0, limit: LIST_LIMIT }))
    .filter(({ length, limit }) => length > limit)
  return tooLong && travellerTooLong(tooLong)
}

function invalidEndorsement(
  { documents }: TravellerInput,
  { endorsementSchemes }: EndorsementCatalogue,
): TravellerInvalid | undefined {
  for (const { code, scheme, tripsRemaining } of documents.flatMap(({ endorsements }) => endorsements ?? [])) {
    if ((tripsRemaining ?? 0) < 0) return tripsInvalid()
    if (scheme != null && endorsementSchemes.get(scheme)?.code !== code) return schemeUnknown({ scheme, code })
  }
  return undefined
}

function carriedDocument(input: TravelDocumentInput): CarriedDocument {
  return {
    kind: input.kind,
    issuingState: input.issuingState ?? null,
    issuedOn: null,
    expiresOn: input.expiresOn ?? null,
    endorsements: (input.endorsements ?? []).map(({ tripsRemaining = null, scheme = null, ...endorsement }) => ({
      ...endorsement,
      scheme,
      tripsRemaining,
      lastExitOn: null,
      firstEntryOn: null,
    })),
  }
}
