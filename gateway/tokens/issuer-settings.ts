import { z } from 'zod'
import { assuranceLevels } from '../../kit/policy/field-policy.ts'

/** Algorithms a token or a proof may be signed with, all asymmetric. `Ed25519` is the newer name of one of them (RFC 9864). */
export const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'PS256'] as const

/** The name under which the keyring holds what the sandbox's issuer and the gateway share. */
const KEY = 'issuer'
const SECRET = 'pairwise'

const settings = z.strictObject({
  /** As it stands in `iss`, letter by letter. */
  issuer: z.url(),
  audience: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).default('gba-graph'),
  /** Where its keys are read and read again. Over http on this machine alone. */
  jwksUri: z
    .url({ protocol: /^https?$/ })
    .refine(isSafe, 'wanted https, or http on this machine')
    .optional(),
  jwksFile: z.string().min(1).optional(),
  /** With neither of the two: the public half of this key of the keyring. */
  key: z
    .string()
    .regex(/^[\w-]+$/)
    .default(KEY),
  algorithms: z
    .array(z.enum(ALGORITHMS))
    .min(1)
    .default([...ALGORITHMS]),
  /** The secret of the keyring by which its subjects are pseudonyms; one of its own for each issuer. */
  pairwiseSecret: z
    .string()
    .regex(/^[\w-]+$/)
    .default(SECRET),
  /** What its `acr` values mean; by default they are the levels' own names. */
  assurance: z
    .record(z.string(), z.enum(assuranceLevels))
    .default({ LOW: 'LOW', SUBSTANTIAL: 'SUBSTANTIAL', HIGH: 'HIGH' }),
  /** The clients it may speak for; all unless given. An issuer of one jurisdiction need not vouch for another's partners. */
  clientIds: z.array(z.string().min(1)).optional(),
})

/** One authority whose access tokens the gateway takes. */
export type IssuerSettings = Readonly<z.output<typeof settings>>

const issuerList = z
  .array(settings)
  .min(1)
  .max(16)
  .refine((list) => new Set(list.map(({ issuer }) => issuer)).size === list.length, 'one issuer is named twice')
  .refine(
    (list) => list.every(({ jwksUri, jwksFile }) => !(jwksUri && jwksFile)),
    'wanted jwksUri or jwksFile, not both',
  )

/** `TOKEN_ISSUERS`: a JSON list. @returns the problem as text where it is none */
export function parseIssuers(text: string): readonly IssuerSettings[] | string {
  const parsed = issuerList.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const [first] = parsed.error.issues
  const place = first && first.path.length > 0 ? ` (${first.path.join('.')}: ${first.message})` : ` (${first?.message})`
  return `wanted JSON such as [{"issuer":"https://id.example","jwksUri":"https://id.example/jwks"}]${place}`
}

/** One issuer, told by single variables. */
export function singleIssuer(token: {
  issuer: string
  audience: string
  jwksFile?: string | undefined
}): readonly IssuerSettings[] {
  const { issuer, audience, jwksFile } = token
  return [settings.parse({ issuer, audience, ...(jwksFile ? { jwksFile } : {}) })]
}

/** Keys that came over an open line could be anybody's. */
function isSafe(text: string): boolean {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
