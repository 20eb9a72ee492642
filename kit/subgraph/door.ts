import type { IncomingMessage } from 'node:http'
import type { JWK } from 'jose'
import type { Clock } from '../clock.ts'
import type { StatementProblem, Viewer } from '../viewer-statement.ts'
import { openStatementVerifier, STATEMENT_HEADER } from '../viewer-statement.ts'

/** Who may not pass, in GraphQL's outer shape; the status is 401. */
export interface Refused {
  readonly errors: readonly [{ readonly message: string; readonly extensions: { readonly code: StatementProblem } }]
}

/** Reads the viewer from a request's statement, or says why it may not pass. */
export type Door = (request: IncomingMessage) => Promise<Viewer | Refused>

/** The agency's door: nobody passes without a statement that the gateway signed for this very agency. */
export async function openDoor(options: { agency: string; gatewayPublicJwk: JWK; now: Clock }): Promise<Door> {
  const { agency, gatewayPublicJwk: publicJwk, now } = options
  const verify = await openStatementVerifier({ publicJwk, audience: agency, now })
  return async (request) => {
    const statement = request.headers[STATEMENT_HEADER]
    const outcome = await verify(Array.isArray(statement) ? undefined : statement)
    return typeof outcome === 'string' ? refuse(agency, outcome) : outcome
  }
}

export function isRefused(outcome: Viewer | Refused): outcome is Refused {
  return 'errors' in outcome
}

function refuse(agency: string, code: StatementProblem): Refused {
  const message = `The ${agency} agency answers only its gateway, with a viewer statement signed for it; ask the gateway instead.`
  return { errors: [{ message, extensions: { code } }] }
}
