import type { FieldPolicy } from '../../kit/policy/field-policy.ts'
import type { FieldRead, Reads } from '../engine/engine.ts'

/** What is asked of whoever reads a field, by coordinate; of several policies each is asked. */
export type FieldPolicies = ReadonlyMap<string, readonly FieldPolicy[]>

/** A field of an operation that somebody may be refused. */
export interface GuardedField {
  readonly number: number
  /** The nearest guarded field around it. */
  readonly within: number | null
  readonly path: readonly string[]
  readonly own: readonly string[]
  /** Those of what the caller names, and then those of what is read on his behalf. */
  readonly guards: readonly Guard[]
}

export interface Guard {
  readonly policy: FieldPolicy
  /** False for what the plan reads so that the field can be answered. */
  readonly isOwn: boolean
  /** The agencies that give what it guards. */
  readonly sources: readonly string[]
}

/** The guarded fields of an operation, the outer before the inner. */
export function guardFields(reads: Reads, policies: FieldPolicies): readonly GuardedField[] {
  const parents = new Map(reads.fields.map(({ number, parent }) => [number, parent]))
  const guarded = new Map<number, GuardedField>()
  for (const field of reads.fields) {
    const guards = [...guardsOf(field.own, true), ...guardsOf(field.onBehalf, false)]
    if (guards.length > 0) guarded.set(field.number, { ...field, within: nearest(field), guards })
  }
  return [...guarded.values()]

  function guardsOf(coordinates: readonly string[], isOwn: boolean): Guard[] {
    return coordinates.flatMap((coordinate) =>
      (policies.get(coordinate) ?? []).map((policy) => {
        return { policy, isOwn, sources: [...(reads.sources.get(coordinate) ?? [])] }
      }),
    )
  }

  function nearest({ parent }: FieldRead): number | null {
    let around = parent
    while (around !== null && !guarded.has(around)) around = parents.get(around) ?? null
    return around
  }
}
