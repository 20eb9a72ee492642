import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { invariant } from '../../../kit/errors.ts'
import { checkPassportZone } from '../documents/check-passport-zone.ts'
import { isProblem } from '../documents/document-number.ts'
import { parseDocumentNumber } from '../documents/parse-document-number.ts'
import type { IdentityDocument } from '../records.ts'
import type { ResidentFile } from '../residents/store.ts'
import type { Store } from '../store.ts'
import { jurisdiction, localizedText } from './seed-region.ts'

const persona = z.object({
  slug: z.string(),
  reference: z.uuid(),
  description: z.string(),
  name: localizedText,
  nationality: z.string().length(3),
  birthDate: z.iso.date(),
  residencies: z.array(
    z.object({
      jurisdiction,
      status: z.enum([
        'PERMANENT_RESIDENT',
        'NON_PERMANENT_RESIDENT',
        'HUKOU',
        'RESIDENCE_PERMIT',
        'FOREIGN_PERMANENT_RESIDENT',
      ]),
      cityId: z.string().nullable(),
    }),
  ),
  documents: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum([
        'HKID',
        'MAINLAND_RIC',
        'MACAO_BIR',
        'HMT_RESIDENCE_PERMIT',
        'FOREIGN_PR_CARD',
        'PASSPORT',
        'DRIVING_LICENCE',
      ]),
      issuingState: z.string().length(3),
      issuerId: z.string(),
      number: z.string(),
      // A passport's two machine readable lines.
      zone: z.tuple([z.string().length(44), z.string().length(44)]).optional(),
      issuedOn: z.iso.date().nullable(),
      expiresOn: z.iso.date().nullable(),
    }),
  ),
})

/** A made-up resident of the sandbox. */
export type Persona = z.output<typeof persona>

const residentsFile = z.object({ asOf: z.iso.date(), residents: z.array(persona) })

/** The seven personas, in the order of `residents.json`; see the note there on their numbers. */
export function readPersonas(): readonly Persona[] {
  return readFile().residents
}

/** Puts the personas back to what the file says. For the sandbox only: a production register has real people in it. */
export function seedResidents(store: Store): Promise<void> {
  const { asOf, residents } = readFile()
  return store.saveResidents(residents.map((resident) => fileOf(resident, { asOf })))
}

function readFile(): z.output<typeof residentsFile> {
  return residentsFile.parse(JSON.parse(readFileSync(new URL('residents.json', import.meta.url), 'utf8')))
}

/** @throws {PassportZoneError} where a passport's zone is not what the file says of the passport */
export function fileOf(entry: Persona, { asOf }: { asOf: string }): ResidentFile {
  const { reference, name, nationality, birthDate, residencies } = entry
  const holder = { name: name.en, nationality, birthDate }
  const documents = entry.documents.map((document) => documentOf(document, reference))
  for (const [index, { number, expiresOn }] of documents.entries()) {
    const zone = entry.documents[index]?.zone
    invariant((zone !== undefined) === (number.kind === 'PASSPORT'), `every passport has a zone, and nothing else has`)
    if (zone && number.kind === 'PASSPORT') {
      checkPassportZone(zone.join(''), { record: { number, expiresOn, holder }, asOf })
    }
  }
  return {
    resident: { reference, name, nationality, birthDate },
    residencies: residencies.map((residency) => ({ ...residency, resident: reference })),
    documents,
  }
}

function documentOf(entry: Persona['documents'][number], resident: string): IdentityDocument {
  const { id, kind, issuingState, issuerId, issuedOn, expiresOn } = entry
  const number = parseDocumentNumber({ kind, issuingState, text: entry.number })
  invariant(
    !isProblem(number) && number.checkDigitVerdict !== 'INVALID',
    `seed document ${id} is no number of its kind`,
  )
  return { id, resident, issuingState, issuerId, number, issuedOn, expiresOn }
}
