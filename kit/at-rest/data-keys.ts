import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { KeyProvider, WrappedKey } from './key-provider.ts'
import type { Place } from './seal.ts'
import { seal, unseal } from './seal.ts'

/** The row of a resident's data key. Rewrapping changes its wrapping only, so that no value is sealed anew. */
export interface KeyRow extends WrappedKey {
  /** Of the data key itself. */
  readonly version: number
}

/** A resident's data key at work. */
export interface DataKey {
  seal(content: string, place: FieldPlace): string
  /** @throws {SealError} */
  unseal(sealed: string, place: FieldPlace): string
}

export type FieldPlace = Omit<Place, 'keyVersion'>

export interface DataKeys {
  /** A new key, wrapped under the current version; not stored yet. */
  create(resident: string): Promise<KeyRow>
  /** @throws {SealError} where it does not open */
  open(row: KeyRow): Promise<DataKey>
  /** The same key under another version of the key-encryption key. @throws {SealError} */
  rewrap(row: KeyRow, version: number): Promise<KeyRow>
}

/** Bytes of keys in memory are a target: few, and not for long. An erased resident's is asked for no more. */
const CACHED_KEYS = 10_000
const CACHED_MS = 60_000

/** Data keys of residents, kept unwrapped for a minute: a provider may be a service across a network. */
export function openDataKeys(options: { provider: KeyProvider; now: Clock }): DataKeys {
  const { provider } = options
  const unwrapped = keepRecent((row: KeyRow) => provider.unwrap(row), options)
  return {
    async create(resident) {
      const version = await provider.currentVersion()
      const wrapped = await provider.wrap(randomBytes(32), { resident, version })
      return { resident, version: 1, kekVersion: version, wrapped }
    },
    open: async (row) => dataKey(await unwrapped(row), row.version),
    async rewrap(row, version) {
      const wrapped = await provider.wrap(await provider.unwrap(row), { resident: row.resident, version })
      return { ...row, kekVersion: version, wrapped }
    },
  }
}

function dataKey(key: Buffer, keyVersion: number): DataKey {
  return {
    seal: (content, place) => seal(key, content, { ...place, keyVersion }),
    unseal: (sealed, place) => unseal(key, sealed, { ...place, keyVersion }).toString('utf8'),
  }
}

/** Concurrent askers share one look-up; one that fails is not kept. */
function keepRecent(unwrap: (row: KeyRow) => Promise<Buffer>, { now }: { now: Clock }) {
  const kept = new Map<string, { readonly key: Promise<Buffer>; readonly until: number }>()
  return (row: KeyRow): Promise<Buffer> => {
    const id = `${row.resident} ${row.kekVersion} ${row.wrapped}`
    const known = kept.get(id)
    kept.delete(id)
    if (known && known.until > now()) {
      kept.set(id, known)
      return known.key
    }
    const entry = { key: unwrap(row), until: now() + CACHED_MS }
    kept.set(id, entry)
    entry.key.catch(() => kept.get(id) === entry && kept.delete(id))
    for (const oldest of kept.size > CACHED_KEYS ? kept.keys() : []) {
      kept.delete(oldest)
      break
    }
    return entry.key
  }
}
