import { regionalDate } from '../../../kit/clock.ts'
import type { ConsentContext } from './context.ts'
import { findHome, isGuardian } from './context.ts'
import { ageOfConsent, ageOn } from './dated-facts.ts'
import type { ConsentRefusal } from './refusals.ts'
import { guardianRequired, residentNotYours } from './refusals.ts'

/**
 * Who may give and take back a resident's consents: he himself from the age that the law of his home register names;
 * before that, and until then alone, his guardian.
 * @returns the home register, or why not
 */
export async function checkGiver(
  ctx: ConsentContext,
  { resident, givenBy }: { resident: string; givenBy: string },
): Promise<{ readonly home: string } | ConsentRefusal<'GUARDIAN_REQUIRED' | 'RESIDENT_NOT_YOURS'>> {
  const isSelf = resident === givenBy
  if (!isSelf && !(await isGuardian(ctx, { guardian: givenBy, minor: resident }))) return residentNotYours()
  const found = await findHome(ctx, resident)
  if (!found) return residentNotYours()
  const on = regionalDate(ctx.now())
  const age = ageOfConsent(found.home, on)
  const isMinor = ageOn(found.resident.birthDate, on) < age
  if (isSelf && isMinor) return guardianRequired(age)
  // Whoever has come of age speaks for himself, whatever day his guardianship was entered to end on.
  return isSelf || isMinor ? { home: found.home } : residentNotYours()
}
