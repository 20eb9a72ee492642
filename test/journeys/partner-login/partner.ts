import type { CryptoKey } from 'jose'
import { importJWK } from 'jose'
import * as client from 'openid-client'
import { loadKeyPair } from '../../../kit/keys.ts'
import type { TestHouse } from '../../support/test-house.ts'
import type { Browser, Visited } from './browser.ts'
import { openBrowser, tokenOn } from './browser.ts'

export const CALLBACK = 'http://127.0.0.1:8765/callback'

/** A partner's app as its makers would write it, with the certified library `openid-client`. */
export interface PartnerApp {
  readonly config: client.Configuration
  /** Pushes an authorization request; `secrets` are what the app keeps for the code. */
  begin(parameters?: Record<string, string>, options?: client.DPoPOptions): Promise<Begun>
}

export interface Begun {
  readonly url: URL
  readonly secrets: { readonly pkceCodeVerifier: string; readonly expectedState: string }
}

export const issuerOf = (house: TestHouse) => new URL(house.agencyUrls.get('identity') ?? '').origin

export async function openPartnerApp(
  house: TestHouse,
  { clientId = 'sandbox-partner', callback = CALLBACK }: { clientId?: string; callback?: string } = {},
): Promise<PartnerApp> {
  const { privateJwk } = await loadKeyPair({ folder: house.keysFolder, createMissing: false }, `partner-${clientId}`)
  const imported = await importJWK(privateJwk, 'EdDSA', { extractable: false })
  if (imported instanceof Uint8Array) throw new Error('wanted a private key')
  const authentication = client.PrivateKeyJwt({ key: imported as CryptoKey, kid: String(privateJwk.kid) })
  // The sandbox speaks http on this machine alone.
  const options = { execute: [client.allowInsecureRequests] }
  const config = await client.discovery(new URL(issuerOf(house)), clientId, {}, authentication, options)
  return {
    config,
    async begin(parameters = {}, dpop = {}) {
      const pkceCodeVerifier = client.randomPKCECodeVerifier()
      const expectedState = client.randomState()
      const url = await client.buildAuthorizationUrlWithPAR(
        config,
        {
          redirect_uri: callback,
          scope: 'profile wallets',
          purpose: 'cross-boundary-travel',
          state: expectedState,
          code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
          code_challenge_method: 'S256',
          ...parameters,
        },
        dpop,
      )
      return { url, secrets: { pkceCodeVerifier, expectedState } }
    },
  }
}

/** The resident's part: opens the address, signs in, and comes to the consent page. */
export async function signIn(url: URL, persona: string, browser: Browser = openBrowser()): Promise<Visited> {
  const login = await browser.follow(await browser.get(url.href))
  return browser.follow(await browser.post(`${login.url}/login`, { token: tokenOn(login), persona }))
}

/** Ticks and sends the consent page. @returns where the browser is sent back to */
export async function agree(
  consent: Visited,
  browser: Browser,
  form: Record<string, string | string[]> = { category: ['profile', 'wallets'], days: '30' },
): Promise<URL> {
  const sent = await browser.post(`${consent.url}/consent`, { token: tokenOn(consent), decision: 'agree', ...form })
  const back = await browser.follow(sent)
  if (!back.location) throw new Error(`the browser was not sent back: ${back.status} ${back.text.slice(-600)}`)
  return new URL(back.location)
}
