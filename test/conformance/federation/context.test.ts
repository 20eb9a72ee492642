import { describeFeature } from './describe-feature.ts'
import type { Row } from './rows.ts'

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@context", "@fromContext", "@shareable"]
)`

const prices = (_: Row, given: object) => JSON.stringify(given)

describeFeature('@context and @fromContext', {
  subgraphs: {
    trade: {
      typeDefs: `
        ${LINK}
        type Query { customer(id: ID!): Customer  visitor: Visitor }
        type Customer @key(fields: "id") @context(name: "buyer") { id: ID! currency: String basket: Basket! baskets: [Basket!]! }
        type Visitor @context(name: "buyer") { currency: String basket: Basket! }
        type Basket @key(fields: "id") { id: ID! lines: [Line!]! }
        type Line @key(fields: "id") {
          id: ID!
          price(currency: String @fromContext(field: "$buyer { currency }"), off: Int): String
        }
      `,
      resolvers: {
        Query: {
          customer: (_: unknown, { id }: { id: string }) => ({ id }),
          visitor: () => ({ currency: 'USD' }),
        },
        Customer: {
          __resolveReference: ({ id }: Row) => ({ id }),
          currency: ({ id }: Row) => (id === '1' ? 'HKD' : 'MOP'),
          basket: () => ({ id: 'b1' }),
          baskets: () => [{ id: 'b1' }, { id: 'b2' }],
        },
        Visitor: { basket: () => ({ id: 'b1' }) },
        Basket: { __resolveReference: ({ id }: Row) => ({ id }), lines: ({ id }: Row) => [{ id: `${id}-1` }] },
        Line: { __resolveReference: ({ id }: Row) => ({ id }), price: prices },
      },
    },
    names: {
      typeDefs: `${LINK} type Line @key(fields: "id") { id: ID! name: String }`,
      resolvers: { Line: { __resolveReference: ({ id }: Row) => ({ id, name: `line ${id}` }) } },
    },
  },
  withoutReference: 'it refuses the feature',
  cases: [
    {
      name: 'a value from an object above becomes an argument',
      query: '{ customer(id: 1) { basket { lines { price } } } }',
      data: { customer: { basket: { lines: [{ price: '{"currency":"HKD"}' }] } } },
    },
    {
      name: 'beside the caller’s own arguments',
      query: 'query ($off: Int) { customer(id: 2) { basket { lines { price(off: $off) } } } }',
      variables: { off: 3 },
      data: { customer: { basket: { lines: [{ price: '{"currency":"MOP","off":3}' }] } } },
    },
    {
      name: 'below lists, and beside fields of other subgraphs',
      query: '{ customer(id: 1) { baskets { id lines { name price } } } }',
      data: {
        customer: {
          baskets: [
            { id: 'b1', lines: [{ name: 'line b1-1', price: '{"currency":"HKD"}' }] },
            { id: 'b2', lines: [{ name: 'line b2-1', price: '{"currency":"HKD"}' }] },
          ],
        },
      },
    },
    {
      name: 'several objects may set the context',
      query: '{ visitor { basket { lines { price } } } customer(id: 2) { basket { lines { price } } } }',
      data: {
        visitor: { basket: { lines: [{ price: '{"currency":"USD"}' }] } },
        customer: { basket: { lines: [{ price: '{"currency":"MOP"}' }] } },
      },
    },
    {
      name: 'the argument is not the caller’s to give',
      query: '{ customer(id: 1) { basket { lines { price(currency: "EUR") } } } }',
      refused: /currency/,
    },
    {
      name: 'the context may be asked for under another name',
      query: '{ customer(id: 1) { currency: id money: currency basket { lines { price } } } }',
      data: { customer: { currency: '1', money: 'HKD', basket: { lines: [{ price: '{"currency":"HKD"}' }] } } },
    },
  ],
})
