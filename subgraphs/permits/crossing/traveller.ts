import { PublicError } from '../../../kit/errors.ts'
import type { CarriedDocument, Endorsement, TravelIdentityFacts, Traveller, TravelPermit } from '../records.ts'
import type { TravelDocumentInput, TravellerInput } from '../schema.types.ts'

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

/**
 * The traveller described in a question that names nobody.
 * @throws {PublicError} NATIONALITY_INVALID, TRAVELLER_TOO_LONG, ENDORSEMENT_INVALID
 */
export function parseTraveller(input: TravellerInput): Traveller {
  checkNationality(input.nationality)
  checkLengths(input)
  return {
    nationality: input.nationality,
    birthDate: input.birthDate ?? null,
    residencies: (input.residencies ?? []).map((title) => ({ ...title, city: title.city ?? null })),
    documents: input.documents.map(carriedDocument),
  }
}

function checkNationality(nationality: string): void {
  if (/^[A-Z]{3}$/.test(nationality)) return
  throw new PublicError(
    'NATIONALITY_INVALID',
    'by.nationality: wanted an ISO 3166-1 alpha-3 code in capitals such as CHN or GBR',
  )
}

function checkLengths(input: TravellerInput): void {
  const lists = { residencies: input.residencies, documents: input.documents, credentials: input.credentials }
  const perDocument = input.documents.map((document) => ['documents.endorsements', document.endorsements] as const)
  for (const [name, list] of [...Object.entries(lists), ...perDocument]) {
    const length = list?.length ?? 0
    if (length <= LIST_LIMIT) continue
    throw new PublicError('TRAVELLER_TOO_LONG', `by.${name}: got ${length} entries, wanted at most ${LIST_LIMIT}`)
  }
}

function carriedDocument(input: TravelDocumentInput): CarriedDocument {
  return {
    kind: input.kind,
    issuingState: input.issuingState ?? null,
    issuedOn: null,
    expiresOn: input.expiresOn ?? null,
    endorsements: (input.endorsements ?? []).map((endorsement) => {
      const { tripsRemaining = null } = endorsement
      if (tripsRemaining !== null && tripsRemaining < 0) {
        throw new PublicError('ENDORSEMENT_INVALID', `by.documents.endorsements.tripsRemaining: wanted 0 or more`)
      }
      return { ...endorsement, tripsRemaining, lastExitOn: null, firstEntryOn: null }
    }),
  }
}
