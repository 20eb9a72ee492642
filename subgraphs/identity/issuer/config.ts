import { z } from 'zod'
import { readConfig } from '../../../kit/config.ts'

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  TOKEN_ISSUER: z.url('wanted the issuer URL').default('http://127.0.0.1:4001'),
  TOKEN_AUDIENCE: z.string().default('gba-graph'),
  SANDBOX_CLIENT_ID: z.string().default('sandbox-partner'),
  SANDBOX_PURPOSE: z.string().default('cross-boundary-travel'),
  SANDBOX_SCOPES: z.string().default('profile permits wallets journeys payments'),
  SANDBOX_TOKEN_LIFETIME_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(8 * 3_600),
})

export type IssuerConfig = Readonly<z.output<typeof environment>>

/** @throws {ConfigError} */
export function readIssuerConfig(env: Readonly<Record<string, string | undefined>>): IssuerConfig {
  return readConfig(environment, env)
}
