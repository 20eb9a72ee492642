import type { Residency } from '../records.ts'

/** The firmest title first: who is registered as belonging to a place has his home register there. */
const FIRMEST: readonly Residency['status'][] = [
  'HUKOU',
  'PERMANENT_RESIDENT',
  'NON_PERMANENT_RESIDENT',
  'FOREIGN_PERMANENT_RESIDENT',
  'RESIDENCE_PERMIT',
]

/**
 * The jurisdiction whose law holds a resident's data: that of his firmest title to live somewhere.
 * @param options.visitors where those are registered who have no title anywhere
 */
export function homeRegister(residencies: readonly Residency[], options: { visitors: string }): string {
  const [firmest] = residencies.toSorted((one, other) => FIRMEST.indexOf(one.status) - FIRMEST.indexOf(other.status))
  return firmest?.jurisdiction ?? options.visitors
}
