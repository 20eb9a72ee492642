import { pageOf } from '../../kit/connection.ts'
import { invariant } from '../../kit/errors.ts'
import type { Context } from './context.ts'
import { maskNumber } from './documents/mask-number.ts'
import { loadOwnResident } from './load-own-resident.ts'
import type { Authority } from './records.ts'
import type { Resolvers } from './schema.types.ts'

/** Translation only. A Resident record reaches these resolvers for the viewer alone: see `loadOwnResident`. */
export const resolvers: Resolvers = {
  Query: {
    viewer: (_root, _args, context) => ownResident(context, context.viewer.subject),
    cities: async (_root, page, { store }) => pageOf(await store.loadAllCities(), page, (city) => city.id),
    city: (_root, { id }, { cities }) => cities.load(id),
  },
  Resident: {
    __resolveReference: ({ reference }, context) => ownResident(context, reference),
    id: ({ reference }, _args, { pseudonymOf }) => pseudonymOf(reference),
    residencies: ({ reference }, _args, { residencies }) => residencies.load(reference),
    identityDocuments: async ({ reference }, page, { documents, pseudonymOf }) =>
      pageOf(await documents.load(reference), page, (document) => pseudonymOf(document.id)),
    travelIdentity: (resident) => resident,
  },
  Residency: {
    city: ({ cityId }, _args, { cities }) => (cityId === null ? null : cities.load(cityId)),
  },
  IdentityDocument: {
    id: ({ id }, _args, { pseudonymOf }) => pseudonymOf(id),
    kind: ({ number }) => number.kind,
    maskedNumber: ({ number }) => maskNumber(number),
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

async function authority({ authorities }: Context, id: string): Promise<Authority> {
  const found = await authorities.load(id)
  invariant(found, `authority ${id} is named by a row and must exist`)
  return found
}
