import { z } from 'zod'
import { isCalendarDate } from '../../kit/clock.ts'

/** What the files under `data/` must look like; anything else stops the agency at its start. */

export const jurisdiction = z.enum(['HONG_KONG', 'MACAO', 'MAINLAND'])
export const documentKind = z.enum([
  'HKID',
  'MACAO_BIR',
  'MAINLAND_RIC',
  'PASSPORT',
  'HMTP',
  'HMTP_NON_CHINESE',
  'EEP',
  'HMT_RESIDENCE_PERMIT',
  'FOREIGN_PR_CARD',
])
const permitKind = z.enum(['HMTP', 'HMTP_NON_CHINESE', 'EEP'])
const endorsementCode = z.enum([
  'INDIVIDUAL_VISIT',
  'GROUP_TOUR',
  'FAMILY_VISIT',
  'BUSINESS',
  'TALENT',
  'STAY',
  'OTHER',
])
const endorsementLack = z.enum(['ENDORSEMENT_REQUIRED', 'ENDORSEMENT_EXPIRED', 'TRIPS_USED'])
const boundarySide = z.enum(['EXIT', 'ENTRY'])
const id = z.string().regex(/^[a-z0-9-]+$/)
const days = z.number().int().positive().nullable()

export const date = z.string().refine(isCalendarDate, 'wanted a calendar date')
/** `HH:MM`; hours past 24 belong to the day before. */
const timeOfDay = z.string().regex(/^([0-3]\d|4[0-7]):[0-5]\d$/)
const span = { validFrom: date, validTo: date.nullable() }
const text = z.strictObject({
  en: z.string().min(1),
  zhHant: z.string().min(1),
  zhHans: z.string().min(1),
  pt: z.string().min(1).optional(),
})

export const sourcesShape = z.record(
  id,
  z.strictObject({
    title: z.string().min(1),
    url: z.url().nullable(),
    asOf: date,
    verification: z.enum(['PRIMARY', 'SECONDARY', 'UNVERIFIED']),
    note: z.string().min(1).nullable(),
  }),
)

export const authoritiesShape = z.array(
  z.strictObject({ id, name: text, jurisdiction, url: z.url().nullable(), borderControlOf: jurisdiction.optional() }),
)

const names = z.array(z.strictObject({ name: text, ...span, source: id })).min(1)

export const controlPointsShape = z.array(
  z.strictObject({
    id,
    names,
    restriction: z.strictObject({ text, source: id }).nullable(),
    sides: z
      .array(
        z.strictObject({
          jurisdiction,
          city: id,
          authority: id,
          names,
          latitude: z.number().min(21).max(24),
          longitude: z.number().min(111).max(116),
          coordinatesSource: id,
        }),
      )
      .length(2),
    modes: z.array(z.enum(['FOOT', 'RAIL', 'HIGH_SPEED_RAIL', 'ROAD', 'FERRY'])).min(1),
    hours: z.array(z.strictObject({ opens: timeOfDay, closes: timeOfDay, ...span, source: id })),
    suspensions: z.array(z.strictObject({ ...span, source: id })),
    exceptions: z.array(
      z.strictObject({
        date,
        opens: timeOfDay.nullable(),
        closes: timeOfDay.nullable(),
        reason: text,
        source: id,
      }),
    ),
  }),
)

const endorsementTerms = {
  code: endorsementCode,
  destinations: z.array(jurisdiction).min(1),
  name: text,
  grantedTo: text,
  issuedFrom: date,
  issuedTo: date.nullable(),
  source: id,
}

export const endorsementTypesShape = z.array(
  z.strictObject({
    ...endorsementTerms,
    stays: z
      .array(
        z.strictObject({
          maxStayDays: days,
          countedFrom: z.enum(['EACH_ENTRY', 'FIRST_ENTRY']),
          trips: z.enum(['ANY', 'LIMITED', 'UNLIMITED']),
          ...span,
          source: id,
        }),
      )
      .min(1),
  }),
)

