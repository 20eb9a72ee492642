import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeSelections, onceEach } from './merge-selections.ts'
import type { Condition, FieldSelection, Selection } from './selection.ts'

const variables = ['a', 'b', 'c']
const condition = fc.record({ variable: fc.constantFrom(...variables), wanted: fc.boolean() })
const conditions = fc.uniqueArray(condition, { maxLength: 2, selector: ({ variable }) => variable })

function field(
  key: string,
  given: readonly Condition[],
  selections: readonly Selection[] | null = null,
): FieldSelection {
  const base = { name: key, responseName: key, arguments: [], directives: [], isAbstract: false, asksType: false }
  return { kind: 'field', key, ...base, conditions: given, selections }
}

/** Every way in which three boolean variables can be given. */
const worlds = Array.from({ length: 8 }, (_, bits) => (name: string) => ((bits >> variables.indexOf(name)) & 1) === 1)

const holds = (given: readonly Condition[], isTrue: (name: string) => boolean) =>
  given.every(({ variable, wanted }) => isTrue(variable) === wanted)

/** How often a planner that answers for each mention would run a field. */
const runs = (set: readonly Selection[], isTrue: (name: string) => boolean) =>
  set.filter((selection) => holds(selection.conditions, isTrue)).length

test('a mutation that is mentioned several times runs once where any mention holds, and never where none does', () => {
  fc.assert(
    fc.property(fc.array(conditions, { minLength: 1, maxLength: 5 }), (mentions) => {
      const asked = mentions.map((given) => field('pay', given))
      const planned = onceEach(mergeSelections(asked))
      for (const isTrue of worlds) expect(runs(planned, isTrue)).toBe(Math.min(1, runs(asked, isTrue)))
    }),
  )
})

test('merging changes nothing of what is asked for', () => {
  const leaf = fc.tuple(fc.constantFrom('x', 'y'), conditions).map(([key, given]) => field(key, given))
  const object = fc
    .tuple(conditions, fc.array(leaf, { maxLength: 3 }))
    .map(([given, below]) => field('o', given, below))
  const asksFor = (set: readonly Selection[], isTrue: (name: string) => boolean, path = ''): string[] =>
    set.flatMap((selection) => {
      if (!holds(selection.conditions, isTrue)) return []
      if (selection.kind === 'fragment') return asksFor(selection.selections, isTrue, path)
      const place = `${path}.${selection.key}`
      return [place, ...asksFor(selection.selections ?? [], isTrue, place)]
    })
  fc.assert(
    fc.property(fc.array(fc.oneof(leaf, object), { maxLength: 6 }), (set) => {
      for (const isTrue of worlds) {
        expect(new Set(asksFor(mergeSelections(set), isTrue))).toEqual(new Set(asksFor(set, isTrue)))
      }
    }),
  )
})
