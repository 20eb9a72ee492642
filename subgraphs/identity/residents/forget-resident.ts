import type { Clock } from '../../../kit/clock.ts'
import { regionalDate } from '../../../kit/clock.ts'
import type { AccessLogStore } from '../access-log/store.ts'
import type { StandingStore } from '../consents/standing/store.ts'
import type { ConsentStore } from '../consents/store.ts'
import type { Store } from '../store.ts'

/** More than a resident has open; what is over is done by running it again. */
const CONSENTS = 1_000

/**
 * Ends the resident's consents, then destroys his data key and whatever he is known by. Gateways forget him as after a
 * revocation. Of the access log its entries stay, and nobody can tell any more whom they are about. Broken off, it can be
 * run again.
 * @returns false where nothing was known of him
 */
export async function forgetResident(
  agency: {
    readonly residents: Pick<Store, 'eraseResident'>
    readonly consents: Pick<ConsentStore, 'loadConsents' | 'saveRevocation'>
    readonly standing: Pick<StandingStore, 'saveChange'>
    readonly accessLog: Pick<AccessLogStore, 'eraseSubject'>
    readonly now: Clock
  },
  reference: string,
): Promise<boolean> {
  const { residents, consents, standing, accessLog, now } = agency
  const { rows } = await consents.loadConsents(reference, { size: CONSENTS, before: null })
  for (const { node } of rows) {
    if (node.endedAt === null) await consents.saveRevocation(node, { givenBy: reference, at: now() })
  }
  const found = await residents.eraseResident({ reference, on: regionalDate(now()) })
  await standing.saveChange({ resident: reference, clientId: null })
  const entries = await accessLog.eraseSubject(reference)
  return found || entries > 0
}
