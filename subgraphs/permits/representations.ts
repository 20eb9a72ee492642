import { z } from 'zod'
import { parseInstant } from '../../kit/clock.ts'
import { date, documentKind, jurisdiction } from './data-shapes.ts'
import type { BoundaryCrossing, CarriedDocument, Resident, TravelIdentityFacts } from './records.ts'

/**
 * The door for what other agencies say of an entity. In a representation scalars are still JSON text; fields that the
 * asked selection does not require are absent.
 */
const travelIdentity = z.object({
  nationality: z.string(),
  birthDate: date,
  residencies: z.array(z.object({ jurisdiction, status: z.string(), city: z.object({ id: z.string() }).nullish() })),
  documents: z.array(z.object({ kind: z.string(), issuingState: z.string(), expiresOn: date.nullish() })),
})

const resident = z.object({
  reference: z.string(),
  id: z.string().nullish(),
  travelIdentity: travelIdentity.nullish(),
})

const boundaryCrossing = z.object({
  id: z.string(),
  at: z.string().transform(instant).optional(),
  from: jurisdiction.optional(),
  to: jurisdiction.optional(),
  controlPoint: z.object({ id: z.string() }).optional(),
  traveller: resident.nullish(),
})

function instant(text: string, context: z.RefinementCtx): number {
  const parsed = parseInstant(text)
  if (parsed !== undefined) return parsed
  context.addIssue('wanted RFC 3339 with an offset')
  return z.NEVER
}

/** @throws {z.ZodError} where the gateway sent something else than the contract says: a bug, not the caller's fault */
export function parseResident(representation: unknown): Resident {
  return residentOf(resident.parse(representation))
}

/** @throws {z.ZodError} as above */
export function parseBoundaryCrossing(representation: unknown): BoundaryCrossing {
  const { id, at, from, to, controlPoint, traveller } = boundaryCrossing.parse(representation)
  return {
    id,
    at,
    from,
    to,
    controlPointId: controlPoint?.id,
    traveller: traveller ? residentOf(traveller) : traveller,
  }
}

function residentOf({ reference, id = null, travelIdentity: facts }: z.output<typeof resident>): Resident {
  return { reference, pseudonym: id, identity: facts ? identityOf(facts) : null }
}

function identityOf(facts: z.output<typeof travelIdentity>): TravelIdentityFacts {
  return {
    nationality: facts.nationality,
    birthDate: facts.birthDate,
    residencies: facts.residencies.map((title) => ({ ...title, city: title.city?.id ?? null })),
    documents: facts.documents.flatMap(carriedDocument),
  }
}

/** Identity also knows documents that no border looks at (a driving licence): those say nothing here. */
function carriedDocument(document: { kind: string; issuingState: string; expiresOn?: string | null | undefined }) {
  const kind = documentKind.safeParse(document.kind)
  if (!kind.success) return []
  const { issuingState, expiresOn = null } = document
  const carried: CarriedDocument = { kind: kind.data, issuingState, issuedOn: null, expiresOn, endorsements: [] }
  return [carried]
}
