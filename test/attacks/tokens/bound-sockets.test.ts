import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { CryptoKey } from 'jose'
import { calculateJwkThumbprint, importJWK } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { SmallHouse } from '../../../gateway/testing/small-house.ts'
import { startSmallHouse } from '../../../gateway/testing/small-house.ts'
import { loadKeyPair, loadSecret } from '../../../kit/keys.ts'
import { openPseudonyms } from '../../../kit/pseudonym.ts'
import { signByHand } from './sign.ts'
import { newKey } from './token-house.ts'

let house: SmallHouse
let jwt: string
let proof: (htm?: string) => string

beforeAll(async () => {
  house = await startSmallHouse()
  const keyring = { folder: join(house.folder, 'keys'), createMissing: false }
  const { privateJwk } = await loadKeyPair(keyring, 'issuer')
  const pseudonyms = openPseudonyms(await loadSecret(keyring, 'pairwise'))
  const { key, publicJwk } = await newKey('ES256')
  const now = Math.floor(Date.now() / 1_000)
  const reference = '11111111-1111-4111-8111-111111111111'
  const sub = pseudonyms.toPseudonym({ reference, clientId: 'app-a' })
  const cnf = { jkt: await calculateJwkThumbprint(publicJwk) }
  const claims = {
    iss: 'http://127.0.0.1:4001',
    aud: 'gba-graph',
    sub,
    client_id: 'app-a',
    iat: now,
    exp: now + 600,
    cnf,
  }
  const issuerKey = (await importJWK(privateJwk, 'EdDSA', { extractable: true })) as CryptoKey
  jwt = signByHand({ header: { alg: 'EdDSA', typ: 'at+jwt', kid: privateJwk.kid }, payload: claims, key: issuerKey })
  const ath = createHash('sha256').update(jwt).digest('base64url')
  proof = (htm = 'GET') =>
    signByHand({
      header: { typ: 'dpop+jwt', alg: 'ES256', jwk: publicJwk },
      payload: { jti: randomUUID(), htm, htu: house.gateway.url, iat: now, ath },
      ...{ alg: 'ES256', key },
    })
})
afterAll(() => house.close())

/** The first thing the gateway says to who opens a socket so: a message, or the code of its close. */
function open(connectionParams: object, headers: Record<string, string> = {}): Promise<string | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(house.gateway.url.replace('http', 'ws'), 'graphql-transport-ws', { headers })
    socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: connectionParams })))
    socket.once('message', (message) => {
      resolve(JSON.parse(String(message)).type)
      socket.close()
    })
    socket.once('close', (code) => resolve(code))
    socket.once('error', reject)
  })
}

test('a socket opens with a bound token and its proof, beside it or as a header', async () => {
  expect(await open({ authorization: `DPoP ${jwt}`, dpop: proof() })).toBe('connection_ack')
  expect(await open({}, { authorization: `DPoP ${jwt}`, dpop: proof() })).toBe('connection_ack')
})

test('without the proof, with one for another method, with one that was used, or as bearer it is closed', async () => {
  const used = proof()
  await open({ authorization: `DPoP ${jwt}`, dpop: used })
  expect(await open({ authorization: `DPoP ${jwt}` })).toBe(4401)
  expect(await open({ authorization: `DPoP ${jwt}`, dpop: proof('POST') })).toBe(4401)
  expect(await open({ authorization: `DPoP ${jwt}`, dpop: used })).toBe(4401)
  expect(await open({ authorization: `DPoP ${jwt}`, dpop: proof() }, { dpop: proof() })).toBe(4401)
  expect(await open({ authorization: `Bearer ${jwt}` })).toBe(4401)
})

test('an event stream needs the proof as any request does', async () => {
  const ask = (headers: Record<string, string>) =>
    fetch(house.gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
      body: JSON.stringify({ query: '{ me }' }),
    })
  const good = await ask({ authorization: `DPoP ${jwt}`, dpop: proof('POST') })
  expect(await good.text()).toContain('11111111-1111-4111-8111-111111111111')
  const wrong: Record<string, string>[] = [
    { authorization: `DPoP ${jwt}` },
    { authorization: `Bearer ${jwt}`, dpop: proof('POST') },
  ]
  for (const headers of wrong) {
    const bad = await ask(headers)
    expect(bad.status).toBe(401)
    expect(bad.headers.get('www-authenticate')).toMatch(/^DPoP .*algs="/)
    await bad.text()
  }
})
