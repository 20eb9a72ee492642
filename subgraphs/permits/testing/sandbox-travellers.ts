import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { travellerOf } from '../crossing/traveller.ts'
import type { Traveller } from '../records.ts'
import { parseResident } from '../representations.ts'
import { loadSandboxPermits } from '../seed-sandbox.ts'

/** The sandbox's seven residents as the rules see them: what identity's own seed says of each, and the permits seeded here. */

export const personas = [
  'hk-resident',
  'shenzhen-hukou',
  'zhuhai-residence-permit',
  'foreign-visitor',
  'macao-resident',
  'zhuhai-hukou',
  'hk-non-chinese',
] as const

export type Persona = (typeof personas)[number]

const seed = z.object({
  residents: z.array(
    z.object({
      slug: z.enum(personas),
      reference: z.uuid(),
      nationality: z.string(),
      birthDate: z.string(),
      residencies: z.array(
        z
          .object({ jurisdiction: z.string(), status: z.string(), cityId: z.string().nullable() })
          .transform(({ cityId, ...title }) => ({ ...title, city: cityId === null ? null : { id: cityId } })),
      ),
      documents: z.array(z.object({ kind: z.string(), issuingState: z.string(), expiresOn: z.string().nullable() })),
    }),
  ),
})
const file = new URL('../../identity/seed/residents.json', import.meta.url)
const { residents } = seed.parse(JSON.parse(readFileSync(file, 'utf8')))

/** A person as the gateway puts him into a representation, with what identity says of him. */
export function represented(slug: Persona) {
  const resident = residents.find((candidate) => candidate.slug === slug)
  if (!resident) throw new Error(`identity seeds no resident ${slug}`)
  const { slug: _, reference, ...travelIdentity } = resident
  return { __typename: 'Resident', reference, travelIdentity }
}

export function sandboxReference(slug: Persona): string {
  return represented(slug).reference
}

/** @param slug the resident's name in the sandbox */
export function sandboxTraveller(slug: Persona): Traveller {
  const { reference, identity } = parseResident(represented(slug))
  if (!identity) throw new Error(`identity says nothing of ${slug}`)
  const permits = loadSandboxPermits()
    .filter((permit) => permit.holder === reference)
    .map(({ endorsements, ...permit }) => ({
      permit,
      endorsements: endorsements.map((endorsement) => ({ ...endorsement, permitId: permit.id })),
    }))
  return travellerOf(identity, permits)
}
