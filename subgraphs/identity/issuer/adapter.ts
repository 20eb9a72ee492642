import { createHash } from 'node:crypto'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { errors } from 'oidc-provider'
import type { Clock } from '../../../kit/clock.ts'
import type { LoadPartner } from '../partners/load-partner.ts'
import { clientOf } from './client-of.ts'
import type { ArtifactStore } from './store.ts'

/** Between two looks at what has ended. */
const CLEAN_UP_MS = 60_000
/** What the library gives no end of its own. */
const LIFETIME_SECONDS = 3_600

/** The issuer's library asks for one of these for each kind of thing it keeps; clients are the registered partners. */
export function openAdapters(room: {
  artifacts: ArtifactStore
  loadPartner: LoadPartner
  now: Clock
}): (kind: string) => Adapter {
  const { artifacts, loadPartner, now } = room
  let cleanAt = now() + CLEAN_UP_MS
  const cleanUp = async () => {
    if (now() < cleanAt) return
    cleanAt = now() + CLEAN_UP_MS
    await artifacts.removeEnded(now())
  }
  return (kind) => ({
    async find(value) {
      if (kind === 'Client') {
        const partner = await loadPartner(value)
        return partner ? clientOf(partner) : undefined
      }
      const payload = payloadOf(await artifacts.find({ kind, id: idOf(value), now: now() }))
      return payload && { ...payload, jti: value }
    },
    findByUid: async (uid) => payloadOf(await artifacts.findByUid({ kind, uid, now: now() })),
    // The device flow alone asks for these, which this issuer has not.
    findByUserCode: async () => undefined,
    async upsert(value, payload, expiresIn) {
      await cleanUp()
      const { grantId = null, uid = null } = payload
      const expiresAt = now() + (expiresIn || LIFETIME_SECONDS) * 1_000
      const { jti: _value, ...kept } = payload
      const artifact = { kind, id: idOf(value), payload: kept, grantId, uid, expiresAt }
      if (kind !== 'ReplayDetection') return artifacts.save(artifact)
      // The library looks first and saves then; of two who come at once only one may pass.
      if (!(await artifacts.saveNew(artifact))) throw new errors.InvalidRequest('used before')
    },
    async consume(value) {
      if (await artifacts.consume({ kind, id: idOf(value), now: now() })) return
      throw new errors.InvalidGrant('used before')
    },
    destroy: async (value) => artifacts.remove({ kind, id: idOf(value) }),
    revokeByGrantId: async (grantId) => artifacts.removeOfGrant({ kind, grantId }),
  })
}

/** Who reads the table must not learn codes he could use. */
function idOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url')
}

type Found = Awaited<ReturnType<ArtifactStore['find']>>

function payloadOf(found: Found): AdapterPayload | undefined {
  if (!found) return undefined
  // Written by upsert and by nothing else.
  const payload = found.payload as AdapterPayload
  const consumed = found.consumedAt ? Math.floor(new Date(found.consumedAt).getTime() / 1_000) : undefined
  return consumed === undefined ? payload : { ...payload, consumed }
}
