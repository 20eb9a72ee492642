import type { Server, Socket } from 'node:net'
import { createServer } from 'node:net'
import { httpAnswer } from './remember-answers.ts'

const HEAD_END = '\r\n\r\n'
const LARGEST_REQUEST_BYTES = 1_048_576

/**
 * The least of HTTP/1.1 that gateways speak to subgraphs: POSTs with a length on kept-alive connections, the next one
 * after the answer to the last. Node's own server costs more a request than the fastest gateway and would be measured
 * in its stead.
 * @param answer the whole HTTP answer to a body; `head` is the request's line and headers, as sent
 */
export function serveSocket(answer: (body: string, head: string) => Buffer | Promise<Buffer>): Server {
  return createServer({ noDelay: true }, (socket) => {
    let pending = ''
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1')
      const head = readHead(pending)
      if (!head) return
      if (head.length === undefined || head.length > LARGEST_REQUEST_BYTES) {
        return socket.end(httpAnswer('{}', '411 Length Required'))
      }
      if (pending.length < head.bytes + head.length) return
      const [start, body] = [pending.slice(0, head.bytes), pending.slice(head.bytes)]
      pending = ''
      send(socket, answer(body, start))
    })
  })
}

function readHead(text: string): { bytes: number; length: number | undefined } | undefined {
  const end = text.indexOf(HEAD_END)
  if (end === -1) return undefined
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end))?.[1]
  return { bytes: end + HEAD_END.length, length: length === undefined ? undefined : Number(length) }
}

function send(socket: Socket, answer: Buffer | Promise<Buffer>): void {
  if (Buffer.isBuffer(answer)) socket.write(answer)
  else answer.then((ready) => socket.write(ready)).catch((error: unknown) => socket.destroy(asError(error)))
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))
