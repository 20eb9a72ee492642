import { PublicError } from '../../../kit/errors.ts'
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
  if (resident === null) return nobodyOrUnknown(context.viewer)
  if (!isOwn(resident, context)) return undefined
  if (resident.identity === null) return 'traveller-identity-known'
  const permits = await context.permitsOf.load(resident.reference)
  const withEndorsements = permits.map(async (permit) => ({
    permit,
    endorsements: await context.endorsementsOf.load(permit.id),
  }))
  return travellerOf(resident.identity, await Promise.all(withEndorsements))
}

/** Without a traveller either nobody is signed in, or identity could not say who: then there is no answer, not a guess. */
function nobodyOrUnknown({ subject }: Context['viewer']): Unknown {
  if (subject === null) return 'traveller-signed-in'
  throw new PublicError(
    'IDENTITY_UNAVAILABLE',
    'Who travels cannot be told at the moment, so no rule can be applied; ask again in a moment.',
  )
}

/** True where the resident is the one on whose behalf the caller acts. */
export function isOwn(resident: Resident, context: Pick<Context, 'viewer'>): boolean {
  return context.viewer.subject !== null && resident.reference === context.viewer.subject
}
