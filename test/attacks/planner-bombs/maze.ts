import type { LocalSubgraph } from '../../../gateway/testing/federation.ts'

/** Implementations of the interface: more than a planner would like to write a branch for. */
export const KINDS = 40

const kinds = Array.from({ length: KINDS }, (_, index) => `K${index}`)
const names = ['a', 'b', 'c', 'd']

const link = { id: '1' }

/** Every field leads to another object of the maze, for ever. */
function fieldsOf(name: string) {
  return Object.fromEntries([`${name}Next`, 'left', 'right', 'next', name].map((field) => [field, () => link]))
}

function typeDefsOf(name: string): string {
  const isFirst = name === 'a'
  return `
    type Query {
      ${isFirst ? 'tree: Tree  thing: Thing  things: [Thing!]' : ''}
      walk: Node @shareable
      ${name}Root: Node
    }
    type Tree @key(fields: "id") { id: ID!  left: Tree @shareable  right: Tree @shareable  ${name}: Int }
    type Node @key(fields: "id") { id: ID!  ${name}Next: Node  ${name}: Int }
    ${isFirst ? 'interface Thing { id: ID!  next: Thing  size: Int }' : ''}
    ${kinds.map((kind) => kindOf(kind, isFirst ? 'a' : name)).join('\n')}
  `
}

function kindOf(kind: string, name: string): string {
  return name === 'a'
    ? `type ${kind} implements Thing @key(fields: "id") { id: ID!  next: Thing  size: Int  a${kind}: Int }`
    : `type ${kind} @key(fields: "id") { id: ID!  ${name}${kind}: Int  ${name}Thing: Node }`
}

/**
 * Four subgraphs made for getting lost in: a tree that each of them can walk alone, nodes of which each knows one way on,
 * and an interface of many types whose fields lie everywhere.
 */
export function openMaze(): Readonly<Record<string, LocalSubgraph>> {
  return Object.fromEntries(names.map((name) => [name, { typeDefs: typeDefsOf(name), resolvers: resolversOf(name) }]))
}

function resolversOf(name: string): object {
  const reference = (row: { id: string }) => row
  const number = () => 1
  return {
    Query: {
      tree: () => link,
      walk: () => link,
      thing: () => ({ __typename: 'K0', ...link }),
      things: () => kinds.map((kind) => ({ __typename: kind, ...link })),
      [`${name}Root`]: () => link,
    },
    Tree: { __resolveReference: reference, ...fieldsOf(name), [name]: number },
    Node: { __resolveReference: reference, ...fieldsOf(name), [name]: number },
    ...Object.fromEntries(
      kinds.map((kind, index) => [
        kind,
        {
          __resolveReference: reference,
          next: () => ({ __typename: kinds[(index + 1) % KINDS], ...link }),
          size: number,
          [`${name}${kind}`]: number,
          [`${name}Thing`]: () => link,
        },
      ]),
    ),
  }
}
