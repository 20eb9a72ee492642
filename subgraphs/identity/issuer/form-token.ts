import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'

/** Ties a form to the interaction it was shown in; the cookie beside it ties that to the browser. */
export interface FormTokens {
  tokenFor(uid: string): string
  /** True where the form was shown by us, in this interaction, and was sent from our own page. */
  isOurs(request: FastifyRequest, form: { uid: string; token: string }): boolean
}

export function openFormTokens(secret: Buffer): FormTokens {
  const tokenFor = (uid: string) => createHmac('sha256', secret).update(`form:${uid}`).digest('base64url')
  return {
    tokenFor,
    isOurs(request, { uid, token }) {
      const site = request.headers['sec-fetch-site']
      if (site !== undefined && site !== 'same-origin') return false
      const expected = Buffer.from(tokenFor(uid))
      const got = Buffer.from(token)
      return got.length === expected.length && timingSafeEqual(got, expected)
    },
  }
}
