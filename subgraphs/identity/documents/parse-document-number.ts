import type { NumberProblem } from './document-number.ts'
import type { DrivingLicence } from './driving-licence.ts'
import { parseDrivingLicence } from './driving-licence.ts'
import type { Hkid } from './hkid.ts'
import { parseHkid } from './hkid.ts'
import type { MacaoBir } from './macao-bir.ts'
import { parseMacaoBir } from './macao-bir.ts'
import type { ForeignPrCard, HmtResidencePermit, MainlandRic } from './mainland-ric.ts'
import { parseForeignPrCard, parseHmtResidencePermit, parseMainlandRic } from './mainland-ric.ts'
import type { Passport } from './passport.ts'
import { parsePassport } from './passport.ts'

/** The number of any identity document this agency knows. */
export type DocumentNumber =
  | Hkid
  | MainlandRic
  | MacaoBir
  | HmtResidencePermit
  | ForeignPrCard
  | Passport
  | DrivingLicence

export type DocumentKind = DocumentNumber['kind']

type Parse = (text: string, options: { issuingState: string }) => DocumentNumber | NumberProblem

const PARSERS: Readonly<Record<DocumentKind, Parse>> = {
  HKID: parseHkid,
  MAINLAND_RIC: parseMainlandRic,
  MACAO_BIR: parseMacaoBir,
  HMT_RESIDENCE_PERMIT: parseHmtResidencePermit,
  FOREIGN_PR_CARD: parseForeignPrCard,
  PASSPORT: parsePassport,
  DRIVING_LICENCE: parseDrivingLicence,
}

/** @param options.issuingState ISO 3166-1 alpha-3 of the issuing state or region */
export function parseDocumentNumber(options: {
  kind: DocumentKind
  issuingState: string
  text: string
}): DocumentNumber | NumberProblem {
  return PARSERS[options.kind](options.text, { issuingState: options.issuingState })
}

/** The number in one text that `parseDocumentNumber` reads back to the same value. */
export function formatNumber(document: DocumentNumber): string {
  const { number, checkDigit } = document
  if (checkDigit === null) return number
  if (document.kind === 'PASSPORT') return `${number.padEnd(9, '<')}${checkDigit}`
  if (hasBrackets(document)) return `${number}(${checkDigit})`
  const fileNumber = document.kind === 'DRIVING_LICENCE' ? document.fileNumber : null
  return fileNumber ? `${number}${checkDigit}/${fileNumber}` : `${number}${checkDigit}`
}

/** Cards of Hong Kong and Macao print the check digit in brackets. */
export function hasBrackets(document: DocumentNumber): boolean {
  const isHongKongLicence = document.kind === 'DRIVING_LICENCE' && document.issuingState === 'HKG'
  return document.kind === 'HKID' || document.kind === 'MACAO_BIR' || isHongKongLicence
}
