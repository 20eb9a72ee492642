import { keysetConnection, pageOf, parseKeysetPage } from '../../kit/connection.ts'
import { invariant } from '../../kit/errors.ts'
import { actFor } from './consents/act-for.ts'
import { grantConsent } from './consents/grant-consent.ts'
import { listConsents, listWards } from './consents/list-consents.ts'
import { languageNames, languagesByName, statusOf } from './consents/records.ts'
import { consentRefusalTypes, isRefusal } from './consents/refusals.ts'
import { revokeConsent } from './consents/revoke-consent.ts'
import type { Context } from './context.ts'
import { maskNumber } from './documents/mask-number.ts'
import { printNumber } from './documents/print-number.ts'
import { loadOwnResident } from './load-own-resident.ts'
import type { Authority } from './records.ts'
import { attestAge } from './residents/attest-age.ts'
import type { Resolvers } from './schema.types.ts'

/** Translation only. A Resident record reaches these resolvers for the viewer alone: see `loadOwnResident`. */
export const resolvers: Resolvers = {
  Query: {
    viewer: (_root, _args, context) => ownResident(context, context.viewer.subject),
    cities: async (_root, page, { store }) => pageOf(await store.loadAllCities(), page, (city) => city.id),
    city: (_root, { id }, { cities }) => cities.load(id),
  },
  Mutation: {
    grantConsent: (_root, { input: { onBehalfOf, language, transfer = false, ...terms } }, context) =>
      actFor({ ...context, onBehalfOf }, (who) => {
        const chosen = { transfer, language: languagesByName[language], method: 'RESIDENT_PORTAL' } as const
        return grantConsent(context.consents, { ...terms, ...chosen, ...who })
      }),
    revokeConsent: (_root, { input: { consentId, onBehalfOf } }, context) =>
      actFor({ ...context, onBehalfOf }, (who) => revokeConsent(context.consents, { ...who, consentId })),
  },
  Resident: {
    __resolveReference: ({ reference }, context) => ownResident(context, reference),
    id: ({ reference }, _args, { pseudonymOf }) => pseudonymOf(reference),
    residencies: ({ reference }, _args, { residencies }) => residencies.load(reference),
    identityDocuments: async ({ reference }, page, { documents, pseudonymOf }) =>
      pageOf(await documents.load(reference), page, (document) => pseudonymOf(document.id)),
    travelIdentity: (resident) => resident,
    isOver18: async (resident, _args, context) => {
      const documents = await context.documents.load(resident.reference)
      const claim = attestAge({ resident, documents, now: context.now() })
      return claim ? attested(context, resident.reference, claim) : null
    },
    consents: ({ reference }, page, { consents }) => listConsents(consents, { resident: reference, page }),
    wards: ({ reference }, _args, { consents }) => listWards(consents, reference),
    accessLog: async ({ reference }, args, { accessLog }) => {
      const page = parseKeysetPage(args)
      return keysetConnection(page, await accessLog.loadOfSubject(reference, page))
    },
  },
  AccessLogEntry: {
    id: ({ entry }) => entry.id,
    at: ({ entry }) => entry.at,
    clientId: ({ entry }) => entry.clientId,
    clientName: async ({ entry }, _args, { loadPartner }) => (await loadPartner(entry.clientId))?.name ?? null,
    purpose: ({ entry }) => entry.purpose,
    categories: ({ entry }) => entry.categories,
    consentIds: ({ entry }) => entry.consentIds,
    routes: ({ entry }) => entry.routes,
    sources: ({ entry }) => entry.sources,
    receipt: (placed, _args, { receipts }) => receipts.load(placed),
  },
  Consent: {
    clientName: async ({ clientId }, _args, { loadPartner }) => (await loadPartner(clientId))?.name ?? null,
    language: ({ language }) => languageNames[language],
    status: (consent, _args, { now }) => statusOf(consent, now()),
  },
  Ward: {
    id: ({ minor }, _args, { pseudonymOf }) => pseudonymOf(minor),
    consents: ({ minor }, page, { consents }) => listConsents(consents, { resident: minor, page }),
  },
  GrantConsentResult: {
    __resolveType: (outcome) => (isRefusal(outcome) ? consentRefusalTypes[outcome.code] : 'ConsentGranted'),
  },
  RevokeConsentResult: {
    __resolveType: (outcome) => (isRefusal(outcome) ? consentRefusalTypes[outcome.code] : 'ConsentRevoked'),
  },
  Refusal: {
    __resolveType: ({ code }) => consentRefusalTypes[code],
  },
  Residency: {
    city: ({ cityId }, _args, { cities }) => (cityId === null ? null : cities.load(cityId)),
  },
  IdentityDocument: {
    id: ({ id }, _args, { pseudonymOf }) => pseudonymOf(id),
    kind: ({ number }) => number.kind,
    maskedNumber: ({ number }) => maskNumber(number),
    number: ({ number }) => printNumber(number),
    issuer: ({ issuerId }, _args, context) => authority(context, issuerId),
    checkDigit: ({ number }) => number.checkDigitVerdict,
  },
  TravelIdentity: {
    residencies: ({ reference }, _args, { residencies }) => residencies.load(reference),
    documents: async ({ reference }, _args, { documents }) =>
      // A licence to drive is no paper to cross with and no proof of who somebody is.
      (await documents.load(reference)).filter(({ number }) => number.kind !== 'DRIVING_LICENCE'),
  },
  TravelIdentityDocument: {
    kind: ({ number }) => number.kind,
  },
  City: {
    __resolveReference: ({ id }, { cities }) => cities.load(id),
    identityServices: (city) => city,
  },
  CityIdentityServices: {
    services: ({ id }, _args, { cityServices }) => cityServices.load(id),
  },
  IdentityService: {
    authority: ({ authorityId }, _args, context) => authority(context, authorityId),
  },
}

function ownResident({ viewer, residents }: Context, reference: string | null) {
  return loadOwnResident({ viewer, reference, load: (key) => residents.load(key) })
}

async function attested(context: Context, reference: string, claim: Parameters<Context['attest']>[1]) {
  const [proof, by] = await Promise.all([context.attest(reference, claim), authority(context, claim.by)])
  return { holds: claim.holds, proof, by }
}

async function authority({ authorities }: Context, id: string): Promise<Authority> {
  const found = await authorities.load(id)
  invariant(found, `authority ${id} is named by a row and must exist`)
  return found
}
