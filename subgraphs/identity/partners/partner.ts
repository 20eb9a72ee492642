import { z } from 'zod'
import type { Registration } from '../../../kit/viewer-statement.ts'
import { localizedText } from '../seed/seed-region.ts'

const date = z.iso.date()

/** A transfer that the partner has filed with the authorities; `source` says where the filing can be looked up. */
const filing = z.object({
  route: z.string().min(1),
  id: z.string().min(1),
  validFrom: date,
  validTo: date.nullable(),
  source: z.object({ title: z.string().min(1), url: z.url().nullable(), asOf: date }),
})

const publicJwk = z
  .looseObject({ kty: z.string(), kid: z.string() })
  .refine((jwk) => !('d' in jwk) && !('k' in jwk), 'wanted public keys only')

/** What an app may ask for in a unit of time; the gateway counts. */
const budgets = z.object({
  costPerMinute: z.number().int().min(1),
  requestsPerMinute: z.number().int().min(1),
})

export const partnerSchema = z
  .object({
    clientId: z.string().regex(/^[a-z0-9][a-z0-9-]{2,62}$/),
    name: localizedText,
    /** The legal person behind the app, as a resident reads it on the consent page. */
    controller: localizedText,
    /** `trusted-only`: asks operations known beforehand. `first-party`: the residents' own portal. */
    tier: z.enum(['trusted-only', 'standard', 'first-party']),
    /** Where the partner is registered to process data. */
    jurisdiction: z.enum(['HONG_KONG', 'MACAO', 'MAINLAND']),
    redirectUris: z.array(z.url()).max(10).readonly(),
    authMethod: z.literal('private_key_jwt'),
    jwks: z.object({ keys: z.array(publicJwk).min(1).max(5).readonly() }),
    /** True where the issuer gives it tokens bound to a key of its own alone (RFC 9449). */
    boundTokens: z.boolean(),
    scopes: z.array(z.string()).readonly(),
    /** One of these is declared with each authorization. */
    purposes: z.array(z.string()).readonly(),
    policies: z.array(z.string()).readonly(),
    filings: z.array(filing).readonly(),
    budgets,
  })
  .readonly()

/** An app that is registered to ask the graph, as the registrar has it. */
export type Partner = z.output<typeof partnerSchema>
export type PartnerTier = Partner['tier']

/** What gateway and agencies decide by, with what the gateway needs beside: budgets, and which operations it takes. */
export interface PartnerTerms extends Registration {
  readonly tier: PartnerTier
  readonly budgets: Partner['budgets']
  readonly scopes: readonly string[]
  readonly purposes: readonly string[]
}

export function termsOf(partner: Partner): PartnerTerms {
  const { tier, budgets, scopes, purposes } = partner
  return { ...registrationOf(partner), tier, budgets, scopes, purposes }
}

/** The part of it that stands in a viewer statement. */
export function registrationOf({ jurisdiction, policies, filings }: Partner): Registration {
  return {
    jurisdiction,
    policies,
    filings: filings.map(({ route, id, validFrom, validTo }) => ({ route, id, validFrom, validTo })),
  }
}
