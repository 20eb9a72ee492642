import type { Viewer } from '../../../kit/viewer-statement.ts'
import type { ConsentRefusal } from './refusals.ts'
import { residentNotYours } from './refusals.ts'

/** The viewer acts for himself, or for the ward whom he names by the pseudonym that his app has of it. */
export async function actFor<O>(
  asked: {
    readonly viewer: Viewer
    readonly onBehalfOf: string | null | undefined
    /** `undefined` where the text is no pseudonym. */
    readonly referenceOf: (pseudonym: string) => string | undefined
  },
  act: (who: { readonly resident: string; readonly givenBy: string }) => Promise<O>,
): Promise<O | ConsentRefusal<'RESIDENT_NOT_YOURS'>> {
  const { viewer, onBehalfOf, referenceOf } = asked
  const resident = onBehalfOf == null ? viewer.subject : referenceOf(onBehalfOf)
  return viewer.subject === null || resident == null ? residentNotYours() : act({ resident, givenBy: viewer.subject })
}
