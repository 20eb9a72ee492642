import type { ChangesAnswer, StandingAnswer, StandingQuestion } from '../../../../kit/standing.ts'
import { POLL_MS } from '../../../../kit/standing.ts'
import { registrationOf } from '../../partners/partner.ts'
import type { ConsentContext } from '../context.ts'
import { findHome } from '../context.ts'
import type { Consent } from '../records.ts'
import type { StandingChanges } from './standing-changes.ts'
import type { StandingStore } from './store.ts'
import type { Forgetting } from './until-forgotten.ts'

/** What a gateway has to know of a client, and of what a resident has agreed to with it. */
export async function answerStanding(
  ctx: Pick<ConsentContext, 'consents' | 'loadPartner' | 'loadResidents' | 'loadResidencies' | 'visitors' | 'now'>,
  { subject, clientId }: StandingQuestion,
): Promise<StandingAnswer> {
  const [partner, found, live] = await Promise.all([
    ctx.loadPartner(clientId),
    subject === null ? null : findHome(ctx, subject),
    subject === null ? [] : ctx.consents.loadLive({ resident: subject, clientId, now: ctx.now() }),
  ])
  // A purpose that has left the registration binds nobody any more, and no consent outlives its partner.
  const consents = live.filter(({ purpose }) => partner?.purposes.includes(purpose)).map(claimOf)
  return {
    registration: partner ? registrationOf(partner) : null,
    client: partner ? { tier: partner.tier, budgets: partner.budgets } : null,
    standing: found && { home: found.home, consents },
  }
}

function claimOf({ id, purpose, categories, transfer, expiresAt }: Consent) {
  return { id, purpose, categories, transfer, expiresAt }
}

export interface ChangesRoom {
  readonly store: StandingStore
  readonly changes: StandingChanges
  readonly forgetting: Forgetting
  /** Aborted when the agency closes. */
  readonly closing: AbortSignal
}

/**
 * Renews a gateway's lease and tells it what to forget: at once where it is behind, else as soon as something changes, or
 * after a second without. The lease comes first: whoever writes a change after our reading finds it and waits for it.
 */
export async function answerChanges(
  room: ChangesRoom,
  { worker, confirmed, leaving }: { worker: string; confirmed: number | null; leaving: boolean },
): Promise<ChangesAnswer> {
  const { store, forgetting } = room
  if (leaving) await store.endLease(worker)
  const version = confirmed ?? (await store.loadVersion())
  if (!leaving) await store.renewLease({ worker, confirmed: version })
  forgetting.noteConfirmed()
  if (leaving || confirmed === null) return { version, changes: null }
  const { version: latest, changes } = await loadChanges(room, confirmed)
  return {
    version: latest,
    changes: changes?.map(({ resident, clientId }) => ({ subject: resident, clientId })) ?? null,
  }
}

/** Listens before it reads, so that nothing falls between. */
async function loadChanges(room: ChangesRoom, confirmed: number) {
  const patience = new AbortController()
  const heard = hear(room, AbortSignal.any([patience.signal, room.closing]))
  try {
    await heard.listening
    const known = await room.store.loadChangesSince(confirmed)
    if (known.version !== confirmed || room.closing.aborted) return known
    const timer = setTimeout(() => patience.abort(), POLL_MS)
    await heard.something
    clearTimeout(timer)
    return await room.store.loadChangesSince(confirmed)
  } finally {
    patience.abort()
  }
}

/** Where the database cannot be listened to, every poll takes its second and nothing is missed. */
function hear({ changes }: ChangesRoom, signal: AbortSignal) {
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  const listening = changes.listen({ signal, wanted: () => true }).catch(() => undefined)
  const something = listening.then(async (events) => {
    const news =
      events &&
      (await events[Symbol.asyncIterator]()
        .next()
        .catch(() => undefined))
    if (!news) await aborted
  })
  return { listening, something }
}
