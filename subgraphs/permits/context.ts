import type DataLoader from 'dataloader'
import { loadMany } from '../../kit/loaders.ts'
import type { RequestBase } from '../../kit/subgraph/start-subgraph.ts'
import type { Endorsement, TravelPermit } from './records.ts'
import type { ReferenceData } from './reference-data.ts'
import type { Store } from './store.ts'

/** What a request brings along: who asks, what everybody may know, and loaders that live as long as the request. */
export interface Context extends RequestBase {
  readonly data: ReferenceData
  readonly permitsOf: DataLoader<string, readonly TravelPermit[]>
  readonly endorsementsOf: DataLoader<string, readonly Endorsement[]>
}

export function createContext(base: RequestBase, house: { store: Store; data: ReferenceData }): Context {
  const { store, data } = house
  return {
    ...base,
    data,
    permitsOf: loadMany(store.loadPermits, (permit) => permit.holder),
    endorsementsOf: loadMany(store.loadEndorsements, (endorsement) => endorsement.permitId),
  }
}
