import { describeFeature } from './describe-feature.ts'
import { findBy, findWith } from './rows.ts'

const hop = (name: string, from: string, to: string, row: object) => ({
  typeDefs: `
    type Thing @key(fields: "${from}") @key(fields: "${to}") { ${from}: ID! ${to}: ID! ${name}: String }
  `,
  resolvers: { Thing: { __resolveReference: findBy([{ ...row, [name]: `${name} said` }], from, to) } },
})

describeFeature('keys over four hops', {
  subgraphs: {
    start: {
      typeDefs: `
        type Query { thing: Thing  things: [Thing!]! }
        type Thing @key(fields: "k1") { k1: ID! }
      `,
      resolvers: { Query: { thing: () => ({ k1: '1' }), things: () => [{ k1: '1' }, { k1: '1' }] } },
    },
    one: hop('one', 'k1', 'k2', { k1: '1', k2: '2' }),
    two: hop('two', 'k2', 'k3', { k2: '2', k3: '3' }),
    three: hop('three', 'k3', 'k4', { k3: '3', k4: '4' }),
    four: {
      typeDefs: 'type Thing @key(fields: "k4") { k4: ID! four: String }',
      resolvers: { Thing: { __resolveReference: findBy([{ k4: '4', four: 'four said' }], 'k4') } },
    },
  },
  cases: [
    {
      name: 'each subgraph gives the key of the next',
      query: '{ thing { four } }',
      data: { thing: { four: 'four said' } },
      requests: { start: 1, one: 1, two: 1, three: 1, four: 1 },
    },
    {
      name: 'what is asked for on the way is answered too',
      query: '{ thing { four one k3 } }',
      data: { thing: { four: 'four said', one: 'one said', k3: '3' } },
    },
    {
      name: 'an entity found twice walks the way once',
      query: '{ things { four } }',
      data: { things: [{ four: 'four said' }, { four: 'four said' }] },
      representations: {
        one: [{ __typename: 'Thing', k1: '1' }],
        four: [{ __typename: 'Thing', k4: '4' }],
      },
    },
  ],
})

const people = [
  { id: 'p1', name: 'Ada', chief: 'p2' },
  { id: 'p2', name: 'Bo', chief: null },
]

describeFeature('entities that lead back to their own type', {
  subgraphs: {
    people: {
      typeDefs: `
        type Query { person(id: ID!): Person }
        type Person @key(fields: "id") { id: ID! name: String }
      `,
      resolvers: {
        Query: { person: (_: unknown, { id }: { id: string }) => findBy(people, 'id')({ id }) },
        Person: { __resolveReference: findBy(people, 'id') },
      },
    },
    offices: {
      typeDefs: `
        type Person @key(fields: "id") { id: ID! chief: Person  team: [Person!]! }
      `,
      resolvers: {
        Person: {
          __resolveReference: findBy(people, 'id'),
          chief: ({ chief }: { chief: string | null }) => findBy(people, 'id')({ id: chief }),
          team: ({ id }: { id: string }) => people.filter(({ chief }) => chief === id),
        },
      },
    },
  },
  cases: [
    {
      name: 'there and back again',
      query: '{ person(id: "p1") { name chief { name team { name chief { name } } } } }',
      data: { person: { name: 'Ada', chief: { name: 'Bo', team: [{ name: 'Ada', chief: { name: 'Bo' } }] } } },
    },
    {
      name: 'the end of the line is null, without an error',
      query: '{ person(id: "p2") { chief { name chief { name } } } }',
      data: { person: { chief: null } },
    },
  ],
})

describeFeature('a key that holds the key of another entity, and one that holds a list', {
  subgraphs: {
    seats: {
      typeDefs: `
        type Query { seat: Seat }
        type Seat @key(fields: "row { hall { id } number } places") { row: Row! places: [Int!]! }
        type Row { hall: Hall! number: Int! }
        type Hall @key(fields: "id") { id: ID! }
      `,
      resolvers: { Query: { seat: () => ({ row: { hall: { id: 'h' }, number: 3 }, places: [4, 5] }) } },
    },
    prices: {
      typeDefs: `
        type Seat @key(fields: "row { hall { id } number } places") { row: Row! places: [Int!]! price: Int }
        type Row { hall: Hall! number: Int! }
        type Hall @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Seat: {
          __resolveReference: findBy(
            [{ row: { hall: { id: 'h' }, number: 3 }, places: [4, 5], price: 20 }],
            'row',
            'places',
          ),
        },
      },
    },
    halls: {
      typeDefs: 'type Hall @key(fields: "id") { id: ID! name: String }',
      resolvers: { Hall: { __resolveReference: findBy([{ id: 'h', name: 'Grand' }], 'id') } },
    },
  },
  cases: [
    {
      name: 'the whole tree goes into the representation',
      query: '{ seat { price } }',
      data: { seat: { price: 20 } },
      representations: {
        prices: [{ __typename: 'Seat', row: { hall: { id: 'h' }, number: 3 }, places: [4, 5] }],
      },
    },
    {
      name: 'the entity inside the key can be completed beside it',
      query: '{ seat { row { hall { name } number } price places } }',
      data: { seat: { row: { hall: { name: 'Grand' }, number: 3 }, price: 20, places: [4, 5] } },
    },
  ],
})

const parcels = [{ id: '7', code: 'c7' }]

describeFeature('a subgraph is entered again by a key it can resolve', {
  subgraphs: {
    post: {
      typeDefs: `
        type Query { parcel: Parcel }
        type Parcel @key(fields: "id", resolvable: false) @key(fields: "code") {
          id: ID! code: String! weight: Int @external postage: Int @requires(fields: "weight")
        }
      `,
      resolvers: {
        Query: { parcel: () => ({ id: '7', code: 'c7' }) },
        Parcel: {
          __resolveReference: findWith(parcels, 'code'),
          postage: ({ brought }: { brought?: { weight?: number } }) => (brought?.weight ?? Number.NaN) * 2,
        },
      },
    },
    scales: {
      typeDefs: 'type Parcel @key(fields: "id") { id: ID! weight: Int }',
      resolvers: { Parcel: { __resolveReference: findBy([{ id: '7', weight: 21 }], 'id') } },
    },
  },
  cases: [
    {
      name: 'not by the first one it declares',
      query: '{ parcel { postage } }',
      data: { parcel: { postage: 42 } },
      representations: { post: [{ __typename: 'Parcel', code: 'c7', weight: 21 }] },
      referenceFails: 'it comes back with the key that is declared resolvable: false',
    },
  ],
})
