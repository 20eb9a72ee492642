import { readFileSync } from 'node:fs'
import type { GraphQLDataSource } from '@apollo/gateway'
import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer, HeaderMap } from '@apollo/server'
import Fastify from 'fastify'
import { Pool } from 'undici'

const [supergraphFile = '', port = '0'] = process.argv.slice(2)

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(supergraphFile, 'utf8'),
  buildService: ({ url }) => undiciSource(new URL(url ?? '')),
})
const server = new ApolloServer({ gateway, stringifyResult: (value) => JSON.stringify(value) })
await server.start()

const http = Fastify()
http.post('/graphql', async (request, reply) => {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers, search: '', body: request.body },
    context: async () => ({}),
  })
  reply.code(answer.status ?? 200)
  for (const [name, value] of answer.headers) reply.header(name, value)
  // One buffer: a string of this length would be encoded and copied once more on its way out.
  return reply.send(answer.body.kind === 'complete' ? Buffer.from(answer.body.string) : undefined)
})
await http.listen({ host: '127.0.0.1', port: Number(port) })

function undiciSource({ origin, pathname }: URL): GraphQLDataSource {
  const pool = new Pool(origin, { connections: 64 })
  const headers = { 'content-type': 'application/json' }
  return {
    async process({ request }) {
      const body = JSON.stringify({ query: request.query, variables: request.variables })
      const answer = await pool.request({ path: pathname, method: 'POST', headers, body })
      return (await answer.body.json()) as object
    },
  }
}
