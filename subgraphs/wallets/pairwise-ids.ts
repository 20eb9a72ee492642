import { invariant } from '../../kit/errors.ts'
import type { PairwisePseudonyms } from '../../kit/pseudonym.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'

/** Ids of wallets, payments and transfers as the calling partner alone may know them: two partners cannot join on them. */
export interface PairwiseIds {
  show(internalId: string): string
  /** The internal UUID; `undefined` where the text is no id of this caller. Any 22 characters name some UUID: look it up. */
  read(shownId: string): string | undefined
}

export function openPairwiseIds(pseudonyms: PairwisePseudonyms, { clientId }: Viewer): PairwiseIds {
  return {
    show(internalId) {
      invariant(clientId !== null, 'personal data is asked for by a registered client only')
      return pseudonyms.toPseudonym({ reference: internalId, clientId })
    },
    read: (shownId) => (clientId === null ? undefined : pseudonyms.toReference({ pseudonym: shownId, clientId })),
  }
}
