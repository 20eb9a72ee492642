import { fileURLToPath } from 'node:url'
import { rotateKeys, runCommand } from '../../../kit/at-rest/run-command.ts'
import type { KeyTables } from '../../../kit/at-rest/store.ts'

const migrationsFolder = fileURLToPath(new URL('../migrations/', import.meta.url))

await runCommand<KeyTables>({ name: 'identity', migrationsFolder }, (room) =>
  rotateKeys('identity', room, process.argv.slice(2)),
)
