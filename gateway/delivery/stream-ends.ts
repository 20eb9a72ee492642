import type { ErrorCode } from '../errors.ts'

/** Why the gateway ends a stream before its source does, and how each transport says so. */
interface StreamEnd {
  /** The WebSocket close code: 44xx are the protocol's own, the others RFC 6455's and IANA's. */
  readonly closeCode: number
  readonly code: ErrorCode
  readonly message: string
  /** True where the caller should simply ask again: the events go on elsewhere, so they are not told as complete. */
  readonly askAgain: boolean
}

export const streamEnds = {
  expired: {
    closeCode: 4401,
    code: 'TOKEN_EXPIRED',
    message: 'the token has expired; get a new one and subscribe again',
    askAgain: false,
  },
  revoked: {
    closeCode: 4403,
    code: 'TOKEN_INVALID',
    message: 'the access this stream rests on was withdrawn',
    askAgain: false,
  },
  replaced: {
    closeCode: 1012,
    code: 'STREAM_RESTART',
    message: 'the graph has changed; subscribe again',
    askAgain: true,
  },
  old: {
    closeCode: 1012,
    code: 'STREAM_RESTART',
    message: 'the stream has reached the age at which it is renewed; subscribe again',
    askAgain: true,
  },
  draining: {
    closeCode: 1012,
    code: 'STREAM_RESTART',
    message: 'this gateway is being restarted; subscribe again',
    askAgain: true,
  },
} as const satisfies Readonly<Record<string, StreamEnd>>

export type EndReason = keyof typeof streamEnds
