import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo, Server as SocketServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { flagshipVariables, readOperation, startHouse } from '../../../../start.ts'
import { httpAnswer } from '../subgraphs/remember-answers.ts'
import { serveSocket } from '../subgraphs/serve-socket.ts'

/** Where the agencies answer from memory, where the register answers, and a resident's questions. */
export interface MemoryHouse {
  readonly agencyUrls: Readonly<Record<string, string>>
  readonly registerUrl: string
  readonly token: string
  /** One for each caller: no two have a call to an agency in common that they could share. */
  readonly bodies: readonly string[]
}

const CALLERS = 8
/** How long an answer is on its way; agencies on machines of their own take at least some milliseconds. */
const AWAY_MS = Number(process.env.AGENCIES_AWAY_MS ?? 0)
/** More than anybody uses here: what is measured is that it is counted. */
const BUDGETS = { costPerMinute: 1e12, requestsPerMinute: 1e9 }

/** The real agencies in this process; where they are goes to standard output as one JSON line. */
const house = await startHouse({ ports: 'free' })
const fronts = await Promise.all(
  [...house.agencyUrls].map(async ([name, url]) => [name, `${await listen(frontOf(url))}/graphql`] as const),
)
const address: MemoryHouse = {
  agencyUrls: Object.fromEntries(fronts),
  registerUrl: await listen(registerBefore(house.agencyUrls.get('identity') ?? '')),
  token: await house.tokenFor('hk-resident'),
  bodies: Array.from({ length: CALLERS }, (_, caller) => questionOf(caller)),
}
console.log(JSON.stringify(address))

/** The flagship; each caller with page sizes and a second of departure of his own. */
function questionOf(caller: number): string {
  const query = readOperation('cross-boundary-trip').replaceAll('first: 10', `first: ${10 - caller}`)
  const { departure, ...places } = flagshipVariables(Date.now())
  return JSON.stringify({ query, variables: { ...places, departure: departure.replace(':00+', `:0${caller}+`) } })
}

/**
 * Asks the agency once, with the statement of whoever asks first, and answers from memory from then on: the agency's work is
 * not to be measured. Errors are not remembered.
 */
function frontOf(url: string): SocketServer {
  const remembered = new Map<string, Buffer>()
  const askOnce = async (body: string, head: string): Promise<Buffer> => {
    const response = await fetch(url, { method: 'POST', headers: headersIn(head), body: Buffer.from(body, 'latin1') })
    const text = await response.text()
    const answer = httpAnswer(text, `${response.status} ${response.statusText}`)
    if (response.status === 200 && !text.includes('"errors"')) remembered.set(body, answer)
    return answer
  }
  return serveSocket((body, head) => {
    const answer = remembered.get(body) ?? askOnce(body, head)
    return AWAY_MS > 0 ? sleep(AWAY_MS).then(() => answer) : answer
  })
}

function headersIn(head: string): Headers {
  const lines = head.split('\r\n').slice(1)
  const pairs = lines.map((line): [string, string] => {
    const [name = '', ...rest] = line.split(':')
    return [name, rest.join(':').trim()]
  })
  return new Headers(pairs.filter(([name]) => /^(content-type|accept|gba-|x-)/i.test(name)))
}

/** Identity's register and access log, whose answers about the partner come with budgets that the bench cannot use up. */
function registerBefore(url: string): Server {
  return createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers))
      if (/^(content-type|accept|gba-|x-)/.test(name)) headers.set(name, String(value))
    const answer = await fetch(new URL(request.url ?? '/', url), {
      method: 'POST',
      headers,
      body: Buffer.concat(chunks),
    })
    const text = await answer.text()
    response.statusCode = answer.status
    response.setHeader('content-type', 'application/json').end(request.url === '/standing' ? withBudgets(text) : text)
  })
}

function withBudgets(text: string): string {
  const answer = JSON.parse(text) as { client?: object | null }
  return JSON.stringify(answer.client ? { ...answer, client: { ...answer.client, budgets: BUDGETS } } : answer)
}

function listen(server: Server | SocketServer): Promise<string> {
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
}

// The bench holds the other end: when it is gone, however it went, so are we.
process.stdin.resume().on('end', () => process.exit(0))
process.on('SIGTERM', () => process.exit(0))
