import { z } from 'zod'
import type { Clock } from '../../../kit/clock.ts'
import type { GrantTerms } from './provider.ts'
import type { ArtifactStore } from './store.ts'

const KIND = 'GrantTerms'
const KEPT_MS = 3_600_000

const terms = z.object({ resident: z.string(), purpose: z.string(), consentId: z.string().nullable() })

/** What was settled with a grant, kept for as long as a token of it could be asked for. */
export function openGrantTerms(artifacts: ArtifactStore, now: Clock) {
  return {
    save: (grantId: string, payload: GrantTerms): Promise<void> =>
      artifacts.save({
        ...{ kind: KIND, id: grantId, payload: { ...payload } },
        ...{ grantId: null, uid: null, expiresAt: now() + KEPT_MS },
      }),
    load: async (grantId: string): Promise<GrantTerms | undefined> => {
      const found = await artifacts.find({ kind: KIND, id: grantId, now: now() })
      return found && terms.parse(found.payload)
    },
  }
}