export const endorsementSchemesShape = z.array(
  z.strictObject({ ...endorsementTerms, id, oncePerNaturalWeek: z.boolean() }),
)

const residencyPattern = z.strictObject({
  jurisdiction,
  status: z
    .array(
      z.enum([
        'PERMANENT_RESIDENT',
        'NON_PERMANENT_RESIDENT',
        'HUKOU',
        'RESIDENCE_PERMIT',
        'FOREIGN_PERMANENT_RESIDENT',
      ]),
    )
    .optional(),
  city: z.array(id).optional(),
})

const holderClass = z.strictObject({
  nationality: z.array(z.string().length(3)).optional(),
  nationalityNot: z.array(z.string().length(3)).optional(),
  residency: z.array(residencyPattern).optional(),
  provenBy: z.array(documentKind).optional(),
  noResidency: z.array(residencyPattern).optional(),
  ageFrom: z.number().int().nonnegative().optional(),
  ageTo: z.number().int().nonnegative().optional(),
})

const requirement = z.strictObject({
  documents: z.array(z.array(documentKind).min(1)),
  issuedBy: z.array(z.string().length(3)).min(1).optional(),
  endorsement: z
    .strictObject({ destination: jurisdiction, codes: z.array(endorsementCode).min(1), manyTrips: z.boolean() })
    .optional(),
})

const datedRule = {
  id,
  authority: id,
  from: z.array(jurisdiction).min(1),
  to: z.array(jurisdiction).min(1),
  when: holderClass,
  requires: requirement,
  ...span,
  source: id,
}

export const crossingRulesShape = z.array(
  z.strictObject({
    ...datedRule,
    side: boundarySide,
    outcome: z.enum(['ALLOWED', 'UNDETERMINED']),
    maxStayDays: days,
    explanation: text,
    controlPoints: z.array(id).min(1).optional(),
  }),
)

export const standingRulesShape = z.array(
  z.strictObject({ id, code: z.string().regex(/^[A-Z_]+$/), description: text, ...span, source: id }),
)

export const hintsShape = z.array(
  z.strictObject({
    id,
    lacks: z.array(endorsementLack).min(1),
    destinations: z.array(jurisdiction).min(1),
    when: holderClass,
    holdsScheme: id.nullable(),
    text,
    ...span,
    source: id,
  }),
)

export const credentialsShape = z.strictObject({
  credentials: z.array(z.strictObject({ id, name: text })),
  endorsements: z.array(
    z.strictObject({
      ...datedRule,
      credential: id,
      controlPoints: z.array(id).min(1),
      sides: z.array(boundarySide).min(1),
      status: z.enum(['ANNOUNCED', 'IN_FORCE', 'SUSPENDED', 'WITHDRAWN']),
      physicalDocumentRequired: z.boolean(),
    }),
  ),
})

export const documentsShape = z.record(
  documentKind,
  z.strictObject({ name: text, grantedBy: id.nullable(), source: id }),
)

export const cityServicesShape = z.array(
  z.strictObject({
    city: id,
    coverage: z.enum(['FULL', 'PARTIAL', 'NONE']),
    note: text,
    offices: z.array(z.strictObject({ id, name: text, authority: id, source: id })).max(20),
  }),
)

export const sandboxPermitsShape = z.array(
  z.strictObject({
    id: z.uuid(),
    holder: z.uuid(),
    kind: permitKind,
    number: z.string(),
    issuedOn: date,
    expiresOn: date,
    endorsements: z.array(
      z.strictObject({
        id: z.uuid(),
        destination: z.enum(['HONG_KONG', 'MACAO']),
        code: endorsementCode,
        scheme: id.nullable(),
        validFrom: date,
        validTo: date,
        tripsRemaining: z.number().int().nonnegative().nullable(),
        lastExitOn: date.nullable(),
        firstEntryOn: date.nullable(),
      }),
    ),
  }),
)
