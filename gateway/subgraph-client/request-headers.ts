import { STATEMENT_HEADER } from '../../kit/viewer-statement.ts'

/** Name, value, name, value: the form the HTTP library takes without making another of it. */
export function requestHeaders(options: {
  accept: string
  requestId: string
  remainingMs: number | undefined
  statement: string | undefined
}): string[] {
  const { accept, requestId, remainingMs, statement } = options
  const headers = ['content-type', 'application/json', 'accept', accept, 'x-request-id', requestId]
  if (remainingMs !== undefined) headers.push('x-deadline-ms', String(remainingMs))
  if (statement !== undefined) headers.push(STATEMENT_HEADER, statement)
  return headers
}
