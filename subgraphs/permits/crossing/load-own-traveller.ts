import type { Context } from '../context.ts'
import type { Resident, Traveller } from '../records.ts'
import type { Unknown } from './answer-crossing.ts'
import { travellerOf } from './traveller.ts'

/**
 * The facts about the person signed in, and only about him: `undefined` for anybody else, so that nobody learns whether
 * another reference exists.
 */
export async function loadOwnTraveller(
  resident: Resident | null,
  context: Pick<Context, 'viewer' | 'permitsOf' | 'endorsementsOf'>,
): Promise<Traveller | Unknown | undefined> {
  // The gateway also passes null where identity knows nobody by that reference, or does not answer.
  if (resident === null) return context.viewer.subject === null ? 'traveller-signed-in' : 'traveller-identity-known'
  if (!isOwn(resident, context)) return undefined
  if (resident.identity === null) return 'traveller-identity-known'
  const permits = await context.permitsOf.load(resident.reference)
  const withEndorsements = permits.map(async (permit) => ({
    permit,
    endorsements: await context.endorsementsOf.load(permit.id),
  }))
  return travellerOf(resident.identity, await Promise.all(withEndorsements))
}

/** True where the resident is the one on whose behalf the caller acts. */
export function isOwn(resident: Resident, context: Pick<Context, 'viewer'>): boolean {
  return context.viewer.subject !== null && resident.reference === context.viewer.subject
}
