import type { Viewer } from '../../kit/viewer-statement.ts'
import type { Resident } from './records.ts'

/**
 * The record of the person on whose behalf the caller acts. Another person's reference and an unknown one get the same
 * `null`, and neither costs a query: the answer must not tell who exists.
 */
export async function loadOwnResident(options: {
  viewer: Viewer
  reference: string | null
  load: (reference: string) => Promise<Resident | null>
}): Promise<Resident | null> {
  const { viewer, reference, load } = options
  return reference === null || reference !== viewer.subject ? null : load(reference)
}
