import { z } from 'zod'
import type { Registration, Standing } from './viewer-statement.ts'

/**
 * How gateways learn what holds between a resident and a client, and forget it again in time.
 *
 * A gateway process remembers answers of `STANDING_PATH` only while it holds a lease. Each poll of `CHANGES_PATH` asks
 * for another one, counted by the process from the moment it sent the poll, and says up to which version it has
 * forgotten what changed. Whoever takes something back waits until every live lease has confirmed his version or ended.
 */
export const STANDING_PATH = '/standing'
export const CHANGES_PATH = '/consent-changes'

/** For so long after a poll was sent may its sender serve by what it remembers. */
export const LEASE_MS = 3_000
/** The longest a poll is left unanswered while nothing changes. */
export const POLL_MS = 1_000

export const standingQuestion = z.object({
  subject: z.uuid().nullable(),
  clientId: z.string().min(1).max(200),
})
export type StandingQuestion = z.output<typeof standingQuestion>

const words = z.array(z.string()).readonly()
const registration: z.ZodType<Registration> = z.object({
  jurisdiction: z.string(),
  policies: words,
  filings: z.array(
    z.object({ route: z.string(), id: z.string(), validFrom: z.string(), validTo: z.string().nullable() }),
  ),
})
const standing: z.ZodType<Standing> = z.object({
  home: z.string(),
  consents: z.array(
    z.object({
      id: z.string(),
      purpose: z.string(),
      categories: words,
      transfer: z.boolean(),
      expiresAt: z.number(),
    }),
  ),
})

const clientTerms = z.object({
  tier: z.string(),
  budgets: z.object({ costPerMinute: z.number(), requestsPerMinute: z.number() }),
})
/** Which operations a client may ask, and how much in a minute. */
export type ClientTerms = z.output<typeof clientTerms>

export const standingAnswer = z.object({
  /** `null` where no such client is registered. */
  registration: registration.nullable(),
  /** What the gateway alone goes by, apart from what agencies are told. */
  client: clientTerms.nullable(),
  /** `null` where no resident was asked for, or nobody is known by that reference. */
  standing: standing.nullable(),
})
export type StandingAnswer = z.output<typeof standingAnswer>

export const changesQuestion = z.object({
  worker: z.string().min(1).max(100),
  /** The version up to which the worker has forgotten what changed; `null` where it remembers nothing. */
  confirmed: z.number().int().min(0).nullable(),
  /** The worker stops and serves nothing more by what it remembers. */
  leaving: z.boolean().default(false),
})
export type ChangesQuestion = z.input<typeof changesQuestion>

export const changesAnswer = z.object({
  version: z.number().int(),
  /** What to forget, `null` standing for every subject or every client; no list: forget everything. */
  changes: z.array(z.object({ subject: z.string().nullable(), clientId: z.string().nullable() })).nullable(),
})
export type ChangesAnswer = z.output<typeof changesAnswer>
