import { randomUUID } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT } from 'jose'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadKeyPair } from '../../../kit/keys.ts'
import type { TestHouse } from '../../support/test-house.ts'
import { openTestHouse } from '../../support/test-house.ts'
import { openBrowser, tokenOn } from './browser.ts'
import type { PartnerApp } from './partner.ts'
import { agree, CALLBACK, issuerOf, openPartnerApp, signIn } from './partner.ts'

let house: TestHouse
let app: PartnerApp

beforeAll(async () => {
  house = await openTestHouse()
  app = await openPartnerApp(house)
}, 60_000)
afterAll(() => house.close())

/** From the pushed request to the code, with everything ticked. */
async function obtainCode(parameters: Record<string, string> = {}, dpop: client.DPoPOptions = {}) {
  const { url, secrets } = await app.begin(parameters, dpop)
  const browser = openBrowser()
  const consent = await signIn(url, 'hk-resident', browser)
  return { back: await agree(consent, browser), secrets }
}

const ask = (token: string, headers: Record<string, string> = {}) =>
  fetch(`${house.gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ query: '{ viewer { id } }' }),
  })

describe('a resident lets an app read', () => {
  test('the app gets a token for one purpose, of an hour at most, that names him only by its own pseudonym', async () => {
    const { back, secrets } = await obtainCode()
    expect(back.searchParams.get('iss')).toBe(issuerOf(house))
    const tokens = await client.authorizationCodeGrant(app.config, back, secrets)
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3_600, scope: 'profile wallets' })
    expect(tokens.refresh_token).toBeUndefined()
    const claims = decodeJwt(tokens.access_token)
    expect(claims).toMatchObject({
      iss: issuerOf(house),
      aud: 'gba-graph',
      client_id: 'sandbox-partner',
      scope: 'profile wallets',
      purpose: 'cross-boundary-travel',
      acr: 'SUBSTANTIAL',
      sub: decodeJwt(await house.tokenFor('hk-resident')).sub,
    })
    expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' })
    const answer = await ask(tokens.access_token)
    expect(await answer.json()).toMatchObject({ data: { viewer: { id: expect.stringMatching(/^[\w-]{22}$/) } } })
  })

  test('the app that proves a key gets a token bound to it, which answers with a proof and not without', async () => {
    const DPoP = client.getDPoPHandle(app.config, await client.randomDPoPKeyPair('ES256'))
    const { back, secrets } = await obtainCode({ scope: 'openid profile' }, { DPoP })
    const checks = { ...secrets, idTokenExpected: true }
    const tokens = await client.authorizationCodeGrant(app.config, back, checks, {}, { DPoP })
    expect(tokens.token_type).toBe('dpop')
    expect(tokens.claims()?.sub).toBe(decodeJwt(tokens.access_token).sub)
    expect((await ask(tokens.access_token)).status).toBe(401)
    const url = new URL(`${house.gatewayUrl}/graphql`)
    const body = JSON.stringify({ query: '{ viewer { id } }' })
    const headers = new Headers({ 'content-type': 'application/json' })
    const answer = await client.fetchProtectedResource(app.config, tokens.access_token, url, 'POST', body, headers, {
      DPoP,
    })
    expect(answer.status).toBe(200)
  })

  test('the app in its own name gets a token without a resident', async () => {
    const tokens = await client.clientCredentialsGrant(app.config, { scope: 'journeys', purpose: 'conformance' })
    const claims = decodeJwt(tokens.access_token)
    expect(claims).toMatchObject({ sub: 'sandbox-partner', client_id: 'sandbox-partner', purpose: 'conformance' })
    const answer = await ask(tokens.access_token)
    expect(answer.status).toBe(200)
  })

  test('who refuses is sent back with a refusal, and the app learns nothing else', async () => {
    const { url } = await app.begin()
    const browser = openBrowser()
    const consent = await signIn(url, 'hk-resident', browser)
    const sent = await browser.post(`${consent.url}/consent`, { token: tokenOn(consent), decision: 'refuse' })
    const { location } = await browser.follow(sent)
    const { searchParams } = new URL(String(location))
    expect(searchParams.get('error')).toBe('access_denied')
    expect(searchParams.get('code')).toBeNull()
    expect((await openBrowser().get(url.href)).status).toBe(400)
  })

  test('another resident at the same browser is asked for himself', async () => {
    const browser = openBrowser()
    await agree(await signIn((await app.begin()).url, 'hk-resident', browser), browser)
    const consent = await signIn((await app.begin()).url, 'hk-non-chinese', browser)
    expect(consent.status).toBe(200)
    expect(consent.text).toContain('name="decision"')
  })
})

/** Of the resident's last consent for that purpose, as his portal shows it. */
async function statusOfConsent(purpose: string): Promise<string | undefined> {
  const token = await house.tokenFor('hk-resident', { clientId: 'resident-portal' })
  const { data, errors } = await house.ask({ query: '{ viewer { consents { nodes { purpose status } } } }', token })
  expect(errors).toBeUndefined()
  const { viewer } = data as { viewer: { consents: { nodes: { purpose: string; status: string }[] } } }
  return viewer.consents.nodes.find((consent) => consent.purpose === purpose)?.status
}

describe('what an app cannot do', () => {
  const error = async (promise: Promise<unknown>) => {
    const thrown: unknown = await promise.then(
      () => 'accepted',
      (caught: unknown) => caught,
    )
    return thrown instanceof client.ResponseBodyError ? thrown.error : String(thrown)
  }
  const redeem = (back: URL, secrets: client.AuthorizationCodeGrantChecks) =>
    client.authorizationCodeGrant(app.config, back, secrets)

  test('use a code twice; and the consent given with it ends', async () => {
    const purpose = 'age-verification'
    const { back, secrets } = await obtainCode({ purpose })
    await redeem(back, secrets)
    expect(await statusOfConsent(purpose)).toBe('ACTIVE')
    expect(await error(redeem(back, secrets))).toBe('invalid_grant')
    await expect.poll(() => statusOfConsent(purpose), { timeout: 10_000 }).toBe('REVOKED')
  })

  test('use a code twice at the same moment: one at most gets a token', async () => {
    const { back, secrets } = await obtainCode()
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => error(redeem(back, secrets))))
    expect(outcomes.filter((outcome) => outcome === 'accepted').length).toBeLessThanOrEqual(1)
    expect(outcomes.filter((outcome) => outcome !== 'accepted').every((outcome) => outcome === 'invalid_grant')).toBe(
      true,
    )
  })

  test('redeem a code with another verifier, or with none', async () => {
    const { back, secrets } = await obtainCode()
    const other = { ...secrets, pkceCodeVerifier: client.randomPKCECodeVerifier() }
    expect(await error(redeem(back, other))).toBe('invalid_grant')
    const { pkceCodeVerifier: _left, ...without } = secrets
    expect(await error(redeem(back, without))).toBe('invalid_grant')
  })

  test.each([
    ['no challenge', { code_challenge: '', code_challenge_method: '' }],
    ['a plain challenge', { code_challenge_method: 'plain' }],
  ])('go without PKCE: %s', async (_case, parameters) => {
    expect(await error(app.begin(parameters))).toBe('invalid_request')
  })

  test.each([
    `${CALLBACK}/`,
    `${CALLBACK}?next=evil`,
    `${CALLBACK}#x`,
    `${CALLBACK}/../other`,
    'http://127.0.0.1:8765.evil.test/callback',
    'http://127.0.0.1:8765@evil.test/callback',
    'http://localhost:8765/callback',
    'https://127.0.0.1:8765/callback',
    'http://127.0.0.1:9999/callback',
    'http://127.0.0.1:8765/CALLBACK',
    'javascript:alert(1)',
    'http://evil.test/?http://127.0.0.1:8765/callback',
  ])('be sent back to %s', async (redirect_uri) => {
    expect(await error(app.begin({ redirect_uri }))).toBe('invalid_request')
  })

  test('ask without pushing the request', async () => {
    const query = new URLSearchParams({ client_id: 'sandbox-partner', response_type: 'code', redirect_uri: CALLBACK })
    const visited = await openBrowser().get(`${issuerOf(house)}/oauth/authorize?${query}`)
    const outcome = visited.location ? new URL(visited.location).searchParams.get('error') : String(visited.status)
    expect(['invalid_request', '400']).toContain(outcome)
  })

  test('use a pushed request twice', async () => {
    const { url } = await app.begin()
    const browser = openBrowser()
    await agree(await signIn(url, 'hk-resident', browser), browser)
    const again = await openBrowser().get(url.href)
    expect(again.status).toBe(400)
    expect(again.location).toBeNull()
  })

  test('use a pushed request in two browsers at once: one at most gets a code', async () => {
    const { url } = await app.begin()
    const browsers = [openBrowser(), openBrowser()]
    const pages = await Promise.all(browsers.map((browser) => signIn(url, 'hk-resident', browser)))
    const codes = await Promise.allSettled(
      browsers.map(async (browser, index) => {
        const page = pages[index]
        return page ? (await agree(page, browser)).searchParams.get('code') : null
      }),
    )
    const given = codes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value !== null)
    expect(given.length).toBeLessThanOrEqual(1)
  })

  test('use another app’s pushed request', async () => {
    const { url } = await app.begin()
    url.searchParams.set('client_id', 'sandbox-macao-partner')
    const visited = await openBrowser().get(url.href)
    expect(visited.status).toBe(400)
    expect(visited.location).toBeNull()
  })

  test.each([
    ['a purpose beyond its registration', { purpose: 'marketing' }, 'invalid_request'],
    ['a scope beyond its registration', { scope: 'profile account' }, 'invalid_scope'],
    ['a category beyond its scopes', { scope: 'profile', categories: 'payments' }, 'invalid_request'],
    ['another flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['another resource', { resource: 'https://elsewhere.test' }, 'invalid_target'],
  ])('ask for %s', async (_case, parameters, expected) => {
    expect(await error(app.begin(parameters))).toBe(expected)
  })

  test('be fooled by another issuer’s answer', async () => {
    const { back, secrets } = await obtainCode()
    back.searchParams.set('iss', 'https://evil.test')
    expect(await error(redeem(back, secrets))).not.toBe('accepted')
    back.searchParams.delete('iss')
    expect(await error(redeem(back, secrets))).not.toBe('accepted')
  })

  test('send a client assertion twice, or one for somebody else', async () => {
    const assertion = await assertionFor({})
    expect(await askInOwnName(assertion)).toBe(200)
    expect(await askInOwnName(assertion)).toBe(401)
    expect(await askInOwnName(await assertionFor({ aud: 'https://evil.test' }))).toBe(401)
    expect(await askInOwnName(await assertionFor({ iss: 'sandbox-macao-partner' }))).toBe(401)
    expect(await askInOwnName(await assertionFor({ exp: Math.floor(Date.now() / 1_000) - 60 }))).toBe(401)
  })

  test('send one client assertion ten times at once: one at most is taken', async () => {
    const assertion = await assertionFor({})
    const statuses = await Promise.all(Array.from({ length: 10 }, () => askInOwnName(assertion)))
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(1)
  })

  test('get a bearer token where its registration asks for bound ones', async () => {
    const callback = 'http://127.0.0.1:8767/callback'
    const bound = await openPartnerApp(house, { clientId: 'sandbox-macao-partner', callback })
    const parameters = { scope: 'journeys', purpose: 'cross-boundary-travel' }
    expect(await error(client.clientCredentialsGrant(bound.config, parameters))).toBe('invalid_grant')
    const DPoP = client.getDPoPHandle(bound.config, await client.randomDPoPKeyPair('ES256'))
    const tokens = await client.clientCredentialsGrant(bound.config, parameters, { DPoP })
    expect(tokens.token_type).toBe('dpop')
  })
})

