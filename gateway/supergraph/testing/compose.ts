import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'

/** The composed supergraph of subgraphs by name, each at an address nobody answers on. */
export function compose(subgraphs: Readonly<Record<string, string>>): string {
  const services = Object.entries(subgraphs).map(([name, text]) => ({
    name,
    url: `http://127.0.0.1:9/${name}`,
    typeDefs: parse(text),
  }))
  const composed = composeServices(services)
  if (!composed.supergraphSdl) throw new Error(composed.errors?.map(({ message }) => message).join('; '))
  return composed.supergraphSdl
}

/** A subgraph's text with federation's directives imported, e.g. `"@key", {name: "@inaccessible", as: "@hidden"}`. */
export function federated(imports: string, text: string): string {
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [${imports}])\n${text}`
}

/** A supergraph with one field of the given name. */
export function withField(field: string): string {
  return base.replace('  field: Int', `  ${field}: Int`)
}

const base = compose({ one: 'type Query { field: Int }' })
