import { randomInt } from 'node:crypto'
import { isProblem } from '../../../subgraphs/identity/documents/document-number.ts'
import { hkidCheckDigit } from '../../../subgraphs/identity/documents/hkid.ts'
import { mod112CheckDigit } from '../../../subgraphs/identity/documents/mainland-ric.ts'
import { parseDocumentNumber } from '../../../subgraphs/identity/documents/parse-document-number.ts'
import type { IdentityDocument, LocalizedText } from '../../../subgraphs/identity/records.ts'

/** A value that is found nowhere else in the world, and whose it is. */
export interface Canary {
  readonly resident: string
  readonly text: string
}

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('')
const letters = (count: number) => Array.from({ length: count }, () => String.fromCharCode(97 + randomInt(26))).join('')
const hanzi = (count: number) =>
  Array.from({ length: count }, () => String.fromCharCode(0x4e00 + randomInt(0x5000))).join('')

/** A name in three scripts, each unique by itself. */
export function canaryName(): LocalizedText {
  return { en: `Canary ${letters(10)}`, zhHant: hanzi(5), zhHans: hanzi(5), pt: `Canário ${letters(10)}` }
}

/** Numbers that nobody can have: prefix ZZ, and people born on 1 January 1900. The last is made up, its check digit too. */
const NUMBERS = [
  { kind: 'HKID', issuingState: 'HKG', issuerId: 'immd', make: () => bracketed(`ZZ${digits(6)}`) },
  {
    kind: 'MAINLAND_RIC',
    issuingState: 'CHN',
    issuerId: 'psb-shenzhen',
    make: () => checked(`4403${digits(2)}19000101${digits(3)}`),
  },
  { kind: 'MACAO_BIR', issuingState: 'MAC', issuerId: 'dsi', make: () => `5${digits(6)}(${digits(1)})` },
] as const

const bracketed = (number: string) => `${number}(${hkidCheckDigit(number)})`
const checked = (body: string) => `${body}${mod112CheckDigit(body)}`

/** A document of the n-th kind in turn. */
export function canaryDocument(turn: number, { resident, id }: { resident: string; id: string }) {
  const { kind, issuingState, issuerId, make } = NUMBERS[turn % NUMBERS.length] ?? NUMBERS[0]
  const text = make()
  const number = parseDocumentNumber({ kind, issuingState, text })
  if (isProblem(number)) throw new Error(`a canary of kind ${kind} has its shape`)
  const document: IdentityDocument = { id, resident, issuingState, issuerId, number, issuedOn: null, expiresOn: null }
  return { document, text }
}

export const canaryPermitNumber = () => `CZ${digits(7)}`

const known = new Map<string, readonly string[]>()

/** All that a leak may look like: as it is, without brackets, and as transports and dumps write it. */
export function formsOf(text: string): readonly string[] {
  const forms = known.get(text) ?? writeForms(text)
  known.set(text, forms)
  return forms
}

function writeForms(text: string): readonly string[] {
  const bare = text.replaceAll(/[()]/g, '')
  return [...new Set([text, bare])].flatMap((form) => [
    form,
    encodeURIComponent(form),
    form.replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
    Buffer.from(form).toString('base64').replace(/=+$/, ''),
    Buffer.from(form).toString('hex'),
  ])
}

/** @returns the canaries of which some form stands in the text */
export function findCanaries(canaries: readonly Canary[], text: string): readonly Canary[] {
  return canaries.filter((canary) => formsOf(canary.text).some((form) => text.includes(form)))
}
