import { Worker } from 'node:worker_threads'
import { QueryPlanner as HivePlanner } from '@graphql-hive/router-query-planner'
import { mergeEntityFetches } from '../plan/merge-entity-fetches.ts'
import type { Plan } from '../plan/plan.ts'
import type { PlannerName, PlanRequest } from '../plan/planner.ts'
import { readApolloPlan } from '../plan/read-apollo-plan.ts'
import { readHivePlan } from '../plan/read-hive-plan.ts'

/** The planners of one supergraph. Nothing in here watches the time: it runs in a process that can be killed. */
export interface SupergraphPlanners {
  /** Builds what planning by this planner needs once, however long that takes. */
  prepare(planner: PlannerName): Promise<void>
  /** @throws {Error} of the planner */
  plan(request: PlanRequest): Promise<Plan>
}

/** @throws {Error} where the text is no supergraph that can be planned */
export function openSupergraphPlanners(supergraphSdl: string): SupergraphPlanners {
  const hive = new HivePlanner(supergraphSdl)
  let apollo: Promise<MakePlan> | undefined
  const planByApollo = () => {
    apollo ??= openApolloPlanner(supergraphSdl)
    return apollo
  }
  return {
    async prepare(planner) {
      if (planner === 'apollo') await planByApollo()
    },
    async plan(request) {
      const make = request.planner === 'apollo' ? await planByApollo() : planByHive(hive)
      return mergeEntityFetches(await make(request))
    },
  }
}

type MakePlan = (request: PlanRequest) => Plan | Promise<Plan>

function planByHive(planner: HivePlanner): MakePlan {
  return async ({ document, operationName, activeLabels }) => {
    const percentage = percentageBelow(activeLabels, planner.overridePercentages)
    // Off this thread too, so that the end of the parent is noticed in the middle of a plan.
    return readHivePlan(await planner.planAsync(document, operationName, new Set(activeLabels), percentage))
  }
}

/**
 * This planner takes one number for all labels `percent(n)` and has them on where it is below n; whoever chose the
 * labels has drawn one number too, so that one of the bounds (or 100) fits them.
 */
function percentageBelow(activeLabels: readonly string[], bounds: readonly number[]): number {
  const active = activeLabels.flatMap((label) => /^percent\((.+)\)$/.exec(label)?.[1] ?? []).map(Number)
  const lowest = Math.min(...active)
  return active.length === 0 ? 100 : Math.max(0, ...bounds.filter((bound) => bound < lowest))
}

/** Of the size this planner may weigh; document limits bound what comes here before. */
const APOLLO_BOUNDS = { maxEvaluatedPlans: 100, pathsLimit: 100 }

/** Loaded where it is first needed: it takes longer to load and build than all the rest together. */
async function openApolloPlanner(supergraphSdl: string): Promise<MakePlan> {
  watchParent()
  const [{ QueryPlanner }, { operationFromDocument, Supergraph }, { parse }] = await Promise.all([
    import('@apollo/query-planner'),
    import('@apollo/federation-internals'),
    import('graphql'),
  ])
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: null, validateSupergraph: false })
  const planner = new QueryPlanner(supergraph, { incrementalDelivery: { enableDefer: true }, debug: APOLLO_BOUNDS })
  const apiSchema = supergraph.apiSchema()
  return ({ document, operationName, activeLabels }) => {
    const operation = operationFromDocument(apiSchema, parse(document), operationName ? { operationName } : {})
    const overrideConditions = new Map(activeLabels.map((label): [string, boolean] => [label, true]))
    return readApolloPlan(planner.buildQueryPlan(operation, { overrideConditions }))
  }
}

/** This planner holds its thread; only another one can see meanwhile that the parent has gone. */
function watchParent(): void {
  // Left alone, V8 reserves 512 MiB more for code.
  const resourceLimits = { codeRangeSizeMb: 16, maxOldGenerationSizeMb: 16 }
  new Worker(new URL('./watch-parent.ts', import.meta.url), { resourceLimits }).unref()
}
