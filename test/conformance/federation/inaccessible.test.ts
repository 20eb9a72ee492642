import { describeFeature } from './describe-feature.ts'
import { findBy, findWith } from './rows.ts'

const accounts = [{ id: '1', secret: 'k-1', name: 'Ada', level: 'STAFF', levels: ['BASIC', 'STAFF'] }]

describeFeature('@inaccessible', {
  subgraphs: {
    accounts: {
      typeDefs: `
        enum Level { BASIC STAFF @inaccessible }
        input Look { for: String hidden: String @inaccessible }
        type Query {
          account(look: Look, audit: Boolean @inaccessible): Account
          backstage: String @inaccessible
          node: Node
          nodes: [Node!]
          anything: [Anything]
        }
        interface Node { id: ID! }
        union Anything = Account | Vault
        type Account implements Node @key(fields: "secret") {
          id: ID! secret: ID! @inaccessible name: String level: Level levels: [Level] risk: Int @inaccessible
        }
        type Vault implements Node @inaccessible { id: ID! gold: Int }
      `,
      resolvers: {
        Query: {
          account: () => accounts[0],
          backstage: () => 'props',
          node: () => ({ __typename: 'Vault', id: 'v' }),
          nodes: () => [
            { __typename: 'Account', ...accounts[0] },
            { __typename: 'Vault', id: 'v' },
          ],
          anything: () => [
            { __typename: 'Account', ...accounts[0] },
            { __typename: 'Vault', id: 'v', gold: 1 },
          ],
        },
        Account: { risk: () => 9 },
      },
    },
    offers: {
      typeDefs: `
        type Account @key(fields: "secret") {
          secret: ID! @inaccessible risk: Int @external offer: String @requires(fields: "risk")
        }
      `,
      resolvers: {
        Account: {
          __resolveReference: findWith([{ secret: 'k-1' }], 'secret'),
          offer: ({ brought }: { brought: { risk: number } }) => `offer at risk ${brought.risk}`,
        },
      },
    },
  },
  cases: [
    { name: 'a field cannot be asked for', query: '{ account { risk } }', refused: /risk/ },
    { name: 'a root field cannot be asked for', query: '{ backstage }', refused: /backstage/ },
    { name: 'a type cannot be named', query: '{ node { ... on Vault { gold } } }', refused: /Vault/ },
    { name: 'an input field cannot be given', query: '{ account(look: { hidden: "x" }) { id } }', refused: /hidden/ },
    { name: 'an argument cannot be given', query: '{ account(audit: true) { id } }', refused: /audit/ },
    {
      name: 'keys and requirements go on working in the dark',
      query: '{ account { name offer } }',
      data: { account: { name: 'Ada', offer: 'offer at risk 9' } },
    },
    {
      name: 'an enum value that comes nevertheless is an error and null',
      query: '{ account { name level } }',
      data: { account: { name: 'Ada', level: null } },
      errors: [{ path: ['account', 'level'] }],
      referenceFails: 'it answers null without an error',
    },
    {
      name: 'as an item of a list as well',
      query: '{ account { levels } }',
      data: { account: { levels: ['BASIC', null] } },
      errors: [{ path: ['account', 'levels', 1] }],
      referenceFails: 'it answers null without an error',
    },
    {
      name: 'an object of a hidden type is an error and null',
      query: '{ node { id } }',
      data: { node: null },
      errors: [{ path: ['node'] }],
      referenceFails: 'it answers null without an error',
    },
    {
      name: 'its name is not told',
      query: '{ node { __typename } }',
      data: { node: null },
      errors: [{ path: ['node'] }],
      referenceFails: 'it answers null without an error',
    },
    {
      name: 'as an item that may be null only the item is lost',
      query: '{ anything { ... on Account { name } } }',
      data: { anything: [{ name: 'Ada' }, null] },
      errors: [{ path: ['anything', 1] }],
      referenceFails: 'it answers null without an error',
    },
    {
      name: 'as an item that must not be null the list is lost',
      query: '{ nodes { id } }',
      data: { nodes: null },
      errors: [{ path: ['nodes', 1] }],
      referenceFails: 'it answers null without an error',
    },
    {
      name: 'nothing hidden is in the public schema',
      query: `{
        account: __type(name: "Account") { fields { name } }
        vault: __type(name: "Vault") { name }
        anything: __type(name: "Anything") { possibleTypes { name } }
        level: __type(name: "Level") { enumValues(includeDeprecated: true) { name } }
        look: __type(name: "Look") { inputFields { name } }
        query: __type(name: "Query") { fields { name args { name } } }
      }`,
      data: {
        account: {
          fields: [{ name: 'id' }, { name: 'name' }, { name: 'level' }, { name: 'levels' }, { name: 'offer' }],
        },
        vault: null,
        anything: { possibleTypes: [{ name: 'Account' }] },
        level: { enumValues: [{ name: 'BASIC' }] },
        look: { inputFields: [{ name: 'for' }] },
        query: {
          fields: [
            { name: 'account', args: [{ name: 'look' }] },
            { name: 'node', args: [] },
            { name: 'nodes', args: [] },
            { name: 'anything', args: [] },
          ],
        },
      },
    },
  ],
})

describeFeature('@tag and @composeDirective', {
  subgraphs: {
    labelled: {
      typeDefs: `
        extend schema
          @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag", "@composeDirective"])
          @link(url: "https://meta.invalid/note/v1.0", import: ["@note"])
          @composeDirective(name: "@note")
        directive @note(text: String) on OBJECT | FIELD_DEFINITION
        type Query { thing: Thing @tag(name: "public") }
        type Thing @key(fields: "id") @note(text: "a thing") @tag(name: "internal") { id: ID! name: String @note(text: "its name") }
      `,
      resolvers: { Query: { thing: () => ({ id: '1', name: 'lamp' }) } },
    },
    plain: {
      typeDefs: 'type Thing @key(fields: "id") { id: ID! watts: Int @tag(name: "public") }',
      resolvers: { Thing: { __resolveReference: findBy([{ id: '1', watts: 9 }], 'id') } },
    },
  },
  cases: [
    {
      name: 'change no answer',
      query: '{ thing { name watts } }',
      data: { thing: { name: 'lamp', watts: 9 } },
    },
  ],
})
