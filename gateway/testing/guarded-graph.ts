import type { Clock } from '../../kit/clock.ts'
import type { FieldPolicy } from '../../kit/policy/field-policy.ts'
import type { TransferRules } from '../../kit/policy/transfer-rules.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import { openAuthorization } from '../access/open-authorization.ts'
import type { AccessLinks } from '../access/refusals.ts'
import type { Engine } from '../engine/engine.ts'
import { loadEngine } from '../engine/load-engine.ts'
import { authorizing } from '../steps/authorize.ts'
import type { Federation, LocalSubgraph } from './federation.ts'
import { openFederation } from './federation.ts'

/** Values that only who may read them ever sees. */
export const canaries = { name: 'CANARY-NAME', number: 'CANARY-NUMBER', salt: 'CANARY-SALT', paid: 'CANARY-PAID' }

export const people: LocalSubgraph = {
  typeDefs: `
    type Query { me: Person  people: [Person]  node: Node  found: Found  owner: Named  open: String }
    type Mutation { pay: Receipt  wave: String }
    type Subscription { moved: Person  ticks: Int }
    interface Node { id: ID! }
    interface Named { name: String }
    union Found = Person | Dog
    type Receipt { text: String }
    type Person implements Node & Named @key(fields: "id") {
      id: ID!  name: String  passport: Passport  friend: Person
    }
    type Passport { number: String  country: String }
    type Dog implements Node & Named @key(fields: "id") { id: ID!  name: String  age: Int }`,
  resolvers: {
    Query: {
      me: () => person('1'),
      people: () => [person('1'), person('2')],
      node: () => person('1'),
      found: () => person('1'),
      owner: () => person('1'),
      open: () => 'open',
    },
    Mutation: {
      pay: () => {
        effects.payments += 1
        return { text: canaries.paid }
      },
      wave: () => 'waved',
    },
    Subscription: {
      moved: {
        async *subscribe() {
          effects.subscriptions += 1
          yield { moved: person('1') }
        },
      },
      ticks: {
        async *subscribe() {
          yield { ticks: 1 }
          yield { ticks: 2 }
        },
      },
    },
    Person: { __resolveReference: ({ id }: { id: string }) => person(id), friend: () => person('2') },
    Node: { __resolveType: () => 'Person' },
    Named: { __resolveType: () => 'Person' },
    Found: { __resolveType: () => 'Person' },
  },
}

function person(id: string) {
  return { id, name: `${canaries.name}-${id}`, passport: { number: canaries.number, country: 'XX' } }
}

export const borders: LocalSubgraph = {
  typeDefs: `
    type Person @key(fields: "id") {
      id: ID!  passport: Passport @external
      crossing: String @requires(fields: "passport { number }")  lane: Int
    }
    type Passport { number: String @external }`,
  resolvers: {
    Person: {
      __resolveReference: (reference: object) => reference,
      crossing: ({ passport }: { passport?: { number: string } }) => `may cross with ${passport?.number}`,
      lane: () => 7,
    },
  },
}

export const fares: LocalSubgraph = {
  typeDefs: `
    type Person @key(fields: "id") {
      id: ID!  crossing: String @external  fare: String @requires(fields: "crossing")
    }`,
  resolvers: {
    Person: {
      __resolveReference: (reference: object) => reference,
      fare: ({ crossing }: { crossing?: string }) => `a fare for who ${crossing}`,
    },
  },
}

/** An agency whose field takes a value from the object above it. */
export const homes: LocalSubgraph = {
  typeDefs: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@context", "@fromContext"])
    type Query { home: Home }
    type Home @key(fields: "id") @context(name: "home") { id: ID!  salt: String  room: Room }
    type Room @key(fields: "id") { id: ID!  heat(salt: String @fromContext(field: "$home { salt }")): String }`,
  resolvers: {
    Query: { home: () => ({ id: '1', salt: canaries.salt, room: { id: '1' } }) },
    Room: {
      __resolveReference: (reference: object) => reference,
      heat: (_: unknown, { salt }: { salt: string }) => `salted with ${salt}`,
    },
  },
}

/** What happened at the agency. */
export const effects = { payments: 0, subscriptions: 0 }

const unasked: Omit<FieldPolicy, 'coordinate'> = {
  authenticated: false,
  scopes: null,
  policies: null,
  personalData: null,
  purposes: null,
  residency: null,
  assurance: null,
  readableBy: null,
}

/** Policies by coordinate, each with nothing asked but what is said. */
export function policiesOf(asked: Readonly<Record<string, Partial<FieldPolicy>>>) {
  return new Map(
    Object.entries(asked).map(([coordinate, policy]) => [coordinate, [{ ...unasked, coordinate, ...policy }]]),
  )
}

export const scope = (name: string): Partial<FieldPolicy> => ({ scopes: [[name]] })

/** What the graph above asks of its readers. */
export const asked = {
  'Person.name': scope('profile'),
  'Named.name': scope('profile'),
  'Person.passport': scope('passport'),
  'Passport.number': scope('passport'),
  'Mutation.pay': scope('payments'),
  'Subscription.moved': scope('profile'),
  'Home.salt': scope('homes'),
}

export function viewerWith(...scopes: string[]): Viewer {
  return { ...anonymous, subject: '11111111-1111-4111-8111-111111111111', clientId: 'app-a', scopes }
}

/** The graph with the step around its engine, and without it. */
export async function openGuarded(options: {
  subgraphs: Readonly<Record<string, LocalSubgraph>>
  /** In place of those that the supergraph says. */
  policies?: ReadonlyMap<string, readonly FieldPolicy[]>
  rules?: TransferRules
  links?: AccessLinks
  now?: Clock
}): Promise<{ guarded: Federation; bare: Engine }> {
  const { subgraphs, rules = { routes: [], exporters: [] }, links = {}, now = Date.now } = options
  const found: { bare?: Engine } = {}
  const guarded = await openFederation({
    subgraphs,
    async load(terms) {
      found.bare = await loadEngine(terms)
      const { policies = terms.supergraph.policies } = options
      const authorization = openAuthorization({ policies, rules, now, links })
      return authorizing(found.bare, { authorization, now })
    },
  })
  if (!found.bare) throw new Error('no engine was loaded')
  return { guarded, bare: found.bare }
}