describe('what a page of somebody else’s cannot do', () => {
  test('send the resident’s answer for him', async () => {
    const browser = openBrowser()
    const consent = await signIn((await app.begin()).url, 'hk-resident', browser)
    const form = { token: tokenOn(consent), decision: 'agree', category: 'profile', days: '30' }
    const crossSite = await browser.post(`${consent.url}/consent`, form, { 'sec-fetch-site': 'cross-site' })
    expect(crossSite.status).toBe(403)
    const guessed = await browser.post(`${consent.url}/consent`, { ...form, token: 'A'.repeat(43) })
    expect(guessed.status).toBe(403)
    const otherBrowser = await openBrowser().post(`${consent.url}/consent`, form)
    expect(otherBrowser.status).toBe(400)
  })

  test('read or send what the sign-in keeps in the browser', async () => {
    const browser = openBrowser()
    const first = await browser.get((await app.begin()).url.href)
    const login = await browser.follow(first)
    const sent = await browser.post(`${login.url}/login`, { token: tokenOn(login), persona: 'hk-resident' })
    const kept = [first, login, sent, await browser.get(String(sent.location))]
    const cookies = kept.flatMap(({ headers }) => headers.getSetCookie())
    expect(cookies.some((cookie) => cookie.startsWith('gba_interaction='))).toBe(true)
    for (const cookie of cookies) expect(cookie.toLowerCase()).toMatch(/; samesite=lax;? ?.*httponly/)
    const names = cookies.map((cookie) => cookie.split('=')[0] ?? '')
    for (const name of names) expect(names).toContain(name.endsWith('.sig') ? name : `${name}.sig`)
  })

  test('tick what was not asked for', async () => {
    const browser = openBrowser()
    const consent = await signIn((await app.begin({ scope: 'profile' })).url, 'hk-resident', browser)
    const form = { token: tokenOn(consent), decision: 'agree', category: ['payments', 'account'], days: '9999' }
    const sent = await browser.post(`${consent.url}/consent`, form)
    expect(sent).toMatchObject({ status: 200, location: null })
    expect(sent.text).toContain('Nothing is ticked.')
  })
})

