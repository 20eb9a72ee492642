import type { DocumentNumber } from './parse-document-number.ts'
import { hasBrackets } from './parse-document-number.ts'

/** Leading letters and digits that may be shown: enough to tell one's own documents apart, too little to find a person. */
const SHOWN = /^[A-Z]{0,2}\d{0,3}/

/**
 * The number as outsiders may see it, always the same for the same document: `A123***(*)`, `440***************`,
 * `123****(*)`, `K000*****`. At most half of it is shown, never the check digit; a file number is left out.
 */
export function maskNumber(document: DocumentNumber): string {
  const { number, checkDigit, kind } = document
  const prefix = (SHOWN.exec(number)?.[0] ?? '').slice(0, Math.floor((number.length + 1) / 2))
  const masked = prefix + '*'.repeat(number.length - prefix.length)
  // A passport's check digit is in the machine readable zone, not in the printed number.
  if (checkDigit === null || kind === 'PASSPORT') return masked
  return hasBrackets(document) ? `${masked}(*)` : `${masked}*`
}
