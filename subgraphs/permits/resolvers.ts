import { regionalDate } from '../../kit/clock.ts'
import { pageOf } from '../../kit/connection.ts'
import { listControlPoints, listExceptions, nameOn } from './control-points/list-control-points.ts'
import { openingStatus } from './control-points/opening-status.ts'
import { watchControlPoint } from './control-points/watch-control-point.ts'
import { answerCrossing } from './crossing/answer-crossing.ts'
import { decideOnTheWay } from './crossing/decide-on-the-way.ts'
import { isOwn, loadOwnTraveller } from './crossing/load-own-traveller.ts'
import { parseTraveller } from './crossing/traveller.ts'
import type { Authority, ControlPointUpdate, TravelPermit } from './records.ts'
import type { ReferenceData } from './reference-data.ts'
import { parseBoundaryCrossing, parseResident } from './representations.ts'
import type { Resolvers } from './schema.types.ts'
import { attestPermit } from './travel-permits/attest-permit.ts'
import { maxStayDays, schemeOf, typeOf } from './travel-permits/endorsement-use.ts'
import { maskPermitNumber } from './travel-permits/permit-number.ts'

/** The contract's type of each refusal. */
const refusalTypes = {
  CONTROL_POINT_UNKNOWN: 'ControlPointUnknown',
  NO_SUCH_BOUNDARY: 'NoSuchBoundary',
  NATIONALITY_INVALID: 'TravellerInvalid',
  TRAVELLER_TOO_LONG: 'TravellerInvalid',
  ENDORSEMENT_INVALID: 'TravellerInvalid',
} as const

/** Translation only: from the contract's words to use cases and back. */
export const resolvers: Resolvers = {
  Query: {
    viewer: (_, __, { viewer }) =>
      viewer.subject === null ? null : { reference: viewer.subject, pseudonym: null, identity: null },
    controlPoints: (_, args, { data }) =>
      pageOf(listControlPoints(data.controlPoints.values(), args.city ?? null), args, (point) => point.id),
    controlPoint: (_, { id }, { data }) => data.controlPoints.get(id) ?? null,
    crossing: (_, { by, controlPoint = null, ...asked }, { data }) =>
      answerCrossing(
        { ...asked, controlPoint },
        { traveller: parseTraveller(by, data), credentials: by.credentials ?? [] },
        data,
      ),
  },
  Subscription: {
    controlPointUpdated: {
      subscribe: (_, { id }, context) => watchControlPoint(id, context),
      resolve: (update: ControlPointUpdate) => update,
    },
  },
  Resident: {
    __resolveReference: (representation, context) => {
      const resident = parseResident(representation)
      return isOwn(resident, context) ? resident : null
    },
    travelPermits: async (resident, args, context) =>
      isOwn(resident, context)
        ? pageOf(await context.permitsOf.load(resident.reference), args, context.pseudonymOf)
        : null,
    holdsValidPermit: async (resident, { kind, on }, context) => {
      const { pseudonym: subject } = resident
      if (!isOwn(resident, context) || subject === null) return null
      const permits = await context.permitsOf.load(resident.reference)
      const claim = attestPermit({ permits, kind, on: on ?? regionalDate(context.now()) })
      const by = issuerOf(kind, context.data)
      return { holds: claim.holds, proof: await context.attest({ ...claim, subject, by: by.id }), by }
    },
    crossing: async (resident, { controlPoint = null, ...asked }, context) => {
      const traveller = await loadOwnTraveller(resident, context)
      if (traveller === undefined) return null
      return answerCrossing({ ...asked, controlPoint }, { traveller, credentials: null }, context.data)
    },
  },
  TravelPermit: {
    id: (permit, _, { pseudonymOf }) => pseudonymOf(permit),
    maskedNumber: (permit) => maskPermitNumber(permit.number),
    issuer: ({ kind }, _, { data }) => issuerOf(kind, data),
    endorsements: async (permit, args, { endorsementsOf, pseudonymOf }) =>
      pageOf(await endorsementsOf.load(permit.id), args, pseudonymOf),
  },
  Endorsement: {
    id: (endorsement, _, { pseudonymOf }) => pseudonymOf(endorsement),
    scheme: (endorsement, _, { data }) => schemeOf(endorsement, data),
    name: (endorsement, _, { data }) => typeOf(endorsement, data).name,
    maxStayDays: (endorsement, _, { data, now }) =>
      maxStayDays(endorsement, typeOf(endorsement, data), regionalDate(now())),
  },
  BoundaryCrossing: {
    __resolveReference: parseBoundaryCrossing,
    opening: ({ at, controlPointId }, _, { data }) => {
      const point = data.controlPoints.get(controlPointId ?? '')
      return point && at !== undefined ? openingStatus(point, at) : null
    },
    decision: (crossing, _, context) => decideOnTheWay(crossing, context),
  },
  CrossingResult: { __resolveType: (result) => ('verdict' in result ? 'CrossingDecision' : refusalTypes[result.code]) },
  ControlPoint: {
    __resolveReference: ({ id }, { data }) => data.controlPoints.get(id) ?? null,
    name: (point, _, { now }) => nameOn(point.names, regionalDate(now())),
    restriction: (point) => point.restriction?.text ?? null,
    openingHours: (point) => point.hours,
    openingExceptions: (point, { since }, { now }) => listExceptions(point, since ?? regionalDate(now())),
    openAt: (point, { at }) => openingStatus(point, at),
  },
  ControlPointSide: { name: (side, _, { now }) => nameOn(side.names, regionalDate(now())) },
  City: {
    __resolveReference: ({ id }, { data }) => (data.cityServices.has(id) ? { id } : null),
    permitServices: ({ id }, _, { data }) => data.cityServices.get(id) ?? null,
  },
  CityPermitServices: {
    controlPoints: ({ city }, _, { data }) => listControlPoints(data.controlPoints.values(), city),
  },
  PermitOffice: { blueprintArea: () => 'GOVERNMENT' },
}

/** All three permits are the Mainland's; the China Travel Service in the SARs only takes the applications. */
function issuerOf(kind: TravelPermit['kind'], data: ReferenceData): Authority {
  return data.documents[kind].grantedBy ?? data.borderAuthority.MAINLAND
}
