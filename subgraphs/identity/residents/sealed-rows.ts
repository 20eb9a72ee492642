import type { BlindIndex } from '../../../kit/at-rest/blind-index.ts'
import type { DataKey, KeyRow } from '../../../kit/at-rest/data-keys.ts'
import { invariant } from '../../../kit/errors.ts'
import { isProblem } from '../documents/document-number.ts'
import type { DocumentKind } from '../documents/parse-document-number.ts'
import { formatNumber, parseDocumentNumber } from '../documents/parse-document-number.ts'
import type { IdentityDocument, Resident } from '../records.ts'

/** A row with the key that opens it. */
export type Keyed<Row> = Row & Pick<KeyRow, 'version' | 'kekVersion' | 'wrapped'>

export interface PersonRow {
  readonly reference: string
  readonly nationality: string | null
  readonly sealed_person: string | null
}

export interface DocumentRow {
  readonly id: string
  readonly resident: string
  readonly kind: DocumentKind
  readonly issuing_state: string
  readonly issuer_id: string
  readonly sealed_number: string | null
  readonly issued_on: string | null
  readonly expires_on: string | null
}

type Person = Pick<Resident, 'name' | 'birthDate'>

const personPlace = (reference: string) => ({ table: 'identity.resident', column: 'sealed_person', row: reference })
const numberPlace = (id: string) => ({ table: 'identity.identity_document', column: 'sealed_number', row: id })

export function sealPerson(reference: string, { name, birthDate }: Person, key: DataKey): string {
  return key.seal(JSON.stringify({ name, birthDate }), personPlace(reference))
}

/** @throws {SealError} */
export function unsealPerson({ reference, nationality, sealed_person: sealed }: PersonRow, key: DataKey): Resident {
  invariant(sealed !== null && nationality !== null, `resident ${reference} is sealed and not erased`)
  // What opens was written by `sealPerson`: the tag says so.
  const person = JSON.parse(key.unseal(sealed, personPlace(reference))) as Person
  return { reference, nationality, ...person }
}

/** @throws {SealError} */
export function unsealDocument(row: DocumentRow, key: DataKey): IdentityDocument {
  invariant(row.sealed_number !== null, `the number of identity document ${row.id} is sealed`)
  const text = key.unseal(row.sealed_number, numberPlace(row.id))
  return {
    id: row.id,
    resident: row.resident,
    issuingState: row.issuing_state,
    issuerId: row.issuer_id,
    number: numberOf({ id: row.id, kind: row.kind, issuingState: row.issuing_state, text }),
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
  }
}

export function numberOf(row: { id: string; kind: DocumentKind; issuingState: string; text: string }) {
  const number = parseDocumentNumber(row)
  invariant(!isProblem(number), `identity document ${row.id} holds no number of its kind`)
  return number
}

/** The columns that hold a document's number. */
export function sealNumber(
  { id, issuingState, number }: Pick<IdentityDocument, 'id' | 'issuingState' | 'number'>,
  { key, index }: { key: DataKey; index: BlindIndex },
) {
  return {
    sealed_number: key.seal(formatNumber(number), numberPlace(id)),
    // Without the check digit: a number is the same whether or not its digit was written down.
    number_index: index([number.kind, issuingState, number.number]),
  }
}

export function sealDocument(document: IdentityDocument, sealing: { key: DataKey; index: BlindIndex }) {
  return {
    id: document.id,
    resident: document.resident,
    kind: document.number.kind,
    issuing_state: document.issuingState,
    issuer_id: document.issuerId,
    ...sealNumber(document, sealing),
    issued_on: document.issuedOn,
    expires_on: document.expiresOn,
  }
}
