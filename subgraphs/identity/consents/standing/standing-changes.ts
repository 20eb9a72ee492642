import { z } from 'zod'
import type { DatabaseSource } from '../../../../kit/database.ts'
import type { DatabaseEvents } from '../../../../kit/subgraph/database-events.ts'
import { openDatabaseEvents } from '../../../../kit/subgraph/database-events.ts'

/** The version of a change that was written; what it is, is read from the tables. */
export type StandingChanges = DatabaseEvents<number>

/** The channel that `004-consents.sql` announces on. */
const CHANNEL = 'identity_standing_changes'

const payload = z.coerce.number().int()

export function openStandingChanges(source: DatabaseSource): StandingChanges {
  return openDatabaseEvents({ source, channel: CHANNEL, parse: (text) => payload.parse(text) })
}
