import type { Hmac, KeyObject } from 'node:crypto'
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { Keyring } from './keys.ts'
import { loadSecret } from './keys.ts'

/** The request header that binds a call's body to its viewer statement. */
export const BODY_MAC_HEADER = 'gba-body-mac'

/** An HMAC-SHA256 (RFC 2104) in base64url without padding. */
const MAC = /^[A-Za-z0-9_-]{43}$/

export interface BodyMac {
  /** @param statementId the statement's `jti` */
  of(statementId: string, body: string | Uint8Array): string
  matches(mac: string, call: { readonly statementId: string; readonly body: string | Uint8Array }): boolean
}

/** @param secret 32 bytes that only the gateway and one agency know */
export function openBodyMac(secret: Uint8Array): BodyMac {
  const key = createSecretKey(secret)
  return {
    of: (statementId, body) => macOf(key, statementId, body).digest('base64url'),
    matches: (mac, { statementId, body }) =>
      MAC.test(mac) && timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(key, statementId, body).digest()),
  }
}

/** The secret that a gateway shares with that agency: `statement-<agency>` of its keyring. @throws {ConfigError} */
export async function loadBodyMac(ring: Keyring, agency: string): Promise<BodyMac> {
  return openBodyMac(await loadSecret(ring, `statement-${agency}`))
}

/** What a MAC stands for where a socket carries the call: its text as sent is lost to whoever reads the message. */
export function socketBody(operation: { query?: unknown; operationName?: unknown; variables?: unknown }): string {
  const { query, operationName, variables } = operation
  return JSON.stringify({ query, operationName, variables })
}

function macOf(key: KeyObject, statementId: string, body: string | Uint8Array): Hmac {
  const mac = createHmac('sha256', key)
  // A text goes over in one piece: each crossing costs as much as a hundred bytes of it.
  return typeof body === 'string' ? mac.update(`${statementId}.${body}`) : mac.update(`${statementId}.`).update(body)
}
