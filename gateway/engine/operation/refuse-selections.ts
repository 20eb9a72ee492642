import type { Selection } from './selection.ts'

/**
 * Counts the fields of an operation in the order in which they are written: whoever walks it whole, and asks for the
 * next number at each field before those that stand in it, gives each field the number that others give it.
 */
export function countFields(): () => number {
  let count = 0
  return () => count++
}

/** The operation as the writer needs it: what is refused is marked. What stands below it stays, for the numbers' sake. */
export function markRefused(selections: readonly Selection[], refused: ReadonlySet<number>): Selection[] {
  const next = countFields()
  const mark = (selection: Selection): Selection => {
    if (selection.kind === 'fragment') return { ...selection, selections: selection.selections.map(mark) }
    const number = next()
    const marked = selection.selections ? { ...selection, selections: selection.selections.map(mark) } : selection
    return refused.has(number) ? { ...marked, refused: number } : marked
  }
  return selections.map(mark)
}

/** The operation as the planner is given it: without what is marked. Objects from which all is gone are still asked for. */
export function withoutRefused(selections: readonly Selection[]): Selection[] {
  return selections
    .filter((selection) => selection.kind === 'fragment' || selection.refused === undefined)
    .map((selection): Selection => {
      if (selection.kind === 'fragment') return { ...selection, selections: withoutRefused(selection.selections) }
      return selection.selections ? { ...selection, selections: withoutRefused(selection.selections) } : selection
    })
}
