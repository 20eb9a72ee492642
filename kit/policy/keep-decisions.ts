import type { Instant } from '../clock.ts'
import type { Viewer } from '../viewer-statement.ts'
import type { AccessDecision } from './decide-access.ts'
import { decideAccess } from './decide-access.ts'
import type { FieldPolicy } from './field-policy.ts'
import type { TransferRules } from './transfer-rules.ts'

interface Kept {
  readonly decision: AccessDecision
  readonly from: Instant
  readonly until: Instant
}

const DAY_MS = 86_400_000
/** Regional time is eight hours ahead of UTC, all year round. */
const REGION_MS = 8 * 3_600_000

/**
 * Decides once for a viewer and a policy, and again when the decision may have become another: at the end of a consent
 * or a filing, and with each new day, on which rules begin. Bounded by the viewers and policies that are still in use.
 */
export function openDecisions(rules: TransferRules) {
  const viewers = new WeakMap<Viewer, WeakMap<FieldPolicy, Kept>>()
  return (policy: FieldPolicy, { viewer, now }: { viewer: Viewer; now: () => Instant }): AccessDecision => {
    const instant = now()
    const decisions = viewers.get(viewer) ?? new WeakMap<FieldPolicy, Kept>()
    const known = decisions.get(policy)
    if (known && known.from <= instant && instant < known.until) return known.decision
    const decision = decideAccess({ policy, viewer, rules, now: instant })
    const ends = decision.allowed && decision.until !== null ? decision.until : Number.POSITIVE_INFINITY
    decisions.set(policy, { decision, from: instant, until: Math.min(ends, endOfDay(instant)) })
    viewers.set(viewer, decisions)
    return decision
  }
}

function endOfDay(instant: Instant): Instant {
  return (Math.floor((instant + REGION_MS) / DAY_MS) + 1) * DAY_MS - REGION_MS
}
