import { describeFeature } from './describe-feature.ts'
import { findBy } from './rows.ts'

describeFeature('roots that several subgraphs share', {
  subgraphs: {
    profiles: {
      typeDefs: `
        type Query { viewer: Viewer @shareable  nobody: Viewer @shareable  steps: [[Step!]!]! @shareable }
        type Step { down: String }
        type Viewer { name: String both: String @shareable settings: Settings @shareable }
        type Settings { theme: String }
      `,
      resolvers: {
        Query: {
          viewer: () => ({ name: 'Ada', both: 'same', settings: { theme: 'dark' } }),
          nobody: () => null,
          steps: () => [[{ down: 'a' }, { down: 'b' }], [], [{ down: 'c' }]],
        },
      },
    },
    inbox: {
      typeDefs: `
        type Query { viewer: Viewer @shareable  nobody: Viewer @shareable  steps: [[Step!]!]! @shareable }
        type Step { up: String }
        type Viewer { unread: Int both: String @shareable settings: Settings @shareable }
        type Settings { locale: String }
      `,
      resolvers: {
        Query: {
          viewer: () => ({ unread: 2, both: 'same', settings: { locale: 'pt' } }),
          nobody: () => null,
          steps: () => [[{ up: '1' }, { up: '2' }], [], [{ up: '3' }]],
        },
      },
    },
  },
  cases: [
    {
      name: 'fields of one root object come from both',
      query: '{ viewer { name unread } }',
      data: { viewer: { name: 'Ada', unread: 2 } },
      requests: { profiles: 1, inbox: 1 },
    },
    {
      name: 'objects below are merged as deep as they go',
      query: '{ viewer { settings { locale theme } } }',
      data: { viewer: { settings: { locale: 'pt', theme: 'dark' } } },
    },
    {
      name: 'what one subgraph can answer alone is asked there alone',
      query: '{ viewer { unread both } }',
      data: { viewer: { unread: 2, both: 'same' } },
      requests: { profiles: 0, inbox: 1 },
    },
    {
      name: 'two aliases of a shared root stay apart',
      query: '{ me: viewer { name unread } you: viewer { both } }',
      data: { me: { name: 'Ada', unread: 2 }, you: { both: 'same' } },
    },
    {
      name: 'lists of objects without a key are merged item by item',
      query: '{ steps { up down } }',
      data: {
        steps: [
          [
            { up: '1', down: 'a' },
            { up: '2', down: 'b' },
          ],
          [],
          [{ up: '3', down: 'c' }],
        ],
      },
      referenceFails: 'it loses the items of the second subgraph',
    },
    {
      name: 'a shared root may be skipped in one place and asked for in another',
      query: 'query ($yes: Boolean!) { viewer @skip(if: $yes) { name } viewer { unread @include(if: $yes) } }',
      variables: { yes: true },
      data: { viewer: { unread: 2 } },
    },
    {
      name: 'a root that is null in both is null',
      query: '{ nobody { name unread } }',
      data: { nobody: null },
    },
    {
      name: 'shared roots merge through fragments as well',
      query: 'query { ...A ...B } fragment A on Query { viewer { name } } fragment B on Query { viewer { unread } }',
      data: { viewer: { name: 'Ada', unread: 2 } },
    },
  ],
})

const cities = [
  { id: 'c1', name: 'Harbour', people: 100 },
  { id: 'c2', name: 'Hill', people: 50 },
]

describeFeature('@shareable fields of an entity', {
  subgraphs: {
    maps: {
      typeDefs: `
        type Query { city: City  cities: [City!]! @shareable }
        type City @key(fields: "id") { id: ID! name: String @shareable area: Area @shareable }
        type Area @shareable { km2: Int }
      `,
      resolvers: {
        Query: { city: () => ({ ...cities[0], area: { km2: 9 } }), cities: () => cities },
        City: { __resolveReference: findBy(cities, 'id'), area: () => ({ km2: 9 }) },
      },
    },
    census: {
      typeDefs: `
        type Query { largest: City  cities: [City!]! @shareable }
        type City @key(fields: "id") { id: ID! name: String @shareable people: Int area: Area @shareable }
        type Area @shareable { km2: Int acres: Int }
      `,
      resolvers: {
        Query: { largest: () => cities[0], cities: () => cities },
        City: { __resolveReference: findBy(cities, 'id'), area: () => ({ km2: 9, acres: 2224 }) },
      },
    },
  },
  cases: [
    {
      name: 'are taken where the entity was found',
      query: '{ city { name } largest { name } }',
      data: { city: { name: 'Harbour' }, largest: { name: 'Harbour' } },
      requests: { maps: 1, census: 1 },
    },
    {
      name: 'a value object is completed through the entity that holds it',
      query: '{ city { area { km2 acres } } }',
      data: { city: { area: { km2: 9, acres: 2224 } } },
    },
    {
      name: 'a shared list is fetched once',
      query: '{ cities { name people } }',
      data: {
        cities: [
          { name: 'Harbour', people: 100 },
          { name: 'Hill', people: 50 },
        ],
      },
      requests: { maps: 0, census: 1 },
    },
  ],
})

describeFeature('an object at a shared root that one subgraph does not know', {
  subgraphs: {
    people: {
      typeDefs: `
        extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
        type Query { viewer: Resident @shareable }
        type Resident @key(fields: "ref") { ref: ID! name: String }
      `,
      resolvers: { Query: { viewer: () => null } },
    },
    animals: {
      typeDefs: `
        extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
        type Query { viewer: Resident @shareable }
        type Resident @key(fields: "ref") { ref: ID! pets: Int }
      `,
      resolvers: { Query: { viewer: () => ({ ref: '1', pets: 2 }) } },
    },
  },
  cases: [
    {
      name: 'has what the other one knows, and null without an error for the rest',
      query: '{ viewer { name pets } }',
      data: { viewer: { name: null, pets: 2 } },
    },
    {
      name: 'in whatever order they answer',
      query: '{ viewer { pets name } }',
      data: { viewer: { pets: 2, name: null } },
      referenceFails: 'keeps the first null',
    },
  ],
})
