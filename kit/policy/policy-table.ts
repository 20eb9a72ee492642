import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ConfigError } from '../config.ts'
import type { FieldPolicy, Sensitivity } from './field-policy.ts'
import { assuranceLevels, sensitivities } from './field-policy.ts'
import type { TransferRules } from './transfer-rules.ts'
import { parseTransferRules } from './transfer-rules.ts'

/** All that an agency decides by, generated from the directives of its contract. */
export interface PolicyTable {
  /** Of several for one coordinate all are asked. */
  readonly fields: readonly FieldPolicy[]
  readonly rules: TransferRules
}

const words = z.array(z.string()).readonly()
const sensitivity = z.custom<Sensitivity>((value) => typeof value === 'string' && Object.hasOwn(sensitivities, value))

/** Strict: a member that nobody reads would be a rule that nobody keeps. */
const fieldPolicy = z.strictObject({
  coordinate: z.string().regex(/^\w+\.\w+$/),
  authenticated: z.boolean(),
  scopes: z.array(words).readonly().nullable(),
  policies: z.array(words).readonly().nullable(),
  personalData: z.strictObject({ category: z.string().min(1), sensitivity }).nullable(),
  purposes: words.nullable(),
  residency: z.string().min(1).nullable(),
  assurance: z.strictObject({ level: z.enum(assuranceLevels), boundToken: z.boolean() }).nullable(),
  readableBy: words.nullable(),
})

const table = z.strictObject({ fields: z.array(fieldPolicy).readonly(), rules: z.unknown() })

/** @param value an agency's `policy.json`, parsed @throws {ConfigError} */
export function parsePolicyTable(value: unknown): PolicyTable {
  try {
    const { fields, rules } = table.parse(value)
    return { fields, rules: parseTransferRules(rules) }
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new ConfigError(`bad policy table: ${problems.join('; ')}; run npm run compose`)
  }
}

/** @throws {ConfigError} @throws the system's own errors where the file cannot be read */
export function readPolicyTable(file: URL): PolicyTable {
  return parsePolicyTable(JSON.parse(readFileSync(file, 'utf8')))
}
