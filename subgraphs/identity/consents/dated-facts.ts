import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { holdsOn } from '../../../kit/policy/transfer-rules.ts'

const source = z.object({ title: z.string(), url: z.url(), asOf: z.iso.date() })
const ages = z.object({
  ages: z.array(
    z.object({
      jurisdiction: z.string(),
      age: z.number().int().min(1),
      validFrom: z.iso.date(),
      validTo: z.iso.date().nullable(),
      source,
    }),
  ),
})
const categories = z.object({ categories: z.array(z.object({ id: z.string(), sensitive: z.boolean() })), source })

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
const agesOfConsent = ages.parse(read('ages.json')).ages
const sensitiveById = new Map(
  categories.parse(read('categories.json')).categories.map((one) => [one.id, one.sensitive]),
)

/** The data categories that a resident can agree to have read. */
export const consentCategories: readonly string[] = [...sensitiveById.keys()]

export function isSensitive(category: string): boolean {
  return sensitiveById.get(category) ?? true
}

/** Years from which a resident consents for himself; the highest known where nothing is known of the jurisdiction. */
export function ageOfConsent(jurisdiction: string, on: string): number {
  const entry = agesOfConsent.find((one) => one.jurisdiction === jurisdiction && holdsOn(one, on))
  return entry?.age ?? Math.max(...agesOfConsent.map(({ age }) => age))
}

/** Full years on that day; whoever is born on 29 February is a year older on 1 March of a common year. */
export function ageOn(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years
}
