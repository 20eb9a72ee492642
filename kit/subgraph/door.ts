import type { IncomingMessage } from 'node:http'
import type { JWK } from 'jose'
import { BODY_MAC_HEADER, openBodyMac } from '../body-mac.ts'
import type { Clock } from '../clock.ts'
import type { Keyring } from '../keys.ts'
import { loadPublicKey, loadSecret } from '../keys.ts'
import type { StatementProblem, VerifiedStatement } from '../verify-statement.ts'
import { openStatementVerifier } from '../verify-statement.ts'
import { STATEMENT_HEADER } from '../viewer-statement.ts'

export type DoorProblem = StatementProblem | 'BODY_MAC_MISSING' | 'BODY_MAC_INVALID'

/** Who may not pass, in GraphQL's outer shape; the status is 401. */
export interface Refused {
  readonly errors: readonly [{ readonly message: string; readonly extensions: { readonly code: DoorProblem } }]
}

/** What an agency knows its gateway by. */
export interface DoorKeys {
  /** Verifies statements; the agency cannot sign one. */
  readonly gatewayPublicJwk: JWK
  /** 32 bytes that it shares with the gateway, and with no other agency. */
  readonly bodySecret: Uint8Array
}

/** The agency's door: nothing passes but what the gateway has signed for this very agency, body included. */
export interface Door {
  /** Reads a request's statement, before its body. A repeated header is no statement. */
  admit(request: IncomingMessage): Promise<VerifiedStatement | Refused>
  /** Whether this body was sent under that statement. @returns why not */
  checkBody(call: { statement: VerifiedStatement; mac: unknown; body: string | Uint8Array }): Refused | undefined
}

/** @throws {ConfigError} */
export async function loadDoorKeys(keyring: Keyring, agency: string): Promise<DoorKeys> {
  return {
    gatewayPublicJwk: await loadPublicKey(keyring, 'gateway'),
    bodySecret: await loadSecret(keyring, `statement-${agency}`),
  }
}

export async function openDoor(options: DoorKeys & { agency: string; now: Clock }): Promise<Door> {
  const { agency, gatewayPublicJwk: publicJwk, bodySecret, now } = options
  const verify = await openStatementVerifier({ publicJwk, audience: agency, now })
  const bodyMac = openBodyMac(bodySecret)
  return {
    async admit({ headers: { [STATEMENT_HEADER]: statement } }) {
      const outcome = await verify(Array.isArray(statement) ? undefined : statement)
      return typeof outcome === 'string' ? refuse(agency, outcome) : outcome
    },
    checkBody({ statement, mac, body }) {
      if (!mac) return refuse(agency, 'BODY_MAC_MISSING')
      const matches = typeof mac === 'string' && bodyMac.matches(mac, { statementId: statement.id, body })
      return matches ? undefined : refuse(agency, 'BODY_MAC_INVALID')
    },
  }
}

export function macOf({ headers }: IncomingMessage): unknown {
  return headers[BODY_MAC_HEADER]
}

export function isRefused(outcome: object): outcome is Refused {
  return 'errors' in outcome
}

function refuse(agency: string, code: DoorProblem): Refused {
  const message = `The ${agency} agency answers only its gateway, with a viewer statement signed for it and the body bound to it; ask the gateway instead.`
  return { errors: [{ message, extensions: { code } }] }
}
