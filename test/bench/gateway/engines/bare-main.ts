import { createServer } from 'node:http'
import type { DocumentNode } from 'graphql'
import { parse } from 'graphql'
import type { OperationResult } from '../../../../gateway/engine/engine.ts'
import { WrittenData } from '../../../../gateway/engine/engine.ts'
import { createExchange, startDeadline } from '../../../../gateway/exchange.ts'
import { openSubgraphClient } from '../../../../gateway/subgraph-client/open-subgraph-client.ts'
import { openBareEngine, readSupergraph, silent } from './bare.ts'

const DEADLINE_MS = 8_000
const [supergraphFile = '', port = '0'] = process.argv.slice(2)

const client = openSubgraphClient({
  subgraphs: readSupergraph(supergraphFile).subgraphs,
  timeouts: { readTimeoutMs: DEADLINE_MS, mutationTimeoutMs: DEADLINE_MS },
  maxBytes: 8 * 1_048_576,
  logger: silent,
})
const engine = await openBareEngine(supergraphFile, client)
const documents = new Map<string, DocumentNode>()

const server = createServer(async (request, response) => {
  const { query, variables } = JSON.parse(Buffer.concat(await request.toArray()).toString())
  const result = await engine.execute({
    document: documentOf(query),
    source: query,
    operationName: undefined,
    variables,
    exchange: createExchange(startDeadline(DEADLINE_MS, new AbortController().signal)),
  })
  const body = Buffer.from(write(result))
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
})
server.listen(Number(port), '127.0.0.1')

process.on('SIGTERM', async () => {
  server.close()
  server.closeAllConnections()
  await engine.stop()
  process.exit(0)
})

/** The bench asks two documents and no more. */
function documentOf(query: string): DocumentNode {
  const document = documents.get(query) ?? parse(query)
  documents.set(query, document)
  return document
}

function write({ data, errors }: OperationResult): string {
  if (errors || !(data instanceof WrittenData)) return JSON.stringify({ data, errors })
  return `{"data":${data.json}}`
}
