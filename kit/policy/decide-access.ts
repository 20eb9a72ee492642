import type { Instant } from '../clock.ts'
import { regionalDate } from '../clock.ts'
import type { ConsentClaim, Viewer } from '../viewer-statement.ts'
import type { FieldPolicy } from './field-policy.ts'
import { AT_HOME, assuranceLevels, sensitivities } from './field-policy.ts'
import type { TransferRules } from './transfer-rules.ts'
import { consentForExport, findRoute, holdsOn } from './transfer-rules.ts'

export const accessCodes = [
  'UNAUTHENTICATED',
  'SCOPE_REQUIRED',
  'POLICY_REQUIRED',
  'PURPOSE_MISMATCH',
  'ASSURANCE_REQUIRED',
  'TOKEN_BINDING_REQUIRED',
  'RESIDENCY_BLOCKED',
  'ROUTE_NOT_FILED',
  'CONSENT_REQUIRED',
] as const
export type AccessCode = (typeof accessCodes)[number]

/** What would help, by the code of the refusal. */
export interface Needs {
  readonly scopes?: readonly (readonly string[])[]
  readonly policies?: readonly (readonly string[])[]
  readonly purposes?: readonly string[]
  readonly assurance?: string
  readonly category?: string
  /** The agreement must name the transfer to another jurisdiction. */
  readonly transfer?: boolean
  readonly route?: string
}

export interface Allowed {
  readonly allowed: true
  /** By which the data are released; absent where none is asked for. */
  readonly consentId?: string
  readonly route?: string
  /** The decision holds no longer than its consent and its route; `null` where neither ends. */
  readonly until: Instant | null
}

export interface Denied {
  readonly allowed: false
  readonly code: AccessCode
  /** The directive that refuses, e.g. `@purpose`. */
  readonly rule: string
  readonly needs: Needs
}

export type AccessDecision = Allowed | Denied

/** Everything a decision rests on. The same function decides at the gateway and again at each agency. */
export interface AccessQuestion {
  readonly policy: FieldPolicy
  readonly viewer: Viewer
  readonly rules: TransferRules
  readonly now: Instant
}

/**
 * May this caller read this field of the resident he acts for? The checks run from who he is to what the resident wants;
 * the first that fails is the one told, so that nobody learns of consents who lacks a scope.
 */
export function decideAccess(question: AccessQuestion): AccessDecision {
  return checkCaller(question) ?? checkPurpose(question) ?? checkAssurance(question) ?? checkRelease(question)
}

function checkCaller({ policy, viewer }: AccessQuestion): Denied | undefined {
  const { authenticated, scopes, policies, personalData } = policy
  if (authenticated && viewer.clientId === null) return deny('UNAUTHENTICATED', '@authenticated')
  if (personalData && (viewer.clientId === null || viewer.subject === null))
    return deny('UNAUTHENTICATED', '@personalData')
  if (scopes && !hasOneOf(scopes, viewer.scopes)) return deny('SCOPE_REQUIRED', '@requiresScopes', { scopes })
  const granted = viewer.registration?.policies ?? []
  if (policies && !hasOneOf(policies, granted)) return deny('POLICY_REQUIRED', '@policy', { policies })
  return undefined
}

function checkPurpose({ policy: { purposes }, viewer }: AccessQuestion): Denied | undefined {
  if (!purposes || (viewer.purpose !== null && purposes.includes(viewer.purpose))) return undefined
  return deny('PURPOSE_MISMATCH', '@purpose', { purposes })
}

function checkAssurance({ policy: { assurance }, viewer }: AccessQuestion): Denied | undefined {
  if (!assurance) return undefined
  const { level, boundToken } = assurance
  const reached = viewer.assurance === null ? -1 : assuranceLevels.indexOf(viewer.assurance)
  if (reached < assuranceLevels.indexOf(level)) return deny('ASSURANCE_REQUIRED', '@assurance', { assurance: level })
  if (boundToken && !viewer.senderConstrained) return deny('TOKEN_BINDING_REQUIRED', '@assurance')
  return undefined
}

/** Whether the data may go where the caller processes them, and whether the resident has agreed. */
function checkRelease(question: AccessQuestion): AccessDecision {
  const { policy, viewer } = question
  if (!policy.personalData) return { allowed: true, until: null }
  const demands = sensitivities[policy.personalData.sensitivity]
  const transfer = demands.transfer === 'free' ? NO_TRANSFER : checkTransfer(question, demands.transfer)
  if ('allowed' in transfer) return transfer
  if (!demands.consent) return { allowed: true, ...routeOf(transfer), until: transfer.until }
  const { category } = policy.personalData
  const consent = viewer.standing?.consents.find((claim) => covers(claim, { ...question, category, transfer }))
  if (!consent) return deny('CONSENT_REQUIRED', '@personalData', { category, transfer: transfer.separateConsent })
  const until = Math.min(consent.expiresAt, transfer.until ?? consent.expiresAt)
  return { allowed: true, consentId: consent.id, ...routeOf(transfer), until }
}

interface Transfer {
  readonly route?: string
  readonly separateConsent: boolean
  readonly until: Instant | null
}

const NO_TRANSFER: Transfer = { separateConsent: false, until: null }

function checkTransfer({ policy, viewer, rules, now }: AccessQuestion, transfer: 'route' | 'never'): Transfer | Denied {
  const to = viewer.registration?.jurisdiction ?? null
  const home = policy.residency === AT_HOME ? (viewer.standing?.home ?? null) : policy.residency
  // Data that no jurisdiction is named for go nowhere, and a caller who is registered nowhere gets none.
  if (to === null || home === null) return deny('RESIDENCY_BLOCKED', '@residency')
  if (to === home) return NO_TRANSFER
  const on = regionalDate(now)
  const route = findRoute(rules, { from: home, to, on })
  if (transfer === 'never' || !route) return deny('RESIDENCY_BLOCKED', '@residency')
  const filing = viewer.registration?.filings.find((filed) => filed.route === route.id && holdsOn(filed, on))
  if (!filing) return deny('ROUTE_NOT_FILED', '@residency', { route: route.id })
  const separateConsent = consentForExport(rules, { from: home, on }) === 'SEPARATE'
  return { route: route.id, separateConsent, until: endOf(route.validTo, filing.validTo) }
}

function covers(
  claim: ConsentClaim,
  asked: { category: string; transfer: Transfer; viewer: Viewer; now: Instant },
): boolean {
  return (
    claim.expiresAt > asked.now &&
    claim.purpose === asked.viewer.purpose &&
    claim.categories.includes(asked.category) &&
    (claim.transfer || !asked.transfer.separateConsent)
  )
}

/** The first instant after the earlier of two last days, in regional time. */
function endOf(...lastDays: readonly (string | null)[]): Instant | null {
  const ends = lastDays.flatMap((day) => (day === null ? [] : [Date.parse(`${day}T24:00:00+08:00`)]))
  return ends.length > 0 ? Math.min(...ends) : null
}

function routeOf({ route }: Transfer) {
  return route === undefined ? {} : { route }
}

function hasOneOf(alternatives: readonly (readonly string[])[], had: readonly string[]): boolean {
  return alternatives.some((all) => all.every((one) => had.includes(one)))
}

function deny(code: AccessCode, rule: string, needs: Needs = {}): Denied {
  return { allowed: false, code, rule, needs }
}
