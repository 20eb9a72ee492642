import type { AddressInfo } from 'node:net'
import { subgraphNames } from './contracts.ts'
import { openSubgraph } from './execute.ts'
import { rememberAnswers } from './remember-answers.ts'
import { serveSocket } from './serve-socket.ts'

/** All four subgraphs in one process, each on a free port; the ports go to standard output as one JSON line. */
const servers = subgraphNames.map((name) => ({ name, server: serveSocket(rememberAnswers(openSubgraph(name))) }))

const ports = await Promise.all(
  servers.map(
    ({ name, server }) =>
      new Promise<[string, number]>((resolve, reject) => {
        server.on('error', reject)
        server.listen(0, '127.0.0.1', () => resolve([name, (server.address() as AddressInfo).port]))
      }),
  ),
)
console.log(JSON.stringify(Object.fromEntries(ports)))

// The bench holds the other end: when it is gone, however it went, so are we.
process.stdin.resume().on('end', () => process.exit(0))
