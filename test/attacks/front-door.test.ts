import { generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestHouse } from '../support/test-house.ts'
import { openTestHouse } from '../support/test-house.ts'

let house: TestHouse
let laterMs = 0

beforeAll(async () => {
  house = await openTestHouse({ now: () => Date.now() + laterMs })
})
afterAll(() => house.close())

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

async function codeOf(response: Response): Promise<unknown> {
  const body = (await response.json()) as { errors: { extensions: { code: string } }[] }
  return body.errors[0]?.extensions.code
}

describe('around the gateway', () => {
  test.each(['identity', 'permits', 'wallets', 'transit'])(
    'a direct question to %s is refused, whatever it carries',
    async (agency) => {
      const url = house.agencyUrls.get(agency) as string
      const token = await house.tokenFor('hk-resident')
      const attempts: Record<string, string>[] = [
        {},
        { authorization: `Bearer ${token}` },
        { 'gba-viewer-statement': token },
      ]
      for (const headers of attempts) {
        const response = await post(url, { query: '{ __typename }' }, headers)
        expect(response.status).toBe(401)
        expect(await codeOf(response)).toMatch(/^VIEWER_STATEMENT_(MISSING|INVALID)$/)
      }
    },
  )
})

describe('tokens', () => {
  const ask = (token: string) =>
    post(`${house.gatewayUrl}/graphql`, { query: '{ viewer { id } }' }, { authorization: `Bearer ${token}` })
  const partsOf = async () =>
    (await house.tokenFor('hk-resident'))
      .split('.')
      .map((part, index) => (index < 2 ? JSON.parse(Buffer.from(part, 'base64url').toString()) : part))

  test('a token signed with another key is refused', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
    const [header, claims] = await partsOf()
    const forged = await new SignJWT(claims).setProtectedHeader({ ...header, alg: 'EdDSA' }).sign(privateKey)
    const response = await ask(forged)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(await codeOf(response)).toBe('TOKEN_INVALID')
  })

  test('a token is good for its eight hours and refused as expired after them', async () => {
    const token = await house.tokenFor('hk-resident')
    laterMs = 8 * 3_600_000 - 60_000
    expect((await ask(token)).status).toBe(200)
    laterMs = 8 * 3_600_000 + 60_000
    const response = await ask(token)
    laterMs = 0
    expect(response.status).toBe(401)
    expect(await codeOf(response)).toBe('TOKEN_EXPIRED')
  })
})

describe('requests', () => {
  test('a mutation by GET is refused', async () => {
    const url = `${house.gatewayUrl}/graphql?query=${encodeURIComponent('mutation { payFare(input: { paymentOptionId: "x", idempotencyKey: "y" }) { __typename } }')}`
    const response = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } })
    expect(response.status).toBe(405)
    expect(await codeOf(response)).toBe('METHOD_NOT_ALLOWED')
  })

  test('a document of 300 KB is refused before it is read', async () => {
    const response = await post(`${house.gatewayUrl}/graphql`, {
      query: `{ viewer { id } } #${'x'.repeat(300 * 1024)}`,
    })
    expect(response.status).toBe(413)
    expect(await codeOf(response)).toBe('PAYLOAD_TOO_LARGE')
  })

  const deep = `{stop(id:"hk:mtr:CEN"){${'routes{nodes{stops{'.repeat(6)}id${'}}}'.repeat(6)}}}`
  test.each(['', '%FF', '%ZZ', '%', '&query=1'])(
    'a deep document by GET is refused however its address ends: %j',
    async (end) => {
      const url = `${house.gatewayUrl}/graphql?query=${encodeURIComponent(`${deep}#`)}${end}`
      const response = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } })
      expect(response.status).toBe(400)
      expect(await codeOf(response)).toBe('LIMIT_DEPTH')
    },
  )

  test('pages within pages are refused by what they multiply to, before anybody is asked', async () => {
    const page = (inner: string) =>
      `nodes{${'abcde'
        .split('')
        .map((name) => `${name}:routes(first:100){nodes{stops{${inner}}}}`)
        .join(' ')}}`
    const query = `{stops(first:100){${page('id')}}}`
    const response = await post(
      `${house.gatewayUrl}/graphql`,
      { query },
      { accept: 'application/graphql-response+json' },
    )
    expect(response.status).toBe(400)
    expect(await codeOf(response)).toBe('LIMIT_COST')
  })

  test('eighty thousand wrong values in the variables come back as one short answer', async () => {
    const query =
      'query ($by: TravellerInput!) { crossing(from: MAINLAND, to: HONG_KONG, at: "2026-11-23T08:30:00+08:00", by: $by) { __typename } }'
    const variables = { by: { nationality: 'CHN', documents: Array.from({ length: 80_000 }, () => ({})) } }
    const response = await post(`${house.gatewayUrl}/graphql`, { query, variables })
    const text = await response.text()
    expect(text.length).toBeLessThan(2_000)
    expect(text).toContain('BAD_USER_INPUT')
  })

  test('a subscription is refused as what it is: something this graph has not', async () => {
    const response = await post(`${house.gatewayUrl}/graphql`, { query: 'subscription { x }' })
    expect(response.status).toBe(400)
    expect(await codeOf(response)).toBe('BAD_REQUEST')
  })

  test('an id that no table can hold takes nothing else along', async () => {
    const { data, errors } = await house.ask({
      query: '{ a: city(id: "hong-kong") { id } b: city(id: "\\u0000") { id } }',
    })
    expect({ data, errors }).toEqual({ data: { a: { id: 'hong-kong' }, b: null }, errors: undefined })
  })

  test('an alias named like the type tag or like our own aliases changes nobody’s data', async () => {
    const { data } = await house.ask({
      query: '{ stop(id: "hk:mtr:CEN") { __typename: id gbaAlias_id: latitude id: longitude } }',
    })
    expect(data?.stop).toEqual({
      __typename: 'hk:mtr:CEN',
      gbaAlias_id: expect.closeTo(22.28, 1),
      id: expect.closeTo(114.16, 1),
    })
  })
})
