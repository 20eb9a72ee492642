import type { TravelPermitKind } from '../schema.types.ts'

/** A permit number taken apart. The first nine characters stay with the person for life (HMTP) or with the booklet (EEP). */
export interface PermitNumber {
  readonly kind: TravelPermitKind
  /** Nine characters, upper case. */
  readonly number: string
  /** How often the card was replaced; cards of the old layout print it behind the number. */
  readonly reissueCount: number | null
}

/** Home return permit, MPS notice of 2010: H or M and eight digits; eleven characters are nine and a two-digit count. */
const HMTP = /^([HM]\d{8})(\d{2})?$/
/** Not Chinese citizens, since 10 July 2024: HA or MA and seven digits. */
const HMTP_NON_CHINESE = /^(?:HA|MA)\d{7}$/
/** Card permit: C and eight digits or, since 2018, C, a letter other than I and O, and seven digits. */
const EEP = /^C(?:\d{8}|[A-HJ-NP-Z]\d{7})$/

/** Reads a number as printed, spaces and case aside; `undefined` where it is none of the three kinds. */
export function parsePermitNumber(text: string): PermitNumber | undefined {
  const number = text.replaceAll(/\s/g, '').toUpperCase()
  const hmtp = HMTP.exec(number)
  if (hmtp?.[1]) return { kind: 'HMTP', number: hmtp[1], reissueCount: hmtp[2] ? Number(hmtp[2]) : null }
  if (HMTP_NON_CHINESE.test(number)) return { kind: 'HMTP_NON_CHINESE', number, reissueCount: null }
  if (EEP.test(number)) return { kind: 'EEP', number, reissueCount: null }
  return undefined
}

/** The number with all but its first and last two characters hidden. */
export function maskPermitNumber(number: string): string {
  return `${number.slice(0, 1)}${'*'.repeat(Math.max(number.length - 3, 0))}${number.slice(-2)}`
}
