import { invariant } from '../../kit/errors.ts'
import { loadMany, loadOne } from '../../kit/loaders.ts'
import type { PairwisePseudonyms } from '../../kit/pseudonym.ts'
import type { RequestBase } from '../../kit/subgraph/start-subgraph.ts'
import type { Store } from './store.ts'

/** What one request works with. */
export type Context = ReturnType<ReturnType<typeof openContext>>

export function openContext({ store, pseudonyms }: { store: Store; pseudonyms: PairwisePseudonyms }) {
  return (base: RequestBase) => ({
    ...base,
    store,
    residents: loadOne(store.loadResidents, (resident) => resident.reference),
    residencies: loadMany(store.loadResidencies, (residency) => residency.resident),
    documents: loadMany(store.loadDocuments, (document) => document.resident),
    authorities: loadOne(store.loadAuthorities, (authority) => authority.id),
    cities: loadOne(store.loadCities, (city) => city.id),
    cityServices: loadMany(store.loadCityServices, (service) => service.cityId),
    /** An internal UUID (a person's, a document's) as the calling partner alone may know it. */
    pseudonymOf(reference: string): string {
      const { clientId } = base.viewer
      invariant(clientId !== null, 'personal data is asked for by a registered client only')
      return pseudonyms.toPseudonym({ reference, clientId })
    },
  })
}
