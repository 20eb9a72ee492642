import { once } from 'node:events'
import { request } from 'node:http'

/** A request that is running: the gateway has its head and the first half of its body. */
export interface SlowQuestion {
  /** Sends the other half. @returns the whole answer */
  finish(): Promise<{ status: number | undefined; body: { data?: Record<string, unknown>; errors?: unknown } }>
}

export async function beginQuestion(options: { port: number; token: string; question: object }): Promise<SlowQuestion> {
  const body = JSON.stringify(options.question)
  const outgoing = request({
    host: '127.0.0.1',
    port: options.port,
    path: '/graphql',
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${options.token}`,
      // The server's word that it has read the head and holds the request.
      expect: '100-continue',
    },
  })
  const half = Math.floor(body.length / 2)
  outgoing.flushHeaders()
  await once(outgoing, 'continue')
  outgoing.write(body.slice(0, half))
  return {
    async finish() {
      const answer = once(outgoing, 'response')
      outgoing.end(body.slice(half))
      const [response] = await answer
      const chunks = await response.toArray()
      return { status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) }
    },
  }
}
