import type { Clock } from '../../../kit/clock.ts'
import type { Partner } from './partner.ts'
import type { PartnerStore } from './store.ts'

/** A registration that was changed or withdrawn is known everywhere after so long at most. */
const KEPT_MS = 5_000
const KEPT_LIMIT = 1_000

export type LoadPartner = (clientId: string) => Promise<Partner | undefined>

/** The registration of an app, `undefined` where there is none; looked up at most every five seconds. */
export function openPartners({ store, now }: { store: PartnerStore; now: Clock }): LoadPartner {
  const kept = new Map<string, { partner: Promise<Partner | undefined>; until: number }>()
  return (clientId) => {
    const before = kept.get(clientId)
    if (before && now() < before.until) return before.partner
    const partner = store.loadPartners([clientId]).then(([found]) => found)
    partner.catch(() => kept.delete(clientId))
    kept.delete(clientId)
    if (kept.size >= KEPT_LIMIT) kept.delete(kept.keys().next().value ?? '')
    kept.set(clientId, { partner, until: now() + KEPT_MS })
    return partner
  }
}
