import type { KoaContextWithOIDC } from 'oidc-provider'
import { errors } from 'oidc-provider'
import type { LoadPartner } from '../partners/load-partner.ts'
import type { Partner } from '../partners/partner.ts'
import { requestedCategories, wordsOf } from './requested-categories.ts'

type Check = (ctx: KoaContextWithOIDC, value: string | undefined, client: { clientId: string }) => Promise<void>

/** The house's own parameters of an authorization request, checked against the partner's registration when it is pushed. */
export function extraParameters(loadPartner: LoadPartner): { purpose: Check; categories: Check } {
  return {
    async purpose(ctx, value, { clientId }) {
      const partner = await loadPartner(clientId)
      if (ctx.oidc.params) ctx.oidc.params.purpose = checkPurpose(partner, value)
    },
    async categories(ctx, value) {
      const scope = String(ctx.oidc.params?.scope ?? '')
      const possible = requestedCategories({ scope })
      const beyond = wordsOf(value ?? '').filter((category) => !possible.includes(category))
      if (beyond.length === 0) return
      throw new errors.InvalidRequest(
        `categories: wanted some of those that the scopes cover: ${possible.join(' ') || 'none'}`,
      )
    },
  }
}

/** The purpose for which a partner asks in its own name. @throws where it is registered for another */
export async function purposeOf(ctx: KoaContextWithOIDC, loadPartner: LoadPartner): Promise<string> {
  const { client, body } = ctx.oidc
  const purpose = body?.purpose
  const partner = client && (await loadPartner(client.clientId))
  return checkPurpose(partner, typeof purpose === 'string' ? purpose : undefined)
}

/** A partner with one purpose alone need not name it. */
function checkPurpose(partner: Partner | undefined, value: string | undefined): string {
  const purposes = partner?.purposes ?? []
  const purpose = value ?? (purposes.length === 1 ? purposes[0] : undefined)
  if (purpose !== undefined && purposes.includes(purpose)) return purpose
  throw new errors.InvalidRequest(`purpose: wanted one of the registration's: ${purposes.join(', ') || 'none'}`)
}

/** @returns the scopes of the registration @throws where others are asked for: the library would only leave them out */
export function checkScopes(partner: Partner | undefined, asked: unknown): readonly string[] {
  const registered = partner?.scopes ?? []
  const beyond = wordsOf(typeof asked === 'string' ? asked : '').filter((scope) => !registered.includes(scope))
  if (beyond.length === 0) return registered
  throw new errors.InvalidScope(
    `wanted scopes of the registration: ${registered.join(' ') || 'none'}`,
    beyond.join(' '),
  )
}
