import { describeFeature } from './describe-feature.ts'
import { findBy } from './rows.ts'

const entity = (id: string) => ({ id })
const stock = [1, 2, 3].map((number) => ({ id: `${number}`, copies: number * 10, tag: `t${number}` }))
const named = [1, 2, 3].map((number) => ({ id: `${number}`, name: `n${number}` }))

describeFeature('lists', {
  subgraphs: {
    shelves: {
      typeDefs: `
        type Query {
          grid: [[Item]]
          cube: [[[Item!]!]!]!
          numbers: [[Int!]]
          empty: [Item!]!
          emptyRows: [[Item]]
          noList: [Item]
          shelves: [Shelf!]!
          one: Item
          gaps: [Item]
        }
        type Shelf { items: [Item!]!  boxes: [Box!]! }
        type Box { top: Item  items: [Item]! }
        type Item @key(fields: "id") { id: ID! name: String twin: Item }
      `,
      resolvers: {
        Query: {
          grid: () => [[entity('1'), null, entity('2')], null, [], [entity('1')]],
          cube: () => [[[entity('1')], []], [[entity('2'), entity('3')]]],
          numbers: () => [[1, 2], null, [], [3]],
          empty: () => [],
          emptyRows: () => [[], [], null],
          noList: () => null,
          one: () => entity('1'),
          gaps: () => [null, entity('3'), null],
          shelves: () => [
            {
              items: [entity('1'), entity('2')],
              boxes: [
                { top: entity('1'), items: [entity('2'), null] },
                { top: null, items: [] },
              ],
            },
            { items: [entity('2')], boxes: [] },
          ],
        },
        Item: {
          __resolveReference: findBy(named, 'id'),
          name: ({ id }: { id: string }) => `n${id}`,
          twin: ({ id }: { id: string }) => (id === '1' ? entity('2') : null),
        },
      },
    },
    stock: {
      typeDefs: 'type Item @key(fields: "id") { id: ID! copies(plus: Int = 0): Int tag: String }',
      resolvers: {
        Item: {
          __resolveReference: findBy(stock, 'id'),
          copies: ({ copies }: { copies: number }, { plus }: { plus: number }) => copies + plus,
        },
      },
    },
  },
  cases: [
    {
      name: 'lists of lists keep their shape, nulls included',
      query: '{ grid { name copies } }',
      data: {
        grid: [[{ name: 'n1', copies: 10 }, null, { name: 'n2', copies: 20 }], null, [], [{ name: 'n1', copies: 10 }]],
      },
      requests: { shelves: 1, stock: 1 },
      representations: {
        stock: [
          { __typename: 'Item', id: '1' },
          { __typename: 'Item', id: '2' },
        ],
      },
    },
    {
      name: 'three deep',
      query: '{ cube { tag } }',
      data: { cube: [[[{ tag: 't1' }], []], [[{ tag: 't2' }, { tag: 't3' }]]] },
    },
    { name: 'of leaves', query: '{ numbers }', data: { numbers: [[1, 2], null, [], [3]] } },
    {
      name: 'an empty list asks nobody else',
      query: '{ empty { copies } emptyRows { copies } noList { copies } }',
      data: { empty: [], emptyRows: [[], [], null], noList: null },
      requests: { shelves: 1, stock: 0 },
    },
    {
      name: 'items that are null are not asked for',
      query: '{ gaps { copies } }',
      data: { gaps: [null, { copies: 30 }, null] },
      representations: { stock: [{ __typename: 'Item', id: '3' }] },
    },
    {
      name: 'an entity in many places is asked for once and answered everywhere',
      query: '{ shelves { items { copies } boxes { top { copies } items { copies } } } one { copies } }',
      data: {
        shelves: [
          {
            items: [{ copies: 10 }, { copies: 20 }],
            boxes: [
              { top: { copies: 10 }, items: [{ copies: 20 }, null] },
              { top: null, items: [] },
            ],
          },
          { items: [{ copies: 20 }], boxes: [] },
        ],
        one: { copies: 10 },
      },
      requests: { shelves: 1, stock: 1 },
    },
    {
      name: 'each of its places answers what was asked there',
      query: '{ one { copies } shelves { items { tag } boxes { top { copies(plus: 1) } } } }',
      data: {
        one: { copies: 10 },
        shelves: [
          { items: [{ tag: 't1' }, { tag: 't2' }], boxes: [{ top: { copies: 11 } }, { top: null }] },
          { items: [{ tag: 't2' }], boxes: [] },
        ],
      },
      requests: { shelves: 1, stock: 1 },
    },
    {
      name: 'an entity within an entity of its own type',
      query: '{ one { copies twin { copies tag twin { copies } } } }',
      data: { one: { copies: 10, twin: { copies: 20, tag: 't2', twin: null } } },
      requests: { shelves: 1, stock: 1 },
    },
  ],
})
