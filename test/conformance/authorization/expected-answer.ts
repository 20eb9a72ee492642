import type { AccessCode } from '../../../kit/policy/decide-access.ts'
import type { FieldPolicy, Sensitivity } from '../../../kit/policy/field-policy.ts'
import type { Cell, Way } from './cells.ts'

/** What the law of each home asks before data leave it: agreement to the transfer itself, or none apart. */
const asksOfTransfers: Readonly<Record<string, boolean>> = { HONG_KONG: false, MACAO: true, MAINLAND: true }

/** What is made for its reader, so that nothing of a register moves with it. */
const staysAtHome: readonly Sensitivity[] = ['PSEUDONYM', 'SELF_SERVICE', 'VERIFICATION']
/** What a resident is shown of himself, or a name made for one client. */
const needsNoConsent: readonly Sensitivity[] = ['PSEUDONYM', 'SELF_SERVICE']

/**
 * The rules a second time, in the words of the cells and with none of the code under test. Of several policies for one
 * field all are asked, in their order.
 */
export function expectedAnswer(policies: readonly FieldPolicy[], cell: Cell): 'given' | AccessCode {
  for (const policy of policies) {
    const answer = answerOf(policy, cell)
    if (answer !== 'given') return answer
  }
  return 'given'
}

function answerOf(policy: FieldPolicy, cell: Cell): 'given' | AccessCode {
  const { personalData, authenticated, scopes, policies, purposes, assurance } = policy
  if (cell.caller === 'anonymous' && (authenticated || personalData)) return 'UNAUTHENTICATED'
  if (scopes && cell.scope === 'without') return 'SCOPE_REQUIRED'
  if (policies && cell.client === 'weak') return 'POLICY_REQUIRED'
  if (purposes && cell.purpose === 'wrong') return 'PURPOSE_MISMATCH'
  if (assurance && cell.client === 'weak') return 'ASSURANCE_REQUIRED'
  if (!personalData) return 'given'
  const { sensitivity } = personalData
  const leaves = !staysAtHome.includes(sensitivity) && cell.way.kind !== 'same'
  if (leaves && (cell.way.kind === 'unrouted' || sensitivity === 'BIOMETRIC')) return 'RESIDENCY_BLOCKED'
  if (leaves && cell.way.kind === 'unfiled') return 'ROUTE_NOT_FILED'
  return needsNoConsent.includes(sensitivity) || agreed(cell, leaves ? cell.way : null) ? 'given' : 'CONSENT_REQUIRED'
}

function agreed({ consent, purpose }: Cell, transfer: Way | null): boolean {
  if (purpose === 'wrong') return false
  if (consent === 'live at home') return !transfer || asksOfTransfers[transfer.from] === false
  return consent === 'live'
}
