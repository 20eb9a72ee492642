import { openPlanner } from '../../../../gateway/engine/planning/open-planner.ts'
import { invariant } from '../../../../kit/errors.ts'
import { silent } from '../engines/bare.ts'
import { readDeepOperation } from './deep-operation.ts'
import type { OpenPart } from './part.ts'

export const openPlan: OpenPart = async (supergraphFile) => {
  const { supergraph, normalized } = await readDeepOperation(supergraphFile)
  const { text } = normalized
  invariant(text !== null, 'the deep query is planned')
  const planner = await openPlanner({ supergraphSdl: supergraph.sdl, logger: silent })
  let runs = 0
  return {
    name: 'plan',
    what: 'a first plan of the deep query, in the planner’s process',
    elsewhere: true,
    async run() {
      // Another name each time, so that no memory of an earlier plan can serve.
      const document = text.replace('topProducts', `top${runs++}: topProducts`)
      await planner.plan({ document, operationName: null, planner: 'hive', activeLabels: [] })
    },
    close: () => planner.close(),
  }
}
