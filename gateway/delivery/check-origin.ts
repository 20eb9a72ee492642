import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a page of that origin may open a WebSocket: browsers let any page open one to anywhere and only name the page.
 * Who names none is no browser. A page of our own host may, and those of the list, by their exact origin.
 */
export function isOriginAllowed(headers: IncomingHttpHeaders, allowedOrigins: readonly string[]): boolean {
  const { origin, host } = headers
  if (origin === undefined) return true
  if (allowedOrigins.includes(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()
}

/**
 * Whether a GET is one that no foreign page can have sent unasked: it carries a header about which browsers ask first, or
 * the browser itself says that it comes from a page of ours (Fetch Metadata). A POST needs JSON, which browsers ask about.
 */
export function isGetTrusted(headers: IncomingHttpHeaders): boolean {
  return (
    headers['content-type']?.toLowerCase().startsWith('application/json') === true ||
    Boolean(headers['apollo-require-preflight'] || headers['x-apollo-operation-name']) ||
    headers['sec-fetch-site'] === 'same-origin'
  )
}
