import type { Instant } from '../../kit/clock.ts'
import type { AccessDecision, Denied } from '../../kit/policy/decide-access.ts'
import type { FieldPolicy } from '../../kit/policy/field-policy.ts'
import type { Guard, GuardedField } from './guarded-fields.ts'

/** One kind of personal data that an operation gives away, by what right, and who holds them. */
export interface Release {
  readonly category: string
  /** `null` where no consent is asked for. */
  readonly consentId: string | null
  readonly route?: string
  /** The agencies that give the data, sorted. */
  readonly sources: readonly string[]
}

export interface Verdict {
  /** By the field's number, the first of its policies that refuses it. */
  readonly denied: ReadonlyMap<number, Refused>
  /** What is given away once all that is denied is left out. */
  readonly releases: readonly Release[]
  /** No decision in it holds longer; `null` where none ends. */
  readonly until: Instant | null
}

interface Refused {
  readonly denial: Denied
  readonly guard: Guard
}

/** Decides on every guarded field. What stands in a field that is refused is gone with it. */
export function decideOperation(
  fields: readonly GuardedField[],
  decide: (policy: FieldPolicy) => AccessDecision,
): Verdict {
  const decisions = new Map<FieldPolicy, AccessDecision>()
  const decideOnce = (policy: FieldPolicy): AccessDecision => {
    const decision = decisions.get(policy) ?? decide(policy)
    decisions.set(policy, decision)
    return decision
  }
  const refusedAt = placeRefusals(fields, decideOnce)
  const denied = new Map<number, Refused>()
  const gone = new Set<number>()
  const given: Guard[] = []
  for (const field of fields) {
    const isInside = field.within !== null && gone.has(field.within)
    const refused = isInside ? undefined : placesOf(field).flatMap((place) => refusedAt.get(place) ?? [])[0]
    if (refused) denied.set(field.number, refused)
    if (isInside || refused) gone.add(field.number)
    else given.push(...field.guards)
  }
  const until = earliest(given.map(({ policy }) => decideOnce(policy)))
  return { denied, releases: releasesOf(given, decideOnce), until }
}

/**
 * By place. Mentions of one name are one field of the answer for the types they share, and it is null or it is not: so a
 * field that one of them may not read is refused to the others as well.
 */
function placeRefusals(
  fields: readonly GuardedField[],
  decide: (policy: FieldPolicy) => AccessDecision,
): Map<string, Refused> {
  const refusedAt = new Map<string, Refused>()
  for (const field of fields) {
    for (const guard of field.guards) {
      const denial = decide(guard.policy)
      if (denial.allowed) continue
      for (const place of placesOf(field)) refusedAt.set(place, refusedAt.get(place) ?? { denial, guard })
      break
    }
  }
  return refusedAt
}

function placesOf({ path, own }: GuardedField): string[] {
  return own.map((coordinate) => `${path.join('.')} ${coordinate}`)
}

function releasesOf(guards: readonly Guard[], decide: (policy: FieldPolicy) => AccessDecision): Release[] {
  const found = new Map<string, { release: Omit<Release, 'sources'>; sources: Set<string> }>()
  for (const { policy, sources } of guards) {
    const decision = decide(policy)
    if (!policy.personalData || !decision.allowed) continue
    const { consentId = null, route } = decision
    const release = { category: policy.personalData.category, consentId, ...(route === undefined ? {} : { route }) }
    const key = JSON.stringify(release)
    const known = found.get(key) ?? { release, sources: new Set() }
    for (const source of sources) known.sources.add(source)
    found.set(key, known)
  }
  return [...found.values()].map(({ release, sources }) => ({ ...release, sources: [...sources].sort() }))
}

function earliest(decisions: readonly AccessDecision[]): Instant | null {
  const ends = decisions.flatMap((decision) => (decision.allowed && decision.until !== null ? [decision.until] : []))
  return ends.length > 0 ? Math.min(...ends) : null
}
