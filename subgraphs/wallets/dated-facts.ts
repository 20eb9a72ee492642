import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { isCalendarDate } from '../../kit/clock.ts'
import type { Source, Validity } from './records.ts'

/** Shapes that the data files share. */
export const currency = z.enum(['HKD', 'CNY', 'MOP'])
export const blueprintArea = z.enum(['MOBILITY', 'LIVING', 'ENVIRONMENT', 'PEOPLE', 'GOVERNMENT', 'ECONOMY'])
const calendarDate = z.string().refine(isCalendarDate, 'wanted a calendar date')
export const citation = z.strictObject({
  title: z.string().min(1),
  url: z.url().optional(),
  asOf: calendarDate,
  verification: z.enum(['PRIMARY', 'SECONDARY', 'UNVERIFIED']),
  note: z.string().min(1).optional(),
})
export const validity = { validFrom: calendarDate, validTo: calendarDate.nullable() }
export const minorUnits = z.int().min(0)
export const localizedText = z.strictObject({
  en: z.string().min(1),
  zhHant: z.string().min(1),
  zhHans: z.string().min(1),
  pt: z.string().optional(),
})

/** One of the agency's own data files. @throws {Error} naming the file where it has not the wanted shape */
export function readFacts<S extends z.ZodType>(name: string, shape: S): z.output<S> {
  const parsed = shape.safeParse(JSON.parse(readFileSync(new URL(`./data/${name}`, import.meta.url), 'utf8')))
  if (parsed.success) return parsed.data
  throw new Error(`${name}: ${z.prettifyError(parsed.error)}`)
}

/** True where a dated fact holds on a day (`YYYY-MM-DD`), both ends included. */
export function isInForce(fact: Validity, day: string): boolean {
  return fact.validFrom <= day && (fact.validTo === null || day <= fact.validTo)
}

const citations = readFacts('sources.json', z.record(z.string(), citation))

/** Facts name their source by its key in `sources.json`; records carry it whole. */
export const source = z.string().transform((key, ctx): Source => {
  const found = citations[key]
  if (found) return found
  ctx.addIssue(`got ${key}, wanted a key of sources.json`)
  return z.NEVER
})
