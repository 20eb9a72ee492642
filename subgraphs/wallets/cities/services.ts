import { z } from 'zod'
import * as facts from '../dated-facts.ts'
import type { City } from '../records.ts'

export type Cities = ReadonlyMap<string, City>

const city = z.strictObject({
  id: z.string(),
  coverage: z.enum(['FULL', 'PARTIAL', 'NONE']),
  note: facts.localizedText,
  providerIds: z.array(z.string()).max(40),
  exchangePoints: z
    .array(
      z.strictObject({
        id: z.string(),
        name: facts.localizedText,
        currencies: z.array(facts.currency).min(1),
        blueprintArea: facts.blueprintArea,
        source: facts.source,
      }),
    )
    .max(40),
})

/** The eleven cities by id, in the order of `data/city-services.json`. */
export function loadCities(): Cities {
  const { cities } = facts.readFacts('city-services.json', z.strictObject({ cities: z.array(city) }))
  return new Map(cities.map(({ id, ...walletServices }) => [id, { id, walletServices }]))
}
