import { readFileSync } from 'node:fs'
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose'
import { createLocalJWKSet, createRemoteJWKSet, customFetch } from 'jose'
import { z } from 'zod'
import { ConfigError } from '../../kit/config.ts'
import type { Keyring } from '../../kit/keys.ts'
import { loadPublicKey } from '../../kit/keys.ts'
import type { IssuerSettings } from './issuer-settings.ts'

/** Whatever unknown key ids come in, the issuer is asked again no sooner. */
const COOLDOWN_MS = 30_000
/** A key that its issuer has withdrawn is forgotten after so long. */
const MAX_AGE_MS = 600_000
const TIMEOUT_MS = 2_000
const BYTES_LIMIT = 65_536
/** So long an issuer that did not answer is left alone, whatever is asked meanwhile. */
const REST_MS = 5_000

/** The issuer could not be asked for its keys: nothing is known of the token. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable'
}

/** The issuer's public keys. @throws {ConfigError} where a file of them is missing or unreadable */
export async function openIssuerKeys(settings: IssuerSettings, keyring: Keyring): Promise<JWTVerifyGetKey> {
  const { jwksUri, jwksFile, key } = settings
  if (jwksUri) return remoteKeys(new URL(jwksUri))
  return createLocalJWKSet(jwksFile ? readKeyFile(jwksFile) : { keys: [await loadPublicKey(keyring, key)] })
}

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })

function readKeyFile(path: string): JSONWebKeySet {
  try {
    return keySet.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new ConfigError(`TOKEN_JWKS_FILE ${path}: wanted a JSON Web Key Set with at least one public key`)
  }
}

function remoteKeys(url: URL): JWTVerifyGetKey {
  const bounds = { cooldownDuration: COOLDOWN_MS, cacheMaxAge: MAX_AGE_MS, timeoutDuration: TIMEOUT_MS }
  return createRemoteJWKSet(url, { ...bounds, [customFetch]: fetchKeys() })
}

type FetchKeys = (url: string, options: RequestInit) => Promise<Response>

/** The library asks again at once after a failure; a stream of tokens must not become a stream of requests. */
function fetchKeys(): FetchKeys {
  let restUntil = 0
  return async (url, options) => {
    if (performance.now() < restUntil) throw new KeysUnavailable('the issuer did not answer a moment ago')
    try {
      const response = await fetch(url, options)
      if (response.status !== 200) throw new KeysUnavailable(`the issuer answered ${response.status}`)
      const keys = keySet.parse(JSON.parse(await readText(response)))
      return Response.json(keys)
    } catch (cause) {
      restUntil = performance.now() + REST_MS
      throw cause instanceof KeysUnavailable ? cause : new KeysUnavailable('the issuer gave no keys', { cause })
    }
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > BYTES_LIMIT) throw new KeysUnavailable('the key set is larger than any should be')
  }
  return text
}