test('the residents’ own portal shows them what is theirs without asking their leave', async () => {
  const callback = 'http://127.0.0.1:8768/callback'
  const portal = await openPartnerApp(house, { clientId: 'resident-portal', callback })
  const { url, secrets } = await portal.begin({ scope: 'account', purpose: 'self-service' })
  const back = await signIn(url, 'macao-resident')
  const tokens = await client.authorizationCodeGrant(portal.config, new URL(String(back.location)), secrets)
  expect(decodeJwt(tokens.access_token)).toMatchObject({ scope: 'account', purpose: 'self-service' })
})

/** A `private_key_jwt` (OpenID Connect Core 1.0, section 9) of the sandbox partner's, but for what is changed. */
async function assertionFor(change: object): Promise<string> {
  const { privateJwk } = await loadKeyPair(
    { folder: house.keysFolder, createMissing: false },
    'partner-sandbox-partner',
  )
  const now = Math.floor(Date.now() / 1_000)
  const claims = { iss: 'sandbox-partner', sub: 'sandbox-partner', aud: issuerOf(house), jti: randomUUID(), iat: now }
  return new SignJWT({ ...claims, exp: now + 60, ...change })
    .setProtectedHeader({ alg: 'EdDSA', kid: String(privateJwk.kid) })
    .sign(await importJWK(privateJwk, 'EdDSA'))
}

async function askInOwnName(assertion: string): Promise<number> {
  const response = await fetch(`${issuerOf(house)}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      purpose: 'conformance',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  })
  return response.status
}
