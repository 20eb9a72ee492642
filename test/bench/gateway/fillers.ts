import type { ExtraSubgraph } from './compose-supergraph.ts'

const TYPES_EACH = 15
/** How many of the fillers know something of an entity that the measured operation walks through. */
const ONE_IN = 4

/** Subgraphs that make a supergraph larger: 15 linked types each, one in four with a field of User too. */
export function makeFillers(count: number): ExtraSubgraph[] {
  return Array.from({ length: count }, (_, index) => makeFiller(index + 1))
}

function makeFiller(number: number): ExtraSubgraph {
  const name = `filler${number}`
  const types = Array.from({ length: TYPES_EACH }, (_, index) => typeOf(number, index))
  const user = number % ONE_IN === 0 ? `type User @key(fields: "id") { id: ID! ${name}: Filler${number}Type0 }` : ''
  return {
    name,
    typeDefs: /* GraphQL */ `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
      type Query {
        ${name}(id: ID!): Filler${number}Type0
      }
      ${types.join('\n')}
      ${user}
    `,
  }
}

function typeOf(number: number, index: number): string {
  const next = `Filler${number}Type${(index + 1) % TYPES_EACH}`
  return `type Filler${number}Type${index} @key(fields: "id") { id: ID! title: String count: Int next: ${next} }`
}
