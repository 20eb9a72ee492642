import type { BlindIndex } from '../../../kit/at-rest/blind-index.ts'
import { openBlindIndex } from '../../../kit/at-rest/blind-index.ts'
import type { DataKeys } from '../../../kit/at-rest/data-keys.ts'
import { openDataKeys } from '../../../kit/at-rest/data-keys.ts'
import type { RotatingKeyProvider } from '../../../kit/at-rest/key-provider.ts'
import { openFileKeys } from '../../../kit/at-rest/key-provider.ts'
import type { Clock } from '../../../kit/clock.ts'
import type { Keyring } from '../../../kit/keys.ts'
import { loadSecret } from '../../../kit/keys.ts'

/** What the store seals with. */
export interface Sealing {
  readonly provider: RotatingKeyProvider
  readonly keys: DataKeys
  readonly documentNumbers: BlindIndex
}

/** @throws {ConfigError} where a key of the keyring is missing */
export async function openSealing({ keyring, now }: { keyring: Keyring; now: Clock }): Promise<Sealing> {
  const provider = openFileKeys(keyring, 'identity')
  // A start that lacks the key fails now, not at the first resident.
  await provider.currentVersion()
  const documentNumbers = openBlindIndex(await loadSecret(keyring, 'index-identity-document-number'))
  return { provider, keys: openDataKeys({ provider, now }), documentNumbers }
}
