import { regionalDate } from '../../kit/clock.ts'
import type { PageArguments } from '../../kit/connection.ts'
import { pageOf } from '../../kit/connection.ts'
import { invariant } from '../../kit/errors.ts'
import { findTransitServices, isCity } from './cities.ts'
import type { Context } from './context.ts'
import { parseFareId } from './fares/fare-token.ts'
import { quoteFare } from './fares/quote-fare.ts'
import { totalFares } from './fares/total-fares.ts'
import { acceptancesOn } from './fares/wallet-acceptance.ts'
import { findCrossing } from './journeys/crossing-token.ts'
import { planItineraries } from './plan-itineraries.ts'
import { readItinerary } from './read-itinerary.ts'
import type { Operator, Stop } from './records.ts'
import type { Refusal } from './refusals.ts'
import type { Resolvers } from './schema.types.ts'
import { searchStops } from './search-stops.ts'

const cityOf = (place: { readonly cityId: string }) => ({ id: place.cityId })
const providerOf = (terms: { readonly providerId: string }) => ({ id: terms.providerId })
const pageById = <N extends { readonly id: string }>(nodes: readonly N[], page: PageArguments) =>
  pageOf(nodes, page, (node) => node.id)

function operatorOf(ctx: Context, id: string): Operator {
  const operator = ctx.network.operators.get(id)
  invariant(operator, 'a route in the store has its operator')
  return operator
}

function listOperators(ctx: Context, cityId: string | null | undefined): readonly Operator[] {
  const all = [...ctx.network.operators.values()]
  if (!cityId) return all
  const running = ctx.network.operatorsOfCity.get(cityId) ?? []
  return all.filter((operator) => operator.cityId === cityId || running.includes(operator))
}

function listStops(ctx: Context, args: { search?: string | null; city?: string | null }): readonly Stop[] {
  return searchStops(ctx.network.stops.values(), { search: args.search, cityId: args.city })
}

export const resolvers: Resolvers = {
  Query: {
    itineraries: (_, { from, to, departure, passenger, first, after }, ctx) => {
      const found = planItineraries(ctx, { from, to, departure, passenger: passenger ?? 'ADULT' })
      return 'kind' in found ? found : pageById(found, { first: first ?? 5, after: after ?? null })
    },
    itinerary: (_, { id, passenger }, ctx) => readItinerary(ctx, { id, passenger: passenger ?? 'ADULT' }) ?? null,
    stops: (_, args, ctx) => pageById(listStops(ctx, args), args),
    stop: (_, { id }, ctx) => ctx.network.stops.get(id) ?? null,
    operators: (_, args, ctx) => pageById(listOperators(ctx, args.city), args),
    operator: (_, { id }, ctx) => ctx.network.operators.get(id) ?? null,
    route: (_, { id }, ctx) => ctx.network.routes.get(id) ?? null,
  },
  ItinerariesResult: {
    __resolveType: (result: object) => ('kind' in result ? (result as Refusal).kind : 'ItineraryConnection'),
  },
  Itinerary: {
    durationSeconds: ({ departure, arrival }) => (arrival - departure) / 1000,
    crossings: ({ legs }) => legs.flatMap((leg) => leg.crossing ?? []),
    fareTotals: ({ fares }) => totalFares(fares),
  },
  Leg: {
    operator: ({ route }, _, ctx) => (route ? operatorOf(ctx, route.operatorId) : null),
  },
  BoundaryCrossing: {
    __resolveReference: ({ id }, ctx) => findCrossing(ctx.network.schedule.crossings, id),
    controlPoint: ({ controlPointId }) => ({ id: controlPointId }),
    traveller: (_, __, ctx) => (ctx.viewer.subject === null ? null : { reference: ctx.viewer.subject }),
  },
  FareQuote: {
    __resolveReference: ({ id }, ctx) => {
      const question = parseFareId(id)
      return (question && quoteFare(ctx.network.fares, question)) ?? null
    },
  },
  FareAcceptance: { provider: providerOf },
  Operator: {
    __resolveReference: ({ id }, ctx) => ctx.network.operators.get(id) ?? null,
    city: cityOf,
    blueprintArea: () => 'MOBILITY',
    routes: ({ id }, args, ctx) => pageById(ctx.network.routesOfOperator.get(id) ?? [], args),
    walletAcceptance: ({ id }, { on }, ctx) =>
      acceptancesOn(ctx.network.fares.acceptancesOf(id), on ?? regionalDate(ctx.now())),
  },
  WalletAcceptance: { provider: providerOf },
  Stop: {
    __resolveReference: ({ id }, ctx) => ctx.network.stops.get(id) ?? null,
    city: cityOf,
    routes: ({ id }, args, ctx) => pageById(ctx.network.routesOfStop.get(id) ?? [], args),
  },
  Route: {
    __resolveReference: ({ id }, ctx) => ctx.network.routes.get(id) ?? null,
    operator: ({ operatorId }, _, ctx) => operatorOf(ctx, operatorId),
    stops: ({ id }, _, ctx) => ctx.network.stopsOfRoute.get(id) ?? [],
  },
  City: {
    __resolveReference: ({ id }) => (isCity(id) ? { id } : null),
    transitServices: ({ id }, _, ctx) => findTransitServices(ctx.network, id),
  },
}
