import type { Claim } from '../../../kit/attestation.ts'
import type { Instant } from '../../../kit/clock.ts'
import { regionalDate } from '../../../kit/clock.ts'
import type { DocumentKind } from '../documents/parse-document-number.ts'
import type { IdentityDocument, Resident } from '../records.ts'

/** Documents that prove a date of birth, the local registers' cards first: whose document it is vouches. */
const PROOFS: readonly DocumentKind[] = ['HKID', 'MACAO_BIR', 'MAINLAND_RIC', 'FOREIGN_PR_CARD', 'PASSPORT']

/**
 * Has the person turned eighteen today? Whoever is born on 29 February does on 1 March.
 * @returns `undefined` where no document on record proves a date of birth: then nobody vouches
 */
export function attestAge(options: {
  resident: Resident
  documents: readonly IdentityDocument[]
  now: Instant
}): Pick<Claim, 'statement' | 'holds' | 'by'> | undefined {
  const { resident, documents, now } = options
  const today = regionalDate(now)
  const valid = documents.filter(({ expiresOn }) => expiresOn === null || today <= expiresOn)
  const proof = PROOFS.flatMap((kind) => valid.filter(({ number }) => number.kind === kind)).at(0)
  if (!proof) return undefined
  return {
    statement: `isOver18(on: ${today})`,
    holds: eighteenthBirthday(resident.birthDate) <= today,
    by: proof.issuerId,
  }
}

function eighteenthBirthday(birthDate: string): string {
  const [year = '', ...rest] = birthDate.split('-')
  return [String(Number(year) + 18).padStart(4, '0'), ...rest].join('-')
}
