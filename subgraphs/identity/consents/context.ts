import type { Clock } from '../../../kit/clock.ts'
import { regionalDate } from '../../../kit/clock.ts'
import type { LoadPartner } from '../partners/load-partner.ts'
import type { Residency, Resident } from '../records.ts'
import { homeRegister } from './home-register.ts'
import type { SignReceipt } from './receipt.ts'
import type { ConsentStore } from './store.ts'

/** What giving, listing and taking back consents works with. */
export interface ConsentContext {
  readonly consents: ConsentStore
  readonly loadPartner: LoadPartner
  readonly loadResidents: (references: readonly string[]) => Promise<readonly Resident[]>
  readonly loadResidencies: (references: readonly string[]) => Promise<readonly Residency[]>
  readonly signReceipt: SignReceipt
  /** Resolves once no gateway serves by what held before that version. @throws {PublicError} CHANGE_NOT_CONFIRMED */
  readonly untilForgotten: (version: number) => Promise<void>
  /** Of the last change that was written. */
  readonly loadVersion: () => Promise<number>
  /** Where those are registered who live nowhere in the region. */
  readonly visitors: string
  readonly now: Clock
  readonly newId: () => string
}

/** The jurisdiction of a resident's home register; `null` where nobody has that reference. */
export async function findHome(
  ctx: Pick<ConsentContext, 'loadResidents' | 'loadResidencies' | 'visitors'>,
  reference: string,
): Promise<{ readonly resident: Resident; readonly home: string } | null> {
  const [[resident], residencies] = await Promise.all([
    ctx.loadResidents([reference]),
    ctx.loadResidencies([reference]),
  ])
  return resident ? { resident, home: homeRegister(residencies, ctx) } : null
}

/** Whether he is registered today as the other's guardian. */
export async function isGuardian(
  ctx: Pick<ConsentContext, 'consents' | 'now'>,
  { guardian, minor }: { guardian: string; minor: string },
): Promise<boolean> {
  const wards = await ctx.consents.loadGuardianships({ guardian, on: regionalDate(ctx.now()) })
  return wards.some((ward) => ward.minor === minor)
}
