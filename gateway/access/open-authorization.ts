import type { Clock, Instant } from '../../kit/clock.ts'
import { decideAccess } from '../../kit/policy/decide-access.ts'
import type { FieldPolicy } from '../../kit/policy/field-policy.ts'
import type { TransferRules } from '../../kit/policy/transfer-rules.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import type { FieldRefusal, Reads } from '../engine/engine.ts'
import type { AccessRow } from './access-table.ts'
import { accessTable } from './access-table.ts'
import type { Release } from './decide-operation.ts'
import { decideOperation } from './decide-operation.ts'
import type { FieldPolicies, GuardedField } from './guarded-fields.ts'
import { guardFields } from './guarded-fields.ts'
import type { AccessLinks } from './refusals.ts'
import { refusalOf } from './refusals.ts'

export interface Grant {
  /** By the numbers of the fields that are refused; what stands in them is refused with them. */
  readonly refusals: ReadonlyMap<number, FieldRefusal>
  /** What is given away of an operation that reads no more than the rest. */
  readonly releases: readonly Release[]
  /** The grant holds no longer; `null` where nothing in it ends. */
  readonly until: Instant | null
}

/** Decides what of an operation its caller may read, for one supergraph. */
export interface Authorization {
  decide(reads: Reads, viewer: Viewer): Grant
  /** Every guarded field with what is asked for it and what is decided, for the caller who wants to know. */
  explain(reads: Reads, viewer: Viewer): AccessRow[]
}

/** A day's rules begin at midnight: what is refused today is looked at again within so long a time. */
const KEPT_MS = 60_000

const NOTHING_ASKED: Grant = { refusals: new Map(), releases: [], until: null }

/**
 * Decisions are kept by viewer and operation, both as objects: a viewer's object stands for everything a statement says
 * of him, and goes when his token, his consents or the partner's registration change.
 */
export function openAuthorization(options: {
  policies: FieldPolicies
  rules: TransferRules
  now: Clock
  links?: AccessLinks
}): Authorization {
  const { policies, rules, now, links = {} } = options
  const guarded = new WeakMap<Reads, readonly GuardedField[]>()
  const kept = new WeakMap<Viewer, WeakMap<Reads, { grant: Grant; until: Instant }>>()
  const alternativesFor = openAlternatives(policies)

  const fieldsOf = (reads: Reads): readonly GuardedField[] => {
    const fields = guarded.get(reads) ?? guardFields(reads, policies)
    guarded.set(reads, fields)
    return fields
  }

  const decideAnew = (fields: readonly GuardedField[], viewer: Viewer): Grant => {
    const at = now()
    const verdict = decideOperation(fields, (policy) => decideAccess({ policy, viewer, rules, now: at }))
    const refusals = [...verdict.denied].map(([number, { denial, guard }]): [number, FieldRefusal] => {
      return [number, refusalOf(denial, { viewer, links, alternatives: alternativesFor(guard.policy) })]
    })
    return { refusals: new Map(refusals), releases: verdict.releases, until: verdict.until }
  }

  return {
    decide(reads, viewer) {
      const fields = fieldsOf(reads)
      if (fields.length === 0) return NOTHING_ASKED
      const byReads = kept.get(viewer) ?? new WeakMap<Reads, { grant: Grant; until: Instant }>()
      const known = byReads.get(reads)
      if (known && now() < known.until) return known.grant
      const grant = decideAnew(fields, viewer)
      byReads.set(reads, { grant, until: Math.min(now() + KEPT_MS, grant.until ?? Number.POSITIVE_INFINITY) })
      kept.set(viewer, byReads)
      return grant
    },
    explain: (reads, viewer) =>
      accessTable(fieldsOf(reads), {
        decide: (policy) => decideAccess({ policy, viewer, rules, now: now() }),
        refuse: (denial, policy) => refusalOf(denial, { viewer, links, alternatives: alternativesFor(policy) }),
      }),
  }
}

/** A yes or no of the same type that tells what is needed without the data leaving their jurisdiction. */
function openAlternatives(policies: FieldPolicies): (policy: FieldPolicy) => readonly string[] {
  const verifying = [...policies.values()]
    .flat()
    .filter(({ personalData }) => personalData?.sensitivity === 'VERIFICATION')
    .map(({ coordinate }) => coordinate)
  const byType = Map.groupBy(new Set(verifying), typeOf)
  return ({ coordinate }) => byType.get(typeOf(coordinate)) ?? []
}

function typeOf(coordinate: string): string {
  return coordinate.slice(0, coordinate.indexOf('.'))
}
