import type { AccessDecision, Denied } from '../../kit/policy/decide-access.ts'
import type { FieldPolicy } from '../../kit/policy/field-policy.ts'
import type { FieldRefusal } from '../engine/engine.ts'
import type { GuardedField } from './guarded-fields.ts'

/** One guarded field of an operation, as its caller is told of it. */
export interface AccessRow {
  /** In the names of the answer, e.g. `viewer.wallets.balance`. */
  readonly path: string
  readonly coordinates: readonly string[]
  /** What is asked of whoever reads it, e.g. `@requiresScopes(permits)`. */
  readonly asks: readonly string[]
  readonly decision: 'allowed' | 'refused'
  /** The same as in the error of the answer. */
  readonly code?: string
  readonly message?: string
  readonly details?: Readonly<Record<string, unknown>>
  /** True where it is not the field itself that is refused but what an agency must be told to answer it. */
  readonly isOnBehalf?: true
  /** By which the data are released. */
  readonly consentId?: string
  readonly route?: string
  /** RFC 3339; the decision holds no longer. */
  readonly until?: string
}

interface Deciding {
  readonly decide: (policy: FieldPolicy) => AccessDecision
  readonly refuse: (denial: Denied, policy: FieldPolicy) => FieldRefusal
}

export function accessTable(fields: readonly GuardedField[], deciding: Deciding): AccessRow[] {
  return fields.map((field) => {
    const told = {
      path: field.path.join('.'),
      coordinates: field.own,
      // What is read on his behalf may be hidden from him: its decision is told, its rules are not.
      asks: [...new Set(field.guards.filter(({ isOwn }) => isOwn).flatMap(({ policy }) => rulesOf(policy)))],
    }
    return { ...told, ...outcomeOf(field, deciding) }
  })
}

function outcomeOf(
  { guards }: GuardedField,
  { decide, refuse }: Deciding,
): Omit<AccessRow, 'path' | 'coordinates' | 'asks'> {
  const decisions = guards.map((guard) => ({ guard, decision: decide(guard.policy) }))
  for (const { guard, decision } of decisions) {
    if (decision.allowed) continue
    return { decision: 'refused', ...refuse(decision, guard.policy), ...(guard.isOwn ? {} : { isOnBehalf: true }) }
  }
  const allowed = decisions.flatMap(({ decision }) => (decision.allowed ? [decision] : []))
  const { consentId, route } = allowed.find((decision) => decision.consentId !== undefined) ?? allowed[0] ?? {}
  const ends = allowed.flatMap(({ until }) => (until === null ? [] : [until]))
  return {
    decision: 'allowed',
    ...(consentId === undefined ? {} : { consentId }),
    ...(route === undefined ? {} : { route }),
    ...(ends.length > 0 ? { until: new Date(Math.min(...ends)).toISOString() } : {}),
  }
}

/** What a policy asks, as the directives that say so. */
function rulesOf(policy: FieldPolicy): string[] {
  const { authenticated, scopes, policies, purposes, assurance, residency, personalData } = policy
  return [
    ...(authenticated ? ['@authenticated'] : []),
    ...(scopes ? [`@requiresScopes(${wordsOf(scopes)})`] : []),
    ...(policies ? [`@policy(${wordsOf(policies)})`] : []),
    ...(purposes ? [`@purpose(${purposes.join(' | ')})`] : []),
    ...(assurance ? [`@assurance(${assurance.level}${assurance.boundToken ? ', bound token' : ''})`] : []),
    ...(personalData ? [`@personalData(${personalData.category}, ${personalData.sensitivity})`] : []),
    ...(residency ? [`@residency(${residency})`] : []),
  ]
}

function wordsOf(alternatives: readonly (readonly string[])[]): string {
  return alternatives.map((all) => all.join(' & ')).join(' | ')
}
