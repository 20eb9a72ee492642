import { fileURLToPath } from 'node:url'
import { readReference, reportErasure, runCommand } from '../../../kit/at-rest/run-command.ts'
import { openAccessLogStore } from '../access-log/store.ts'
import type { AccessLogTables } from '../access-log/tables.ts'
import { openStandingStore } from '../consents/standing/store.ts'
import { openConsentStore } from '../consents/store.ts'
import type { ConsentTables } from '../consents/tables.ts'
import { forgetResident } from '../residents/forget-resident.ts'
import { openSealing } from '../residents/sealing.ts'
import type { Tables } from '../store.ts'
import { openStore } from '../store.ts'

const migrationsFolder = fileURLToPath(new URL('../migrations/', import.meta.url))

await runCommand<Tables & AccessLogTables & ConsentTables>(
  { name: 'identity', migrationsFolder },
  async ({ database, keyring, now, print }) => {
    const reference = readReference(process.argv.slice(2))
    const agency = {
      residents: openStore(database, await openSealing({ keyring, now })),
      consents: openConsentStore(database),
      standing: openStandingStore(database),
      accessLog: openAccessLogStore(database),
      now,
    }
    return reportErasure('identity', { found: await forgetResident(agency, reference), print })
  },
)
