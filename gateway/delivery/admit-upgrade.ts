import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { Refusal } from '../errors.ts'
import { HEADERS_LIMIT } from '../steps/check-head.ts'
import { isOriginAllowed } from './check-origin.ts'
import type { StreamQuotas } from './stream-limits.ts'
import { noPlace } from './stream-limits.ts'

export interface UpgradeRoom {
  /** The path of the endpoint. */
  readonly path: string
  /** Pages of other hosts that may open WebSockets. */
  readonly allowedOrigins: readonly string[]
  readonly quotas: StreamQuotas
}

/** The places that a socket holds until it has said who it is, and until it is closed. */
export interface Admission {
  /** Called once it has said who it is, or is closed without. */
  identified(): void
  onIdentified(told: () => void): void
  /** Holds one more place until the socket is closed. */
  hold(leave: () => void): void
  readonly leave: () => void
}

/** Before a WebSocket is opened: its path, its headers, the page it comes from, and whether there is a place for it. */
export function admitUpgrade(request: IncomingMessage, room: UpgradeRoom): Admission | Refusal {
  const refusal = checkUpgrade(request, room)
  if (refusal) return refusal
  const connection = room.quotas.connections.take('all')
  const unidentified = connection && room.quotas.unidentified.take(String(request.socket.remoteAddress))
  if (!connection || !unidentified) {
    connection?.()
    return noPlace()
  }
  const held = [connection]
  const waiting = [unidentified]
  const identified = (): void => {
    for (const told of waiting.splice(0)) told()
  }
  return {
    identified,
    onIdentified: (told) => waiting.push(told),
    hold: (leave) => held.push(leave),
    leave: () => {
      identified()
      for (const leave of held.splice(0)) leave()
    },
  }
}

function checkUpgrade(request: IncomingMessage, room: UpgradeRoom): Refusal | undefined {
  const { url = '', rawHeaders, headers } = request
  if (url.split('?', 1)[0] !== room.path) {
    return new Refusal('NOT_FOUND', `no WebSocket answers here; open one at ${room.path}`)
  }
  const count = rawHeaders.length / 2
  if (count > HEADERS_LIMIT) {
    return new Refusal('HEADERS_TOO_LARGE', `got ${count} headers, wanted at most ${HEADERS_LIMIT}`)
  }
  if (!isOriginAllowed(headers, room.allowedOrigins)) {
    return new Refusal('ORIGIN_FORBIDDEN', 'pages of this origin may open no WebSocket here; the operator can allow it')
  }
  return undefined
}

/** Such a request has no reply object, so the answer is written to the socket by hand. */
export function refuseUpgrade(raw: Duplex, { status, code, message, headers }: Refusal): void {
  raw.on('error', () => {})
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] })
  const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  raw.end(
    `HTTP/1.1 ${status} Refused\r\n${own.join('')}content-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
