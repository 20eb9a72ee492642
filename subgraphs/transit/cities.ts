import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Network } from './network.ts'
import type { CityTransitServices, Jurisdiction } from './records.ts'

const text = z.object({ en: z.string(), zhHant: z.string(), zhHans: z.string(), pt: z.string().nullable() })
const file = z.object({
  asOf: z.iso.date(),
  basis: z.string(),
  cities: z.array(
    z.object({
      id: z.string(),
      jurisdiction: z.enum(['HONG_KONG', 'MACAO', 'MAINLAND']),
      covered: text.nullable(),
      ask: text,
    }),
  ),
})

const cities = new Map(
  file
    .parse(JSON.parse(readFileSync(new URL('./cities.json', import.meta.url), 'utf8')))
    .cities.map((city) => [city.id, city]),
)

export function isCity(id: string): boolean {
  return cities.has(id)
}

/** The jurisdiction in whose territory a city lies; `undefined` for a city outside the region. */
export function jurisdictionOf(cityId: string): Jurisdiction | undefined {
  return cities.get(cityId)?.jurisdiction
}

/** How much of a city's transport the imported timetables cover; never FULL, as no feed here has a whole city. */
export function findTransitServices(network: Network, cityId: string): CityTransitServices | null {
  const city = cities.get(cityId)
  if (!city) return null
  const operators = network.operatorsOfCity.get(cityId) ?? []
  return operators.length
    ? { coverage: 'PARTIAL', note: city.covered ?? city.ask, operators }
    : { coverage: 'NONE', note: city.ask, operators: [] }
}
