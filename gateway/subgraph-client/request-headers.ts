import { BODY_MAC_HEADER } from '../../kit/body-mac.ts'
import { STATEMENT_HEADER } from '../../kit/viewer-statement.ts'
import type { Statement } from './keep-statements.ts'

/** Name, value, name, value: the form the HTTP library takes without making another of it. */
export function requestHeaders(options: {
  accept: string
  requestId: string
  remainingMs: number | undefined
  statement: Statement | undefined
  body: string
}): string[] {
  const { accept, requestId, remainingMs, statement, body } = options
  const headers = ['content-type', 'application/json', 'accept', accept, 'x-request-id', requestId]
  if (remainingMs !== undefined) headers.push('x-deadline-ms', String(remainingMs))
  if (statement) headers.push(STATEMENT_HEADER, statement.text, BODY_MAC_HEADER, statement.macOf(body))
  return headers
}
