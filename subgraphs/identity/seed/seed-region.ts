import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Region, Store } from '../store.ts'

export const localizedText = z.object({
  en: z.string(),
  zhHant: z.string(),
  zhHans: z.string(),
  pt: z.string().optional(),
})
export const jurisdiction = z.enum(['HONG_KONG', 'MACAO', 'MAINLAND'])

const source = z.object({
  title: z.string(),
  url: z.url().nullable(),
  asOf: z.iso.date(),
  verification: z.enum(['PRIMARY', 'SECONDARY', 'UNVERIFIED']),
  note: z.string().nullable(),
})

const region = z.object({
  authorities: z.array(
    z.object({ id: z.string(), jurisdiction: jurisdiction.nullable(), name: localizedText, url: z.url().nullable() }),
  ),
  services: z.array(
    z.object({
      id: z.string(),
      authorityId: z.string(),
      blueprintArea: z.enum(['MOBILITY', 'LIVING', 'ENVIRONMENT', 'PEOPLE', 'GOVERNMENT', 'ECONOMY']),
      name: localizedText,
      source,
    }),
  ),
  cities: z.array(
    z.object({
      id: z.string(),
      jurisdiction,
      name: localizedText,
      coverage: z.enum(['FULL', 'PARTIAL', 'NONE']),
      note: localizedText,
      // The contract promises at most twenty.
      services: z.array(z.string()).max(20),
    }),
  ),
})

/** Cities, services and authorities: reference data that every start brings up to date. */
export function readRegion(): Region {
  return region.parse(JSON.parse(readFileSync(new URL('region.json', import.meta.url), 'utf8')))
}

export function seedRegion(store: Store): Promise<void> {
  return store.saveRegion(readRegion())
}
