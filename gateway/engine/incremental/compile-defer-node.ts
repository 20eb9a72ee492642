import type { DeferNode, PlanNode } from '../plan/plan.ts'
import { listFetches } from '../program/places.ts'
import type { Run, Step } from '../program/run.ts'

/**
 * The step of a plan node that defers: it ends when the first part has been fetched, and leaves the others under way,
 * each begun as soon as the fetches that it depends on have been merged.
 */
export function compileDeferNode(node: DeferNode, compile: (node: PlanNode | null) => Step): Step {
  const primary = markingAll(node.primary, compile)
  const parts = node.deferred.map((part) => ({ ...part, step: markingAll(part.node, compile) }))
  return async (run) => {
    const begun = primary(run)
    for (const { label, depends, step } of parts) {
      // What goes wrong in a part is told of in that part.
      const own: Run = { ...run, problems: [], unsettled: [] }
      const inputs = depends.length > 0 ? depends.map((id) => run.fetched.merged(id)) : [begun]
      const done = Promise.all(inputs).then(() => step(own))
      // A part that nobody waits for any more may fail unheard.
      done.catch(() => {})
      if (label !== null) run.deferred.set(label, { done, run: own })
    }
    await begun
  }
}

/** At its end a part has merged what it ever will: whoever waits for a fetch that a condition left out goes on. */
function markingAll(node: PlanNode | null, compile: (node: PlanNode | null) => Step): Step {
  const step = compile(node)
  const ids = listFetches(node).flatMap(({ id }) => (id === null ? [] : [id]))
  return async (run) => {
    await step(run)
    for (const id of ids) run.fetched.mark(id)
  }
}
