import { z } from 'zod'
import { ConfigError, nodeEnvironment, readConfig } from '../../../kit/config.ts'

const environment = z.object({
  NODE_ENV: nodeEnvironment,
  /** `embedded`: this agency issues tokens. `external`: authorities elsewhere do, and the gateway is told of them. */
  ISSUER: z.enum(['embedded', 'external'], 'wanted embedded or external').optional(),
  TOKEN_ISSUER: z.url('wanted the issuer URL').optional(),
  TOKEN_AUDIENCE: z.string().default('gba-graph'),
  SANDBOX_CLIENT_ID: z.string().default('sandbox-partner'),
  SANDBOX_PURPOSE: z.string().default('cross-boundary-travel'),
  SANDBOX_SCOPES: z.string().default('profile permits wallets journeys payments verification'),
  SANDBOX_TOKEN_LIFETIME_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(8 * 3_600),
})

type Values = z.output<typeof environment>

export type IssuerConfig = Readonly<Values> & {
  readonly production: boolean
  readonly embedded: boolean
  /** As it stands in the tokens. A house on other ports also takes this name, see start.ts. */
  readonly issuer: string
}

/** The issuer's name where nobody gives it another. */
const DEFAULT_ISSUER = 'http://127.0.0.1:4001'

/** @throws {ConfigError} */
export function readIssuerConfig(env: Readonly<Record<string, string | undefined>>): IssuerConfig {
  const values = readConfig(environment, env)
  const production = values.NODE_ENV === 'production'
  const embedded = values.ISSUER === undefined ? !production : values.ISSUER === 'embedded'
  if (production && embedded) checkProduction(values)
  return Object.freeze({ ...values, production, embedded, issuer: values.TOKEN_ISSUER ?? DEFAULT_ISSUER })
}

function checkProduction({ TOKEN_ISSUER }: Values): void {
  if (TOKEN_ISSUER?.startsWith('https://')) return
  throw new ConfigError('ISSUER=embedded in production needs TOKEN_ISSUER, an https URL by which partners reach it')
}
