/** Plans for the tests of many supergraphs in one process. It ends with its parent. */
import type { SupergraphPlanners } from '../../../gateway/engine/planning/supergraph-planners.ts'
import { openSupergraphPlanners } from '../../../gateway/engine/planning/supergraph-planners.ts'
import type { HostCommand, HostReply } from './shared-planner.ts'

const SUPERGRAPHS_KEPT = 4

const open = new Map<string, SupergraphPlanners>()

process.on('disconnect', () => process.exit())
process.on('message', async (command) => {
  // Only the parent writes to this channel.
  const { supergraphSdl, request } = command as HostCommand
  try {
    tell({ plan: await plannersFor(supergraphSdl).plan(request) })
  } catch (error) {
    tell({ failure: error instanceof Error ? error.message : String(error) })
  }
})

function plannersFor(supergraphSdl: string): SupergraphPlanners {
  const known = open.get(supergraphSdl)
  if (known) return known
  for (const oldest of [...open.keys()].slice(0, open.size - SUPERGRAPHS_KEPT + 1)) open.delete(oldest)
  const planners = openSupergraphPlanners(supergraphSdl)
  open.set(supergraphSdl, planners)
  return planners
}

function tell(reply: HostReply): void {
  process.send?.(reply)
}
