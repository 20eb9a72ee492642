import { fileURLToPath } from 'node:url'
import { openDataKeys } from '../../../kit/at-rest/data-keys.ts'
import { openFileKeys } from '../../../kit/at-rest/key-provider.ts'
import { readReference, reportErasure, runCommand } from '../../../kit/at-rest/run-command.ts'
import type { Tables } from '../store.ts'
import { openStore } from '../store.ts'

const migrationsFolder = fileURLToPath(new URL('../migrations/', import.meta.url))

await runCommand<Tables>({ name: 'permits', migrationsFolder }, async ({ database, keyring, now, print }) => {
  const holder = readReference(process.argv.slice(2))
  const keys = openDataKeys({ provider: openFileKeys(keyring, 'permits'), now })
  const found = await openStore(database, keys).eraseHolder(holder)
  return reportErasure('permits', { found, print })
})
