import { regionalDate } from '../../../kit/clock.ts'
import { isInForce } from '../dated.ts'
import type {
  Authority,
  ControlPoint,
  CrossingReason,
  CrossingRule,
  MissingRequirement,
  RequiredDocument,
} from '../records.ts'
import type { ReferenceData } from '../reference-data.ts'
import type { BoundarySide, CrossingVerdict } from '../schema.types.ts'
import { describeLack } from './describe-lack.ts'
import { isOfClass } from './holder-class.ts'
import type { Holding } from './meet-requirement.ts'
import { meetRequirement } from './meet-requirement.ts'
import type { CrossingQuestion } from './question.ts'

export interface SideJudgement {
  readonly verdict: CrossingVerdict
  readonly reasons: readonly CrossingReason[]
  readonly missing: readonly MissingRequirement[]
  readonly mustCarry: readonly RequiredDocument[]
  readonly maxStayDays: number | null
  /** Whom to ask where the verdict is UNDETERMINED. */
  readonly authority: Authority
}

interface Applied {
  readonly rule: CrossingRule
  readonly holding: Holding
}

/**
 * What one side says. Of the rules in force that speak of this traveller, a met one that allows wins; then a met one
 * that leaves the case to the authority; else the side refuses and the rule that came nearest says what is missing.
 * Without any such rule the side is undetermined: never a guess.
 */
export function judgeSide(side: BoundarySide, question: CrossingQuestion, data: ReferenceData): SideJudgement {
  const applied = applyRules(side, question, data)
  const general = judgeGenerally(
    applied.filter(({ rule }) => !rule.controlPoints),
    question,
    data,
  )
  const local = applied.find(({ rule }) => rule.controlPoints)
  if (general) return local ? narrowed(general, local.rule) : general
  const authority = data.borderAuthority[side === 'EXIT' ? question.from : question.to]
  return { verdict: 'UNDETERMINED', reasons: [], missing: [], mustCarry: [], maxStayDays: null, authority }
}

function judgeGenerally(
  applied: readonly Applied[],
  question: CrossingQuestion,
  data: ReferenceData,
): SideJudgement | undefined {
  const met = applied.filter(({ holding }) => holding.lacks.length === 0)
  const winner =
    met.find(({ rule }) => rule.outcome === 'ALLOWED') ?? met.find(({ rule }) => rule.outcome === 'UNDETERMINED')
  if (winner) return judgementOf(winner, data)
  const nearest = nearestOf(applied)
  return nearest && refusalOf(nearest, question, data)
}

/** What the point's own rule leaves of a yes. */
function narrowed(general: SideJudgement, local: CrossingRule): SideJudgement {
  if (general.verdict !== 'ALLOWED' || local.outcome === 'ALLOWED') return general
  return {
    ...general,
    verdict: local.outcome,
    reasons: [...general.reasons, reasonOf(local, local.outcome)],
    maxStayDays: null,
    authority: local.authority,
  }
}

function applyRules(side: BoundarySide, question: CrossingQuestion, data: ReferenceData): Applied[] {
  const day = regionalDate(question.at)
  return data.crossingRules
    .filter(
      (rule) =>
        rule.side === side &&
        rule.from.includes(question.from) &&
        rule.to.includes(question.to) &&
        isHere(rule, question.controlPoint) &&
        isInForce(rule, day) &&
        isOfClass(question.traveller, rule.when, day),
    )
    .map((rule) => ({
      rule,
      holding: meetRequirement(question.traveller, rule.requires, { day, catalogue: data }),
    }))
}

function isHere(rule: CrossingRule, point: ControlPoint | null): boolean {
  return rule.controlPoints === undefined || (point !== null && rule.controlPoints.includes(point.id))
}

function judgementOf({ rule, holding }: Applied, data: ReferenceData): SideJudgement {
  return {
    verdict: rule.outcome,
    reasons: [reasonOf(rule, rule.outcome)],
    missing: [],
    mustCarry: documentsOf({ rule, holding }, data),
    maxStayDays: rule.maxStayDays ?? holding.maxStayDays,
    authority: rule.authority,
  }
}

/** The rule that lacks least, the first of the data where several do; one that would allow before one that would not say. */
function nearestOf(applied: readonly Applied[]): Applied | undefined {
  const allowing = applied.filter(({ rule }) => rule.outcome === 'ALLOWED')
  const candidates = allowing.length > 0 ? allowing : applied
  return candidates.toSorted((one, other) => one.holding.lacks.length - other.holding.lacks.length)[0]
}

function refusalOf(nearest: Applied, question: CrossingQuestion, data: ReferenceData): SideJudgement {
  const { rule, holding } = nearest
  return {
    verdict: 'NOT_ALLOWED',
    reasons: [reasonOf(rule, 'NOT_ALLOWED')],
    missing: holding.lacks.map((lack) => describeLack(lack, rule, { question, data })),
    mustCarry: documentsOf(nearest, data),
    maxStayDays: null,
    authority: rule.authority,
  }
}

function reasonOf(rule: CrossingRule, outcome: CrossingVerdict): CrossingReason {
  const { id: ruleId, side, authority, explanation, validFrom, validTo, source } = rule
  return { side, outcome, ruleId, authority, explanation, validFrom, validTo, source }
}

function documentsOf({ rule, holding }: Applied, data: ReferenceData): RequiredDocument[] {
  return holding.documents.map(({ kind, endorsement, scheme }) => ({
    side: rule.side,
    kind,
    name: data.documents[kind].name,
    endorsement,
    scheme,
    ruleId: rule.id,
  }))
}
