import { flagshipVariables } from '../../../start.ts'
import { supergraph } from '../../conformance/authorization/classed-fields.ts'

const { fieldTypes, policies } = supergraph
const CROSSING = 'from: MAINLAND, to: HONG_KONG, at: "2026-11-23T08:30:00+08:00"'

const { from, to, departure } = flagshipVariables(Date.now())
const onTheWay = (asked: string) =>
  `{ itineraries(from: "${from}", to: "${to}", departure: "${departure}", first: 1) {
    ... on ItineraryConnection { nodes { ${asked} } } } }`

/** A way from the root to each classed field at which a caller comes in; what stands inside is refused with it. */
export const entries: Readonly<Record<string, string>> = {
  'Resident.id': '{ viewer { at: id } }',
  'Resident.name': '{ viewer { at: name { en } } }',
  'Resident.nationality': '{ viewer { at: nationality } }',
  'Resident.residencies': '{ viewer { at: residencies { status } } }',
  'Resident.identityDocuments': '{ viewer { at: identityDocuments { totalCount } } }',
  'Resident.isOver18': '{ viewer { at: isOver18 { holds } } }',
  'Resident.consents': '{ viewer { at: consents { totalCount } } }',
  'Resident.wards': '{ viewer { at: wards { id } } }',
  'Resident.accessLog': '{ viewer { at: accessLog { totalCount } } }',
  'Resident.travelPermits': '{ viewer { at: travelPermits { totalCount } } }',
  'Resident.holdsValidPermit': '{ viewer { at: holdsValidPermit(kind: HMTP) { holds } } }',
  'Resident.crossing': `{ viewer { at: crossing(${CROSSING}) { __typename } } }`,
  'Resident.wallets': '{ viewer { at: wallets { totalCount } } }',
  'BoundaryCrossing.decision': onTheWay('crossings { at: decision { __typename } }'),
  'FareQuote.payableWith': onTheWay('fares { at: payableWith { payable } }'),
  'Query.wallet': '{ at: wallet(id: "any") { id } }',
  'Query.payment': '{ at: payment(id: "any") { id } }',
  'Mutation.payFare':
    'mutation { at: payFare(input: { paymentOptionId: "any", idempotencyKey: "any" }) { __typename } }',
  'Mutation.grantConsent': `mutation { at: grantConsent(input: { clientId: "sandbox-partner", purpose: "conformance",
    categories: ["profile"], language: EN, expiresAt: "2027-01-01T00:00:00Z" }) { __typename } }`,
  'Mutation.revokeConsent': 'mutation { at: revokeConsent(input: { consentId: "any" }) { __typename } }',
  'Subscription.paymentUpdated': 'subscription { at: paymentUpdated { id } }',
}

/** Those that no caller can name. */
const hidden = ['Resident.reference', 'Resident.travelIdentity', 'BoundaryCrossing.traveller']

/** The classed fields of types that have others too, public ones, for which nobody has written a way. */
export function forgotten(): string[] {
  const hasPublic = (type: string) =>
    [...(fieldTypes.get(type)?.keys() ?? [])].some((field) => !policies.has(`${type}.${field}`))
  const isOpen = (type: string) =>
    /^(Query|Mutation|Subscription)$/.test(type) || (!/(Connection|Edge)$/.test(type) && hasPublic(type))
  const entered = [...policies.keys()].filter((coordinate) => isOpen(coordinate.split('.')[0] ?? ''))
  return [...entered, ...Object.keys(entries)]
    .filter((coordinate) => !hidden.includes(coordinate))
    .filter((coordinate) => !(coordinate in entries && policies.has(coordinate)))
}
