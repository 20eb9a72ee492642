import type { ClientMetadata } from 'oidc-provider'
import type { Partner } from '../partners/partner.ts'

/** A partner's registration in the terms of OpenID Connect Dynamic Client Registration 1.0, section 2. */
export function clientOf(partner: Partner): ClientMetadata {
  return {
    client_id: partner.clientId,
    client_name: partner.name.en,
    application_type: 'web',
    redirect_uris: [...partner.redirectUris],
    response_types: ['code'],
    grant_types: ['authorization_code', 'client_credentials'],
    token_endpoint_auth_method: partner.authMethod,
    jwks: { keys: [...partner.jwks.keys] },
    subject_type: 'pairwise',
    id_token_signed_response_alg: 'EdDSA',
    dpop_bound_access_tokens: partner.boundTokens,
    require_pushed_authorization_requests: true,
  }
}
