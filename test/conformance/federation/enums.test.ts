import { describeFeature } from './describe-feature.ts'
import { findBy, findWith } from './rows.ts'

describeFeature('enums that are only answered, with other values in each subgraph', {
  subgraphs: {
    north: {
      typeDefs: `
        enum Colour { RED GREEN }
        type Query { north: Colour  all: [Colour!]! @shareable }
      `,
      resolvers: { Query: { north: () => 'RED', all: () => ['RED', 'GREEN'] } },
    },
    south: {
      typeDefs: `
        enum Colour { GREEN BLUE }
        type Query { south: Colour  souths: [[Colour]] }
      `,
      resolvers: { Query: { south: () => 'BLUE', souths: () => [['BLUE', null], ['GREEN'], null, []] } },
    },
  },
  cases: [
    { name: 'each may answer all of its own', query: '{ north south }', data: { north: 'RED', south: 'BLUE' } },
    {
      name: 'in lists of lists too',
      query: '{ souths }',
      data: { souths: [['BLUE', null], ['GREEN'], null, []] },
    },
    {
      name: 'the public enum has every value',
      query: '{ __type(name: "Colour") { enumValues { name } } }',
      data: { __type: { enumValues: [{ name: 'RED' }, { name: 'GREEN' }, { name: 'BLUE' }] } },
    },
  ],
})

describeFeature('enums that are only taken, with other values in each subgraph', {
  subgraphs: {
    north: {
      typeDefs: `
        enum Colour { RED GREEN }
        type Query { paint(with: Colour = GREEN): String }
      `,
      resolvers: { Query: { paint: (_: unknown, { with: colour }: { with: string }) => `north ${colour}` } },
    },
    south: {
      typeDefs: `
        enum Colour { GREEN BLUE }
        type Query { dye(with: [Colour!]): String }
      `,
      resolvers: { Query: { dye: (_: unknown, { with: colours }: { with: string[] }) => `south ${colours.join()}` } },
    },
  },
  cases: [
    {
      name: 'what all take is taken',
      query: 'query ($c: Colour!) { paint(with: $c) dye(with: [$c, GREEN]) }',
      variables: { c: 'GREEN' },
      data: { paint: 'north GREEN', dye: 'south GREEN,GREEN' },
    },
    { name: 'what one alone takes is refused', query: '{ paint(with: RED) }', refused: /RED/ },
    {
      name: 'in a variable as well',
      query: 'query ($c: Colour) { paint(with: $c) }',
      variables: { c: 'BLUE' },
      refused: /BLUE/,
    },
    { name: 'a default is filled in', query: '{ paint }', data: { paint: 'north GREEN' } },
    {
      name: 'the public enum has the common values',
      query: '{ __type(name: "Colour") { enumValues { name } } }',
      data: { __type: { enumValues: [{ name: 'GREEN' }] } },
    },
  ],
})

const doors = [{ id: '1', state: 'OPEN' }]

describeFeature('enums in keys, requirements and answers that are wrong', {
  subgraphs: {
    doors: {
      typeDefs: `
        enum State { OPEN SHUT }
        type Query { door: Door  states: [State]  strict: Door  bad: State  badList: [State!] }
        type Door @key(fields: "id state") { id: ID! state: State! next: State }
      `,
      resolvers: {
        Query: {
          door: () => doors[0],
          states: () => ['OPEN', 'SHUT'],
          bad: () => 'OPEN',
          badList: () => ['OPEN', 'SHUT'],
          strict: () => doors[0],
        },
      },
      tamper: (reply) => {
        const text = JSON.stringify(reply)
        const wrong = /"(bad|badList|strict)":/.test(text)
        return wrong ? JSON.parse(text.replaceAll('"OPEN"', '"AJAR"')) : reply
      },
    },
    guards: {
      typeDefs: `
        enum State { OPEN SHUT }
        type Door @key(fields: "id state") {
          id: ID! state: State! next: State @external guard: String @requires(fields: "next")
        }
      `,
      resolvers: {
        Door: {
          __resolveReference: findWith([{ id: '1', state: 'OPEN' }], 'id', 'state'),
          guard: ({ brought }: { brought: { next: string | null } }) => `guard when ${brought.next}`,
        },
      },
    },
  },
  cases: [
    {
      name: 'a value may be part of a key',
      query: '{ door { state guard } }',
      data: { door: { state: 'OPEN', guard: 'guard when null' } },
    },
    {
      name: 'a value the enum does not have is an error and null',
      query: '{ bad }',
      data: { bad: null },
      errors: [{ path: ['bad'] }],
      referenceFails: 'it answers null without an error',
    },
    {
      name: 'in a list whose items must not be null the list is null',
      query: '{ badList }',
      data: { badList: null },
      errors: [{ path: ['badList', 0] }],
      referenceFails: 'it answers null without an error',
    },
    {
      name: 'in a field that must not be null the object is null',
      query: '{ strict { id state } }',
      data: { strict: null },
      errors: [{ path: ['strict', 'state'] }],
      referenceFails: 'it answers null without an error',
    },
  ],
})

describeFeature('an enum that is taken and answered', {
  subgraphs: {
    one: {
      typeDefs: `
        enum Size { S M }
        type Query { shirt(size: Size!): Shirt }
        type Shirt @key(fields: "id") { id: ID! size: Size }
      `,
      resolvers: { Query: { shirt: (_: unknown, { size }: { size: string }) => ({ id: size, size }) } },
    },
    two: {
      typeDefs: `
        enum Size { S M }
        type Shirt @key(fields: "id") { id: ID! fits(size: Size = M): [Size!]! }
      `,
      resolvers: {
        Shirt: {
          __resolveReference: findBy([{ id: 'S' }, { id: 'M' }], 'id'),
          fits: ({ id }: { id: string }, { size }: { size: string }) => [id, size],
        },
      },
    },
  },
  cases: [
    {
      name: 'goes through arguments of both subgraphs',
      query: 'query ($s: Size!) { shirt(size: $s) { size fits(size: $s) default: fits } }',
      variables: { s: 'S' },
      data: { shirt: { size: 'S', fits: ['S', 'S'], default: ['S', 'M'] } },
    },
  ],
})
