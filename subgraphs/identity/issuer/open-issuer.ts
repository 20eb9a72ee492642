import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Clock } from '../../../kit/clock.ts'
import type { Keyring } from '../../../kit/keys.ts'
import { loadKeyPair, loadSecret } from '../../../kit/keys.ts'
import type { TransferRules } from '../../../kit/policy/transfer-rules.ts'
import { parseTransferRules } from '../../../kit/policy/transfer-rules.ts'
import type { PairwisePseudonyms } from '../../../kit/pseudonym.ts'
import type { ConsentContext } from '../consents/context.ts'
import { findHome } from '../consents/context.ts'
import { grantConsent } from '../consents/grant-consent.ts'
import { revokeConsent } from '../consents/revoke-consent.ts'
import { openAdapters } from './adapter.ts'
import type { IssuerConfig } from './config.ts'
import { openFormTokens } from './form-token.ts'
import { openGrantTerms } from './grant-terms.ts'
import { personas } from './issue-token.ts'
import type { GrantTerms } from './provider.ts'
import { openProvider } from './provider.ts'
import { serveIssuer } from './serve-issuer.ts'
import type { ArtifactStore } from './store.ts'
import { readVocabulary } from './vocabulary.ts'

/** The keyring's secret that signs cookies and forms. */
const SECRET = 'issuer-cookies'

/**
 * The embedded token issuer, to be mounted by the agency's `routes`; nothing where authorities elsewhere issue.
 * @throws {ConfigError} where keys are missing
 */
export async function openIssuer(room: {
  config: IssuerConfig
  keyring: Keyring
  now: Clock
  artifacts: ArtifactStore
  pseudonyms: PairwisePseudonyms
  consents: ConsentContext
}): Promise<(server: FastifyInstance) => void> {
  const { config, keyring, now, artifacts, pseudonyms, consents } = room
  if (!config.embedded) return () => {}
  const { loadPartner } = consents
  const { privateJwk } = await loadKeyPair(keyring, 'issuer')
  const secret = await loadSecret(keyring, SECRET)
  const grantTerms = openGrantTerms(artifacts, now)
  const adapter = openAdapters({ artifacts, loadPartner, now })
  return serveIssuer({
    issuer: config.TOKEN_ISSUER,
    openProvider: (issuer) => {
      const provider = openProvider({
        ...{ issuer, audience: config.TOKEN_AUDIENCE, privateJwk, cookieSecret: secret.toString('base64url') },
        ...{ adapter, loadPartner, pseudonyms, loadGrantTerms: grantTerms.load },
        isResident: async (reference) => (await findHome(consents, reference)) !== null,
      })
      // A code came twice, so somebody else has read it: what was given with it ends.
      provider.on('grant.revoked', (_ctx, grantId) => {
        grantTerms
          .load(grantId)
          .then(async (terms) => terms && endConsent(terms, consents))
          .catch(() => {})
      })
      return provider
    },
    personas: config.production ? [] : personas,
    loadPartner,
    findHome: (reference) => findHome(consents, reference),
    grantConsent: (terms) => grantConsent(consents, terms),
    saveGrantTerms: grantTerms.save,
    rules: readRules(),
    vocabulary: readVocabulary(),
    formTokens: openFormTokens(secret),
    now,
  })
}

async function endConsent({ resident, consentId }: GrantTerms, consents: ConsentContext): Promise<void> {
  if (consentId !== null) await revokeConsent(consents, { resident, consentId, givenBy: resident })
}

/** The same rules by which the agency's door decides. */
function readRules(): TransferRules {
  const table = readFileSync(new URL('../policy.json', import.meta.url), 'utf8')
  return parseTransferRules(z.object({ rules: z.unknown() }).parse(JSON.parse(table)).rules)
}
