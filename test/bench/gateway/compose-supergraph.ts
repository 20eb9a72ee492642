import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { contracts, subgraphNames } from './subgraphs/contracts.ts'

export interface ExtraSubgraph {
  readonly name: string
  readonly typeDefs: string
}

/** Nobody listens there: these subgraphs make the supergraph larger and are never asked. */
const UNUSED_URL = 'http://127.0.0.1:9/'

/** The benchmark's supergraph over the ports given, and whatever else is to stand in it, as text. */
export function composeSupergraph(
  ports: Readonly<Record<string, number>>,
  extra: readonly ExtraSubgraph[] = [],
): string {
  const own = subgraphNames.map((name) => ({
    name,
    url: `http://127.0.0.1:${ports[name]}/graphql`,
    typeDefs: parse(contracts[name]),
  }))
  const others = extra.map(({ name, typeDefs }) => ({ name, url: UNUSED_URL, typeDefs: parse(typeDefs) }))
  const { supergraphSdl, errors } = composeServices([...own, ...others])
  if (!supergraphSdl)
    throw new Error(`the benchmark does not compose: ${errors?.map(({ message }) => message).join('; ')}`)
  return supergraphSdl
}
