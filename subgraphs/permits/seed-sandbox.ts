import { invariant } from '../../kit/errors.ts'
import { sandboxPermitsShape } from './data-shapes.ts'
import { loadFile } from './reference-data.ts'
import type { NewPermit, Store } from './store.ts'
import { parsePermitNumber } from './travel-permits/permit-number.ts'

/** Gives an empty store the permits of the sandbox's synthetic residents; a store with rows is left alone. */
export async function seedSandbox(store: Store): Promise<void> {
  if (await store.isEmpty()) await store.savePermits(loadSandboxPermits())
}

/** The synthetic residents' permits; their numbers lie in ranges that are not issued. */
export function loadSandboxPermits(): NewPermit[] {
  return loadFile('sandbox-permits', sandboxPermitsShape).map((permit) => {
    const number = parsePermitNumber(permit.number)
    invariant(number?.kind === permit.kind, `permit ${permit.id} has the number of its kind`)
    for (const endorsement of permit.endorsements) {
      invariant(endorsement.validTo <= permit.expiresOn, `endorsement ${endorsement.id} does not outlive its permit`)
    }
    return { ...permit, number: number.number, reissueCount: number.reissueCount }
  })
}
