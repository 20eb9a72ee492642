import type { JWK } from 'jose'
import type { Adapter, Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { errors, interactionPolicy, Provider } from 'oidc-provider'
import { assuranceLevels } from '../../../kit/policy/field-policy.ts'
import type { PairwisePseudonyms } from '../../../kit/pseudonym.ts'
import type { LoadPartner } from '../partners/load-partner.ts'
import { errorPage } from './pages/error-page.ts'
import { chooseLanguage } from './pages/languages.ts'
import { checkScopes, extraParameters, purposeOf } from './parameters.ts'

/** The graph as a resource server (RFC 8707); a client need not name it, for there is no other. */
export const RESOURCE = 'urn:gba-graph'
/** No token of a resident's or a partner's holds longer. */
const TOKEN_SECONDS = 3_600
const INTERACTION_SECONDS = 900
const CODE_SECONDS = 60

export const paths = {
  interaction: '/oauth/interaction',
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  par: '/oauth/par',
  keys: '/.well-known/jwks.json',
} as const

/** What was settled with the resident beside scopes and account. */
export interface GrantTerms {
  readonly resident: string
  readonly purpose: string
  readonly consentId: string | null
}

export interface ProviderRoom {
  readonly issuer: string
  readonly audience: string
  readonly privateJwk: JWK
  readonly cookieSecret: string
  readonly adapter: (kind: string) => Adapter
  readonly loadPartner: LoadPartner
  readonly pseudonyms: PairwisePseudonyms
  readonly isResident: (reference: string) => Promise<boolean>
  readonly loadGrantTerms: (grantId: string) => Promise<GrantTerms | undefined>
}

/**
 * The OAuth 2.1 server of the sandbox. What is switched off is as much of its safety as what is on: no implicit or hybrid
 * flow, no client secrets, no refresh tokens, no registration, and an authorization only by what was pushed before.
 */
export function openProvider(room: ProviderRoom): Provider {
  const provider = new Provider(room.issuer, configurationOf(room))
  // Behind the proxy that ends TLS, its header says so; without TLS nobody is believed.
  provider.proxy = room.issuer.startsWith('https:')
  return provider
}

function configurationOf(room: ProviderRoom): Configuration {
  return {
    adapter: room.adapter,
    // A JWK as the library's types spell it; an Ed25519 pair with alg, use and kid.
    jwks: { keys: [room.privateJwk as NonNullable<Configuration['jwks']>['keys'][number]] },
    scopes: ['openid'],
    responseTypes: ['code'],
    subjectTypes: ['pairwise'],
    acrValues: [...assuranceLevels],
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { idTokenSigningAlgValues: ['EdDSA'], ...clientAlgorithms },
    pkce: { required: () => true },
    routes: {
      authorization: paths.authorization,
      token: paths.token,
      pushed_authorization_request: paths.par,
      jwks: paths.keys,
    },
    cookies: {
      keys: [room.cookieSecret],
      names: { session: 'gba_session', interaction: 'gba_interaction', resume: 'gba_resume' },
      long: { httpOnly: true, sameSite: 'lax' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    discovery: { ui_locales_supported: ['en', 'zh-Hant', 'zh-Hans', 'pt'] },
    ttl: {
      AccessToken: TOKEN_SECONDS,
      ClientCredentials: TOKEN_SECONDS,
      IdToken: TOKEN_SECONDS,
      Grant: TOKEN_SECONDS,
      Session: INTERACTION_SECONDS,
      Interaction: INTERACTION_SECONDS,
      AuthorizationCode: CODE_SECONDS,
    },
    // The token's end and the consent's are the ends of access; a browser that is closed must not be a third.
    expiresWithSession: async () => false,
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: () => false,
    extraParams: extraParameters(room.loadPartner),
    extraTokenClaims: (ctx, token) => tokenClaims(ctx, token, room),
    pairwiseIdentifier: async (_ctx, accountId, client) =>
      room.pseudonyms.toPseudonym({ reference: accountId, clientId: client.clientId }),
    findAccount: async (_ctx, id) =>
      (await room.isResident(id)) ? { accountId: id, claims: async () => ({ sub: id }) } : undefined,
    // A grant is made by one consent and serves one authorization.
    loadExistingGrant: async (ctx) => {
      const grantId = ctx.oidc.result?.consent?.grantId
      return grantId ? ctx.oidc.provider.Grant.find(grantId) : undefined
    },
    interactions: {
      policy: everyTime(),
      url: async (_ctx, interaction) => `${paths.interaction}/${interaction.uid}`,
    },
    renderError: (ctx, out) => renderError(ctx, out),
    features: features(room),
  }
}

const clientAlgorithms = {
  // `Ed25519` is the newer name of EdDSA with that curve (RFC 9864), and some libraries know no other.
  clientAuthSigningAlgValues: ['EdDSA', 'Ed25519', 'ES256', 'PS256'],
  dPoPSigningAlgValues: ['EdDSA', 'Ed25519', 'ES256', 'PS256'],
} satisfies NonNullable<Configuration['enabledJWA']>

function features(room: ProviderRoom): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    clientCredentials: { enabled: true },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    // Without nonces: a proof is good for a minute and for once, and clients need no second round trip.
    dPoP: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: async () => RESOURCE,
      useGrantedResource: async () => true,
      getResourceServerInfo: async (ctx, resource, client) => {
        if (resource !== RESOURCE) throw new errors.InvalidTarget()
        const scopes = checkScopes(await room.loadPartner(client.clientId), ctx.oidc.params?.scope)
        return {
          scope: scopes.filter((scope) => scope !== 'openid').join(' '),
          audience: room.audience,
          accessTokenTTL: TOKEN_SECONDS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'EdDSA' } },
        }
      },
    },
  }
}

/** Who sits at the browser and what he wants is asked with every authorization; nothing is inferred from the last. */
function everyTime(): interactionPolicy.Prompt[] {
  const { Check, Prompt } = interactionPolicy
  return (['login', 'consent'] as const).map(
    (name) =>
      new Prompt(
        { name, requestable: true },
        new Check(`${name}_each_time`, `${name} is asked for each time`, 'interaction_required', ({ oidc }) =>
          oidc.result?.[name] ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
        ),
      ),
  )
}

type Token = Parameters<NonNullable<Configuration['extraTokenClaims']>>[1]

/** The house's own claims: for which purpose, and how surely the resident is known. */
async function tokenClaims(ctx: KoaContextWithOIDC, token: Token, room: ProviderRoom) {
  if (token.kind !== 'AccessToken') return { purpose: await purposeOf(ctx, room.loadPartner) }
  const terms = token.grantId ? await room.loadGrantTerms(token.grantId) : undefined
  const { acr } = ctx.oidc.entities.AuthorizationCode ?? {}
  if (!terms) throw new errors.InvalidGrant('the terms of the grant are gone')
  return { purpose: terms.purpose, ...(acr ? { acr } : {}) }
}

function renderError(ctx: KoaContextWithOIDC, out: { error: string; error_description?: string | undefined }) {
  const { ui_locales: uiLocales } = ctx.oidc.params ?? {}
  const language = chooseLanguage({
    uiLocales: typeof uiLocales === 'string' ? uiLocales : undefined,
    acceptLanguage: ctx.get('accept-language'),
  })
  const page = errorPage({ language, error: out.error, detail: out.error_description })
  ctx.set({ ...page.headers })
  ctx.body = page.body
}
