import type { NumberOf, NumberProblem } from './document-number.ts'
import { isProblem, narrowText, shapeProblem } from './document-number.ts'
import { parseHkid } from './hkid.ts'
import { parseForeignPrCard, parseHmtResidencePermit, parseMainlandRic } from './mainland-ric.ts'

/** A driving licence of one of the three jurisdictions. */
export interface DrivingLicence extends NumberOf<'DRIVING_LICENCE'> {
  /** `HKG`, `MAC` or `CHN`. */
  readonly issuingState: string
  /** The Mainland's 12-digit file number (档案编号), where the text carried it. */
  readonly fileNumber: string | null
}

/**
 * Licences borrow the holder's identity number: Hong Kong the HKID or else the passport's, the Mainland the 18 characters
 * of the identity document. Macao's form is not published: a short opaque text.
 * (Public knowledge, to be verified with the Transport Department, the traffic police and DSAT.)
 */
export function parseDrivingLicence(text: string, options: { issuingState: string }): DrivingLicence | NumberProblem {
  const narrowed = narrowText(text)
  if (options.issuingState === 'HKG') return parseHongKong(text, narrowed)
  if (options.issuingState === 'CHN') return parseMainland(narrowed)
  if (options.issuingState === 'MAC') return parseMacao(narrowed)
  return shapeProblem(narrowed, 'a licence issued in HKG, MAC or CHN')
}

function parseHongKong(text: string, narrowed: string): DrivingLicence | NumberProblem {
  const hkid = parseHkid(narrowed)
  if (!isProblem(hkid)) return licence('HKG', hkid)
  // Brackets mean an HKID: a mistyped one must not pass for a passport number.
  const isPassportBased = !/[(（]/.test(text) && /^[A-Z0-9]{5,9}$/.test(narrowed)
  return isPassportBased ? licence('HKG', opaque(narrowed)) : hkid
}

function parseMainland(narrowed: string): DrivingLicence | NumberProblem {
  const [, identity, fileNumber] = /^(.{18})(?:\/?(\d{12}))?$/u.exec(narrowed) ?? []
  if (!identity) return shapeProblem(narrowed, '18 characters of the identity document, and the 12-digit file number')
  const parse = { 8: parseHmtResidencePermit, 9: parseForeignPrCard }[identity.charAt(0)] ?? parseMainlandRic
  const number = parse(identity)
  return isProblem(number) ? number : licence('CHN', number, fileNumber)
}

function parseMacao(narrowed: string): DrivingLicence | NumberProblem {
  if (!/^[A-Z0-9/-]{4,12}$/.test(narrowed)) return shapeProblem(narrowed, 'four to twelve letters, digits, / and -')
  return licence('MAC', opaque(narrowed))
}

type BareNumber = Pick<DrivingLicence, 'number' | 'checkDigit' | 'checkDigitVerdict'>

function opaque(number: string): BareNumber {
  return { number, checkDigit: null, checkDigitVerdict: 'NOT_VERIFIABLE' }
}

function licence(issuingState: string, bare: BareNumber, fileNumber: string | null = null): DrivingLicence {
  const { number, checkDigit, checkDigitVerdict } = bare
  return { kind: 'DRIVING_LICENCE', number, checkDigit, checkDigitVerdict, issuingState, fileNumber }
}
