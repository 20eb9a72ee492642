import { z } from 'zod'
import { PublicError } from '../../../kit/errors.ts'
import { currency, minorUnits } from '../dated-facts.ts'
import type { FareQuote } from '../records.ts'

const shape = z.object({
  id: z.string().min(1).max(2_048),
  operator: z.object({ id: z.string().min(1).max(100) }),
  acceptance: z
    .array(
      z.object({
        provider: z.object({ id: z.string() }),
        amount: z.object({ amountMinor: minorUnits.max(10_000_000_000), currency }),
      }),
    )
    .max(100),
})

/**
 * A fare as the gateway hands it over from transit by `@requires`. It comes from another agency, so it is checked like
 * anything from outside. @throws {PublicError} FARE_QUOTE_INVALID
 */
export function parseFareQuote(representation: unknown): FareQuote {
  const parsed = shape.safeParse(representation)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new PublicError(
    'FARE_QUOTE_INVALID',
    `${issue?.path.join('.')}: ${issue?.message}; wanted a fare quote with operator and acceptance`,
  )
}
