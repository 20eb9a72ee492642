import type DataLoader from 'dataloader'
import type { Attestor, Claim } from '../../kit/attestation.ts'
import { invariant } from '../../kit/errors.ts'
import { loadMany } from '../../kit/loaders.ts'
import type { PairwisePseudonyms } from '../../kit/pseudonym.ts'
import type { RequestBase } from '../../kit/subgraph/start-subgraph.ts'
import type { Endorsement, TravelPermit } from './records.ts'
import type { ReferenceData } from './reference-data.ts'
import type { Store } from './store.ts'

/** What a request brings along: who asks, what everybody may know, and loaders that live as long as the request. */
export interface Context extends RequestBase {
  readonly data: ReferenceData
  readonly permitsOf: DataLoader<string, readonly TravelPermit[]>
  readonly endorsementsOf: DataLoader<string, readonly Endorsement[]>
  /** The internal UUID of a permit or an endorsement as the calling partner alone may know it. */
  pseudonymOf(row: { readonly id: string }): string
  /** What an authority says of a person, signed for the calling partner. */
  attest(claim: Omit<Claim, 'audience'>): Promise<string>
}

interface House {
  readonly store: Store
  readonly data: ReferenceData
  readonly pseudonyms: PairwisePseudonyms
  readonly attestor: Attestor
}

export function createContext(base: RequestBase, house: House): Context {
  const { store, data, pseudonyms, attestor } = house
  const partner = () => {
    const { clientId } = base.viewer
    invariant(clientId !== null, 'personal data is asked for by a registered client only')
    return clientId
  }
  return {
    ...base,
    data,
    permitsOf: loadMany(store.loadPermits, (permit) => permit.holder),
    endorsementsOf: loadMany(store.loadEndorsements, (endorsement) => endorsement.permitId),
    pseudonymOf: ({ id: reference }) => pseudonyms.toPseudonym({ reference, clientId: partner() }),
    attest: (claim) => attestor.attest({ ...claim, audience: partner() }),
  }
}
