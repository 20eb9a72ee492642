import type { DocumentNumber } from './parse-document-number.ts'
import { formatNumber } from './parse-document-number.ts'

/** The whole number as the document shows it; a passport's check digit is in the machine readable zone alone. */
export function printNumber(document: DocumentNumber): string {
  return document.kind === 'PASSPORT' ? document.number : formatNumber(document)
}
