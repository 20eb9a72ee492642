import type { DataKeys, KeyRow } from './data-keys.ts'
import type { RotatingKeyProvider } from './key-provider.ts'
import { SealError } from './seal.ts'
import type { KeyTable, Rewrapped } from './store.ts'

/** Before every uuid. */
const FIRST = '00000000-0000-0000-0000-000000000000'
const BATCH = 500

export interface KeyRoom {
  readonly table: KeyTable
  readonly keys: DataKeys
  readonly provider: RotatingKeyProvider
}

/** Makes the version after the newest one. From then on new data keys are wrapped under it. @returns the version made */
export async function makeNextVersion({ provider }: KeyRoom): Promise<number> {
  const version = (await provider.currentVersion()) + 1
  await provider.makeVersion(version)
  return version
}

/**
 * Rewraps every data key that is under an older version. Readers go on: a row has one wrapping or the other, and both
 * versions are held. Broken off, it goes on where it stopped when run again.
 * @returns how many were rewrapped, and how many do not open: those are left as they are and hold nobody else up
 */
export async function rewrapKeys(room: KeyRoom): Promise<{ rewrapped: number; damaged: number }> {
  const version = await room.provider.currentVersion()
  const done = { rewrapped: 0, damaged: 0 }
  let after = FIRST
  for (;;) {
    const batch = await room.table.loadOlderThan(version, { after, limit: BATCH })
    const changes = (await Promise.all(batch.map((before) => rewrap(room, before, version)))).filter(
      (made) => made !== null,
    )
    done.damaged += batch.length - changes.length
    done.rewrapped += await room.table.replace(changes)
    const last = batch.at(-1)
    if (!last) return done
    after = last.resident
  }
}

/** `null` where the key does not open. */
async function rewrap({ keys }: KeyRoom, before: KeyRow, version: number): Promise<Rewrapped | null> {
  try {
    return { before, after: await keys.rewrap(before, version) }
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}

/**
 * Destroys every version but the newest. What backups and replicas still hold under them stays closed for good.
 * @returns the versions destroyed; `inUse` where some key is still wrapped under an older one, and then none is
 */
export async function retireOldVersions({ table, provider }: KeyRoom): Promise<{ retired: number[]; inUse: number }> {
  const current = await provider.currentVersion()
  const counted = [...(await table.countByVersion())]
  const inUse = counted.reduce((sum, [version, keys]) => sum + (version < current ? keys : 0), 0)
  if (inUse > 0) return { retired: [], inUse }
  const retired = provider.versions().filter((version) => version < current)
  for (const version of retired) provider.destroyVersion(version)
  return { retired, inUse: 0 }
}
