import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CHANGES_PATH } from '../../../kit/standing.ts'

/** Stands between a gateway and the register, and keeps from it what it should forget: it confirms without forgetting. */
export async function openForgetfulProxy() {
  let target = ''
  const server = createServer(async (request, response) => {
    if (!target) return response.writeHead(503).end()
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = Object.entries(request.headers).filter(([name]) => name.startsWith('gba-'))
    const answer = await fetch(new URL(request.url ?? '', target), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...Object.fromEntries(headers as [string, string][]) },
      body: Buffer.concat(chunks),
    })
    const body = await answer.text()
    const told = request.url === CHANGES_PATH ? JSON.stringify({ ...JSON.parse(body), changes: [] }) : body
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(told)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    forwardTo(agencyUrl: string) {
      target = agencyUrl
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
