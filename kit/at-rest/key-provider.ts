import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config.ts'
import type { Keyring } from '../keys.ts'
import { loadSecret } from '../keys.ts'
import { SealError, seal, unseal } from './seal.ts'

/** A data key as it is stored: under which version of the key-encryption key, and for whom. */
export interface WrappedKey {
  readonly resident: string
  readonly kekVersion: number
  readonly wrapped: string
}

/** Who holds the key-encryption keys: files here, a key management service or hardware where an operator has one. */
export interface KeyProvider {
  /** The version that new data keys are wrapped under. */
  currentVersion(): Promise<number>
  wrap(dataKey: Buffer, options: { readonly resident: string; readonly version: number }): Promise<string>
  /** @throws {SealError} where the key does not open, or its version is no longer held */
  unwrap(key: WrappedKey): Promise<Buffer>
}

/** A provider whose versions a command can make and destroy. */
export interface RotatingKeyProvider extends KeyProvider {
  /** Ascending. */
  versions(): readonly number[]
  makeVersion(version: number): Promise<void>
  /** For good: what is wrapped under it stays closed, in every copy. */
  destroyVersion(version: number): void
}

/**
 * The files `kek-<agency>-<version>.secret` of the keyring. The highest version is the current one; a keyring that may
 * make keys makes the first. Each is read when it is used, so that a destroyed one is not held on to.
 */
export function openFileKeys(ring: Keyring, agency: string): RotatingKeyProvider {
  const nameOf = (version: number) => `kek-${agency}-${version}`
  const held = () => versionsIn(ring.folder, new RegExp(`^kek-${agency}-([1-9]\\d{0,5})\\.secret$`))
  const placeOf = (resident: string, keyVersion: number) => {
    return { table: `${agency}.resident_key`, column: 'wrapped', row: resident, keyVersion }
  }
  return {
    versions: held,
    async currentVersion() {
      const version = held().at(-1) ?? 1
      await loadSecret(ring, nameOf(version))
      return version
    },
    async wrap(dataKey, { resident, version }) {
      return seal(await loadSecret(ring, nameOf(version)), dataKey, placeOf(resident, version))
    },
    async unwrap({ resident, kekVersion, wrapped }) {
      if (!held().includes(kekVersion)) throw new SealError(`key ${nameOf(kekVersion)} is not in the keyring`)
      return unseal(await loadSecret(ring, nameOf(kekVersion)), wrapped, placeOf(resident, kekVersion))
    },
    async makeVersion(version) {
      await loadSecret({ ...ring, createMissing: true }, nameOf(version))
    },
    destroyVersion: (version) => rmSync(join(ring.folder, `${nameOf(version)}.secret`), { force: true }),
  }
}

function versionsIn(folder: string, pattern: RegExp): readonly number[] {
  try {
    const found = readdirSync(folder).flatMap((name) => pattern.exec(name)?.[1] ?? [])
    return found.map(Number).sort((a, b) => a - b)
  } catch (error) {
    // Nothing has been made in it yet.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw new ConfigError(`key folder ${folder} cannot be read; set KEYS_DIR to a folder this user owns`)
  }
}
