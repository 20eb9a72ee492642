import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'
import type { Clock } from '../../../kit/clock.ts'
import type { TransferRules } from '../../../kit/policy/transfer-rules.ts'
import type { GrantOutcome } from '../consents/grant-consent.ts'
import type { ConsentTerms } from '../consents/records.ts'
import type { LoadPartner } from '../partners/load-partner.ts'
import type { Resident } from '../records.ts'
import type { FormTokens } from './form-token.ts'
import type { SandboxPersona } from './issue-token.ts'
import type { Language } from './pages/languages.ts'
import type { GrantTerms } from './provider.ts'
import type { Vocabulary } from './vocabulary.ts'

export type InteractionDetails = Awaited<ReturnType<Provider['interactionDetails']>>

/** What the pages for residents work with. */
export interface InteractionRoom {
  readonly provider: () => Provider
  readonly loadPartner: LoadPartner
  /** Whom one may be here; none in production. */
  readonly personas: readonly SandboxPersona[]
  readonly findHome: (reference: string) => Promise<{ readonly resident: Resident; readonly home: string } | null>
  readonly grantConsent: (terms: ConsentTerms) => Promise<GrantOutcome>
  readonly saveGrantTerms: (grantId: string, terms: GrantTerms) => Promise<void>
  readonly rules: TransferRules
  readonly vocabulary: Vocabulary
  readonly formTokens: FormTokens
  readonly now: Clock
}

/** One visit of a resident to a page of an authorization. */
export interface Visit {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly details: InteractionDetails
  readonly language: Language
  /** Of the page, for its forms and links. */
  readonly address: string
  /** Ends this part of the authorization; once `then` is done too, the browser is sent where the library goes on. */
  finish(result: Parameters<Provider['interactionResult']>[2], then?: () => Promise<void>): Promise<FastifyReply>
}

export function formOf(request: FastifyRequest): URLSearchParams {
  return request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
}
