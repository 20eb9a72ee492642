import type { Attestor, Claim } from '../../kit/attestation.ts'
import { invariant } from '../../kit/errors.ts'
import { loadMany, loadOne } from '../../kit/loaders.ts'
import type { PairwisePseudonyms } from '../../kit/pseudonym.ts'
import type { RequestBase } from '../../kit/subgraph/start-subgraph.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { openReceipts } from './access-log/load-receipt.ts'
import type { AccessLogStore } from './access-log/store.ts'
import type { ConsentContext } from './consents/context.ts'
import type { LoadPartner } from './partners/load-partner.ts'
import type { Store } from './store.ts'

/** What one request works with. */
export type Context = ReturnType<ReturnType<typeof openContext>>

export function openContext({
  store,
  pseudonyms,
  accessLog,
  loadPartner,
  consents,
  attestor,
}: {
  store: Store
  pseudonyms: PairwisePseudonyms
  accessLog: AccessLogStore
  loadPartner: LoadPartner
  consents: ConsentContext
  attestor: Attestor
}) {
  return (base: RequestBase) => ({
    ...base,
    store,
    residents: loadOne(store.loadResidents, (resident) => resident.reference),
    residencies: loadMany(store.loadResidencies, (residency) => residency.resident),
    documents: loadMany(store.loadDocuments, (document) => document.resident),
    authorities: loadOne(store.loadAuthorities, (authority) => authority.id),
    cities: loadOne(store.loadCities, (city) => city.id),
    accessLog,
    receipts: openReceipts(accessLog),
    loadPartner,
    consents,
    cityServices: loadMany(store.loadCityServices, (service) => service.cityId),
    /** What an authority says of a person, signed for the calling partner. */
    attest(reference: string, claim: Pick<Claim, 'statement' | 'holds' | 'by'>): Promise<string> {
      return attestor.attest({ ...claim, subject: this.pseudonymOf(reference), audience: partnerOf(base.viewer) })
    },
    /** Whom a caller means by a pseudonym that was made for it; `undefined` where it is none. */
    referenceOf(pseudonym: string): string | undefined {
      const { clientId } = base.viewer
      return clientId === null ? undefined : pseudonyms.toReference({ pseudonym, clientId })
    },
    /** An internal UUID (a person's, a document's) as the calling partner alone may know it. */
    pseudonymOf(reference: string): string {
      return pseudonyms.toPseudonym({ reference, clientId: partnerOf(base.viewer) })
    },
  })
}

function partnerOf({ clientId }: Viewer): string {
  invariant(clientId !== null, 'personal data is asked for by a registered client only')
  return clientId
}
