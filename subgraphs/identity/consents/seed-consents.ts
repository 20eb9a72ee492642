import { invariant } from '../../../kit/errors.ts'
import type { ConsentContext } from './context.ts'
import { consentCategories } from './dated-facts.ts'
import { grantConsent } from './grant-consent.ts'
import { isRefusal } from './refusals.ts'

const CLIENT = 'sandbox-partner'
const PURPOSES = ['cross-boundary-travel', 'fare-payment', 'conformance']
const LIFETIME_MS = 365 * 86_400_000
/** Given again when this little is left, so that a sandbox whose tables are kept never runs out. */
const REFRESH_MS = 90 * 86_400_000

/**
 * Lets the sandbox's first partner read everything about the personas, so that every operation of the sandbox answers; the
 * other partners have to ask. For the sandbox only.
 */
export async function seedConsents(ctx: ConsentContext, residents: readonly string[]): Promise<void> {
  for (const resident of residents) {
    for (const purpose of PURPOSES) await seedConsent(ctx, { resident, purpose })
  }
}

async function seedConsent(ctx: ConsentContext, about: { resident: string; purpose: string }): Promise<void> {
  const { resident, purpose } = about
  const page = await ctx.consents.loadConsents(resident, { size: 100, before: null })
  const before = page.rows.find(({ node }) => node.clientId === CLIENT && node.purpose === purpose)?.node
  // What somebody has taken back to try what happens stays taken back.
  if (before && (before.endedBy === 'REVOKED' || before.expiresAt > ctx.now() + REFRESH_MS)) return
  const outcome = await grantConsent(ctx, {
    ...{ resident, purpose, clientId: CLIENT, categories: consentCategories, transfer: true },
    ...{ language: 'en', method: 'SANDBOX', givenBy: resident, expiresAt: ctx.now() + LIFETIME_MS },
  })
  invariant(!isRefusal(outcome), `the sandbox's consents are within the rules`)
}
