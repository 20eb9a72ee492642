import { regionalDate } from '../../../kit/clock.ts'
import type { Connection, PageArguments } from '../../../kit/connection.ts'
import { keysetConnection, parseKeysetPage } from '../../../kit/connection.ts'
import type { ConsentContext } from './context.ts'
import type { Consent, Guardianship } from './records.ts'

/** Newest first, with all that have ended. @throws {PublicError} PAGE_SIZE_INVALID, CURSOR_INVALID */
export async function listConsents(
  { consents }: Pick<ConsentContext, 'consents'>,
  { resident, page: asked }: { resident: string; page: PageArguments },
): Promise<Connection<Consent>> {
  const page = parseKeysetPage(asked)
  return keysetConnection(page, await consents.loadConsents(resident, page))
}

/** Those he is registered as guardian of today. */
export function listWards(
  { consents, now }: Pick<ConsentContext, 'consents' | 'now'>,
  guardian: string,
): Promise<readonly Guardianship[]> {
  return consents.loadGuardianships({ guardian, on: regionalDate(now()) })
}
