import type { Condition, FieldSelection, FragmentSelection, Selection } from './selection.ts'

/**
 * Brings together what a set asks for more than once (GraphQL specification, 6.3.2): planners answer for each mention,
 * and a mutation that is mentioned twice would run twice. What is asked for in any case stands for what is asked for
 * under a condition as well; its fields then carry the condition.
 */
export function mergeSelections(selections: readonly Selection[]): Selection[] {
  const merged: Selection[] = []
  const places = new Map<string, number[]>()
  for (const selection of selections) {
    const name = selection.kind === 'field' ? `.${selection.key}` : `${selection.type}`
    const known = places.get(name) ?? []
    places.set(name, known)
    const place = known.find((index) => isSame(merged[index], selection))
    if (place === undefined) known.push(merged.push(selection) - 1)
    else merged[place] = unite(merged[place], selection)
  }
  return merged
}

/** The fields of a root, those in fragments with the fragments' conditions: a fragment there is on the root's type. */
export function flattenRoot(selections: readonly Selection[]): Selection[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'field' || selection.defer) return [selection]
    const inner = flattenRoot(selection.selections)
    return inner.map((one) => ({ ...one, conditions: distinct([...selection.conditions, ...one.conditions]) }))
  })
}

function distinct(conditions: readonly Condition[]): Condition[] {
  return [...new Map(conditions.map((one) => [`${one.wanted}${one.variable}`, one])).values()]
}

function isSame(one: Selection | undefined, other: Selection): boolean {
  if (!one) return false
  if (one.kind === 'field') {
    return (
      other.kind === 'field' && one.key === other.key && one.responseName === other.responseName && covers(one, other)
    )
  }
  if (other.kind === 'field' || one.defer || other.defer) return false
  return one.type === other.type && sameConditions(one.conditions, other.conditions)
}

/** One mention is enough where both are asked for under the same conditions, or one of them in any case. */
function covers(one: FieldSelection, other: FieldSelection): boolean {
  const { length: some } = one.conditions
  const { length: others } = other.conditions
  return some === 0 || others === 0 || sameConditions(one.conditions, other.conditions)
}

function sameConditions(one: readonly Condition[], other: readonly Condition[]): boolean {
  const nameOf = ({ variable, wanted }: Condition) => `${wanted}${variable}`
  const names = new Set(one.map(nameOf))
  return one.length === other.length && other.every((condition) => names.has(nameOf(condition)))
}

function unite(one: Selection | undefined, other: Selection): Selection {
  if (!one) return other
  if (one.kind === 'fragment' && other.kind === 'fragment') {
    return { ...one, selections: mergeSelections([...one.selections, ...other.selections]) }
  }
  if (one.kind !== 'field' || other.kind !== 'field' || !one.selections || !other.selections) {
    return one.conditions.length === 0
      ? one
      : { ...one, conditions: other.conditions.length === 0 ? [] : one.conditions }
  }
  const isSameCase = sameConditions(one.conditions, other.conditions)
  const parts = isSameCase ? [one.selections, other.selections] : [underConditions(one), underConditions(other)]
  const selections = mergeSelections(parts.flat())
  return {
    ...one,
    conditions: isSameCase ? one.conditions : [],
    // Together they may depend on the type where neither did.
    asksType: one.asksType || other.asksType || (one.isAbstract && selections.some(({ kind }) => kind === 'fragment')),
    selections,
  }
}

function underConditions({ conditions, selections }: FieldSelection): readonly Selection[] {
  if (conditions.length === 0) return selections ?? []
  const fragment: FragmentSelection = {
    kind: 'fragment',
    type: null,
    conditions,
    defer: null,
    selections: selections ?? [],
  }
  return [fragment]
}

/**
 * The root fields of a mutation that are mentioned under different conditions run once, where the first one holds that
 * is mentioned: each further mention is asked for in those cases only that no mention before it covers.
 */
export function onceEach(selections: readonly Selection[]): Selection[] {
  const mentioned = new Map<string, (readonly Condition[])[]>()
  return selections.flatMap((selection): Selection[] => {
    if (selection.kind === 'fragment') return [{ ...selection, selections: onceEach(selection.selections) }]
    if (selection.name.startsWith('__')) return [selection]
    const before = mentioned.get(selection.key) ?? []
    mentioned.set(selection.key, [...before, selection.conditions])
    const cases = before.reduce<(readonly Condition[])[]>(
      (left, covered) => left.flatMap((one) => casesWithout(one, covered)),
      [selection.conditions],
    )
    return cases.map((conditions) => ({ ...selection, conditions: distinct(conditions) }))
  })
}

/** One case, less another: split into cases that exclude each other. */
function casesWithout(one: readonly Condition[], covered: readonly Condition[]): (readonly Condition[])[] {
  const cases = covered.map((condition, index) => [
    ...one,
    ...covered.slice(0, index),
    { ...condition, wanted: !condition.wanted },
  ])
  const isPossible = (conditions: readonly Condition[]) =>
    !conditions.some((a) => conditions.some((b) => a.variable === b.variable && a.wanted !== b.wanted))
  return cases.filter(isPossible)
}
