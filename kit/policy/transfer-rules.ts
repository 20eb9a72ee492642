import { z } from 'zod'

const date = z.iso.date('wanted a date, YYYY-MM-DD')

const source = z.object({ title: z.string().min(1), url: z.url().nullable(), asOf: date }).readonly()

const route = z.object({
  /** E.g. `gba-standard-contract-mainland-hong-kong`. */
  id: z.string().min(1),
  between: z.tuple([z.string(), z.string()]).readonly(),
  validFrom: date,
  validTo: date.nullable(),
  source,
})

const exporter = z.object({
  jurisdiction: z.string(),
  /** `SEPARATE`: agreement to the transfer itself, apart from the agreement to the purpose. */
  consent: z.enum(['GENERAL', 'SEPARATE']),
  validFrom: date,
  validTo: date.nullable(),
  source,
})

const transferRules = z
  .object({ routes: z.array(route).readonly(), exporters: z.array(exporter).readonly() })
  .readonly()

/** By which routes personal data may leave a jurisdiction, and what its law asks of the resident's consent; dated facts. */
export type TransferRules = z.output<typeof transferRules>
export type TransferRoute = TransferRules['routes'][number]

/** @throws {z.ZodError} naming each wrong member */
export function parseTransferRules(value: unknown): TransferRules {
  return transferRules.parse(value)
}

/** The route between two jurisdictions, in either direction, that is open on that day. */
export function findRoute(
  rules: TransferRules,
  { from, to, on }: { from: string; to: string; on: string },
): TransferRoute | undefined {
  return rules.routes.find(
    ({ between, validFrom, validTo }) =>
      between.includes(from) && between.includes(to) && holdsOn({ validFrom, validTo }, on),
  )
}

/** `SEPARATE` where nothing is known of a jurisdiction's law: the stricter of the two. */
export function consentForExport(rules: TransferRules, { from, on }: { from: string; on: string }) {
  const exporter = rules.exporters.find((entry) => entry.jurisdiction === from && holdsOn(entry, on))
  return exporter?.consent ?? 'SEPARATE'
}

/** Both days included. */
export function holdsOn(dated: { readonly validFrom: string; readonly validTo: string | null }, on: string): boolean {
  return dated.validFrom <= on && (dated.validTo === null || on <= dated.validTo)
}
