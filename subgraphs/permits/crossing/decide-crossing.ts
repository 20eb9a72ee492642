import { openingStatus } from '../control-points/opening-status.ts'
import type { Authority, CrossingDecision, MissingRequirement } from '../records.ts'
import type { ReferenceData } from '../reference-data.ts'
import type { CrossingVerdict } from '../schema.types.ts'
import { judgeCredentials } from './judge-credentials.ts'
import type { SideJudgement } from './judge-side.ts'
import { judgeSide } from './judge-side.ts'
import type { CrossingQuestion } from './question.ts'

/** The worse verdict of two sides decides. */
const severity: Readonly<Record<CrossingVerdict, number>> = { ALLOWED: 0, UNDETERMINED: 1, NOT_ALLOWED: 2 }

/**
 * May this traveller cross? Both sides must allow it, under the rules in force on that day, at a point that is open:
 * at a closed one nobody passes, whatever the documents, so the verdict is NOT_ALLOWED and says so among what is
 * missing. Hours that nobody dated do not forbid anything. Credentials are told apart and never change the verdict:
 * every authority still wants the documents carried.
 */
export function decideCrossing(question: CrossingQuestion, data: ReferenceData): CrossingDecision {
  const sides = [judgeSide('EXIT', question, data), judgeSide('ENTRY', question, data)] as const
  const closed = closedPoint(question, data)
  const verdict = closed.length > 0 ? 'NOT_ALLOWED' : worse(sides[0].verdict, sides[1].verdict)
  return {
    verdict,
    reasons: sides.flatMap((side) => side.reasons),
    missing: [...sides.flatMap((side) => side.missing), ...closed],
    mustCarry: sides.flatMap((side) => side.mustCarry),
    credentials: judgeCredentials(question, data),
    maxStayDays: verdict === 'ALLOWED' ? sides[1].maxStayDays : null,
    ask: verdict === 'UNDETERMINED' ? authoritiesToAsk(sides) : [],
    asOf: question.at,
  }
}

function worse(one: CrossingVerdict, other: CrossingVerdict): CrossingVerdict {
  return severity[one] >= severity[other] ? one : other
}

function closedPoint({ controlPoint, from, at }: CrossingQuestion, data: ReferenceData): MissingRequirement[] {
  if (!controlPoint) return []
  const { state } = openingStatus(controlPoint, at)
  const authority = data.borderAuthority[from]
  if (state === 'CLOSED') return [unmet('control-point-open', authority, data)]
  if (state === 'SUSPENDED') return [unmet('control-point-in-service', authority, data)]
  return []
}

function authoritiesToAsk(sides: readonly SideJudgement[]): Authority[] {
  return sides.filter((side) => side.verdict === 'UNDETERMINED').map((side) => side.authority)
}

/** The answer where the traveller is not known: what to do about it, and whom one can ask anyway. */
export function undecided(
  asked: Pick<CrossingQuestion, 'from' | 'to' | 'at'>,
  unmetRule: 'traveller-signed-in' | 'traveller-identity-known',
  data: ReferenceData,
): CrossingDecision {
  const authorities = [data.borderAuthority[asked.from], data.borderAuthority[asked.to]]
  return {
    verdict: 'UNDETERMINED',
    reasons: [],
    missing: [unmet(unmetRule, null, data)],
    mustCarry: [],
    credentials: [],
    maxStayDays: null,
    ask: authorities,
    asOf: asked.at,
  }
}

function unmet(ruleId: string, authority: Authority | null, data: ReferenceData): MissingRequirement {
  const rule = data.standingRules.get(ruleId)
  if (!rule) throw new Error(`there is no standing rule ${ruleId}`)
  return { side: 'EXIT', code: rule.code, description: rule.description, ruleId, authority, hints: [] }
}
