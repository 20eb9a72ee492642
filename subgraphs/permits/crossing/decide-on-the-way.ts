import type { Context } from '../context.ts'
import type { BoundaryCrossing, CrossingDecision } from '../records.ts'
import { answerCrossing } from './answer-crossing.ts'
import { loadOwnTraveller } from './load-own-traveller.ts'

/**
 * The decision for a passage of an itinerary. Null where the passage lies on no boundary this agency knows, or belongs
 * to somebody other than the person signed in.
 */
export async function decideOnTheWay(crossing: BoundaryCrossing, context: Context): Promise<CrossingDecision | null> {
  const { at, from, to, controlPointId: controlPoint } = crossing
  if (at === undefined || !from || !to || controlPoint === undefined) return null
  const traveller = await loadOwnTraveller(crossing.traveller ?? null, context)
  if (traveller === undefined) return null
  const answer = answerCrossing({ at, from, to, controlPoint }, { traveller, credentials: null }, context.data)
  return 'verdict' in answer ? answer : null
}
