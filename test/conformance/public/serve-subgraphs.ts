import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Supergraph } from '@apollo/federation-internals'
import { buildSubgraphSchema } from '@apollo/subgraph'
import type { GraphQLSchema } from 'graphql'
import { execute, parse, validate } from 'graphql'
import { z } from 'zod'

/** By subgraph, the resolvers of its types as `@apollo/subgraph` takes them. */
export type Resolvers = Readonly<Record<string, object>>

export interface ServedSubgraphs {
  /** The supergraph with the addresses at which its subgraphs answer here. */
  readonly supergraphSdl: string
  /** The subgraphs that were asked, in order. */
  readonly asked: string[]
  close(): void
}

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).optional(),
  operationName: z.string().nullish(),
})

/**
 * Serves the subgraphs of a supergraph over HTTP, each with the contract that the supergraph itself holds of it: whoever
 * asks a subgraph for what is not in its contract is refused. They know nothing of our kit.
 */
export async function serveSubgraphs(supergraphSdl: string, resolvers: Resolvers): Promise<ServedSubgraphs> {
  const schemas = schemasOf(supergraphSdl, resolvers)
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const name = request.url?.slice(1) ?? ''
    asked.push(name)
    const answer = await answerOf(schemas.get(name), request)
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's is never a pipe's name
  return {
    supergraphSdl: readdress(supergraphSdl, `http://127.0.0.1:${port}`),
    asked,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function schemasOf(supergraphSdl: string, resolvers: Resolvers): ReadonlyMap<string, GraphQLSchema> {
  const subgraphs = [...Supergraph.build(supergraphSdl).subgraphs()]
  return new Map(
    subgraphs.map((subgraph) => {
      const own = (resolvers[subgraph.name] ?? {}) as Record<string, never> // the library's type allows any
      return [subgraph.name, buildSubgraphSchema([{ typeDefs: parse(subgraph.toString()), resolvers: own }])]
    }),
  )
}

async function answerOf(schema: GraphQLSchema | undefined, request: IncomingMessage): Promise<unknown> {
  const { query, variables, operationName } = requestSchema.parse(JSON.parse(await text(request)))
  if (!schema) return { errors: [{ message: 'no such subgraph' }] }
  const document = parse(query)
  const errors = validate(schema, document)
  if (errors.length > 0) return { errors }
  return execute({ schema, document, variableValues: variables, operationName })
}

/** `@join__graph(name: "x", url: "…")` names the address of x; its parts may stand on lines of their own. */
function readdress(supergraphSdl: string, base: string): string {
  return supergraphSdl.replace(
    /@join__graph\(\s*name:\s*"([^"]+)",?\s*url:\s*"[^"]*"\s*\)/g,
    (_whole, name: string) => `@join__graph(name: "${name}", url: "${base}/${name}")`,
  )
}
