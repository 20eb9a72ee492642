import type { CarriedDocument, HolderClass, ResidencyPattern, Traveller } from '../records.ts'

/** Whether a rule speaks of this traveller on that day (`YYYY-MM-DD`). */
export function isOfClass(traveller: Traveller, holders: HolderClass, day: string): boolean {
  return (
    hasNationality(traveller, holders) &&
    hasTitle(traveller, holders, day) &&
    !matchesAny(traveller, holders.noResidency ?? []) &&
    hasAge(traveller, holders, day)
  )
}

function hasNationality({ nationality }: Traveller, { nationality: wanted, nationalityNot }: HolderClass): boolean {
  return (wanted?.includes(nationality) ?? true) && !nationalityNot?.includes(nationality)
}

/** A title is either stated or proven by a document that only its holders carry. */
function hasTitle(traveller: Traveller, { residency, provenBy = [] }: HolderClass, day: string): boolean {
  if (!residency || matchesAny(traveller, residency)) return true
  return traveller.documents.some((document) => provenBy.includes(document.kind) && isValidOn(document, day))
}

function matchesAny({ residencies }: Traveller, patterns: readonly ResidencyPattern[]): boolean {
  return patterns.some((pattern) =>
    residencies.some(
      ({ jurisdiction, status, city }) =>
        jurisdiction === pattern.jurisdiction &&
        (pattern.status?.includes(status) ?? true) &&
        (pattern.city === undefined || (city !== null && pattern.city.includes(city))),
    ),
  )
}

/** Someone whose date of birth is not known is taken for an adult, old enough for every rule. */
function hasAge({ birthDate }: Traveller, { ageFrom = 0, ageTo }: HolderClass, day: string): boolean {
  if (birthDate === null) return ageTo === undefined
  const age = ageOn(birthDate, day)
  return age >= ageFrom && (ageTo === undefined || age <= ageTo)
}

/** Completed years; somebody born on 29 February completes one on 1 March of a common year. */
function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** True on the days from issue (where known) to the last day of validity, both included. */
export function isValidOn(document: CarriedDocument, day: string): boolean {
  return (
    (document.issuedOn === null || document.issuedOn <= day) &&
    (document.expiresOn === null || day <= document.expiresOn)
  )
}
