import type { Claim } from '../../../kit/attestation.ts'
import type { TravelPermit } from '../records.ts'

/** Is one of these permits of that kind, and valid on that day? Both days of validity count. */
export function attestPermit(options: {
  permits: readonly TravelPermit[]
  kind: TravelPermit['kind']
  /** `YYYY-MM-DD`. */
  on: string
}): Pick<Claim, 'statement' | 'holds'> {
  const { permits, kind, on } = options
  return {
    statement: `holdsValidPermit(kind: ${kind}, on: ${on})`,
    holds: permits.some((permit) => permit.kind === kind && permit.issuedOn <= on && on <= permit.expiresOn),
  }
}
