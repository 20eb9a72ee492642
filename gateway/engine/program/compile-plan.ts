import { compileDeferNode } from '../incremental/compile-defer-node.ts'
import type { Plan, PlanNode } from '../plan/plan.ts'
import { compileEntityFetch } from './entity-fetch.ts'
import type { Places } from './places.ts'
import type { PossibleTypes } from './possible-types.ts'
import { compileRootFetch } from './root-fetch.ts'
import type { Run, Step } from './run.ts'

/** Compiles a plan once into the program that every request of the operation runs. */
export function compilePlan(plan: Plan, terms: { places: Places; possibleTypes: PossibleTypes }): Step {
  // The events of a subscription come to it; there is nothing to fetch before.
  return plan.root?.kind === 'subscription' ? nothing : compileNode(plan.root, terms)
}

export function compileNode(root: PlanNode | null, terms: { places: Places; possibleTypes: PossibleTypes }): Step {
  const compile = (node: PlanNode | null): Step => {
    switch (node?.kind) {
      case undefined:
        return nothing
      case 'sequence':
        return inSequence(node.nodes.map(compile))
      case 'parallel':
        return inParallel(node.nodes.map(compile))
      case 'condition':
        return onCondition(node.variable, compile(node.then), compile(node.otherwise))
      case 'fetch':
        return compileRootFetch(node, terms)
      case 'entities':
        return compileEntityFetch(node, terms)
      case 'defer':
        return compileDeferNode(node, compile)
      case 'subscription':
        throw new Error('a subscription stands at the top of a plan or nowhere')
    }
  }
  return compile(root)
}

const nothing: Step = async () => {}

function inSequence(steps: readonly Step[]): Step {
  return async (run) => {
    for (const step of steps) await step(run)
  }
}

function inParallel(steps: readonly Step[]): Step {
  return async (run) => {
    await Promise.all(steps.map((step) => step(run)))
  }
}

function onCondition(variable: string, then: Step, otherwise: Step): Step {
  return (run: Run) => (run.isTrue(variable) ? then(run) : otherwise(run))
}
