import { decodeJwt } from 'jose'
import type { BodyMac } from '../../body-mac.ts'
import { BODY_MAC_HEADER, loadBodyMac } from '../../body-mac.ts'
import type { Clock } from '../../clock.ts'
import type { Keyring } from '../../keys.ts'
import { loadKeyPair } from '../../keys.ts'
import type { Viewer } from '../../viewer-statement.ts'
import { openStatementSigner, STATEMENT_HEADER } from '../../viewer-statement.ts'

/** What the gateway puts on its calls to one agency. */
export interface Seal {
  readonly statement: string
  readonly mac: BodyMac
}

/** Plays the gateway of a keyring towards one agency; `key` is that of somebody else who would like to be it. */
export async function openSealer(options: { keyring: Keyring; agency: string; now: Clock; key?: string }) {
  const { keyring, agency: audience, now, key = 'gateway' } = options
  const { privateJwk } = await loadKeyPair(keyring, key)
  const sign = await openStatementSigner({ privateJwk, now })
  const mac = await loadBodyMac(keyring, audience)
  return async (viewer: Viewer): Promise<Seal> => ({ statement: await sign({ viewer, audience }), mac })
}

export function sealedHeaders(seal: Seal | undefined, body: string): Record<string, string> {
  const headers = { 'content-type': 'application/json' }
  if (!seal) return headers
  return { ...headers, [STATEMENT_HEADER]: seal.statement, [BODY_MAC_HEADER]: macOf(seal, body) }
}

/** Of a statement that is none, too: the door must find that out. */
export function macOf({ statement, mac }: Seal, body: string): string {
  return mac.of(idOf(statement), body)
}

/** Asks as the gateway does. */
export function postSealed(url: string, seal: Seal | undefined, request: object): Promise<Response> {
  const body = JSON.stringify(request)
  return fetch(url, { method: 'POST', headers: sealedHeaders(seal, body), body })
}

function idOf(statement: string): string {
  try {
    return decodeJwt(statement).jti ?? ''
  } catch {
    return ''
  }
}
