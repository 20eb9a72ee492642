import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { openSharedState } from '../processes/shared-state.ts'
import { openProofVerifier } from './verify-proof.ts'

const NOW = Date.parse('2026-11-22T12:00:00+08:00')
const JWT = 'the.access.token'
let boundTo: string
let proofFor: (htu: string, htm?: string) => Promise<string>

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  boundTo = await calculateJwkThumbprint(jwk)
  const ath = createHash('sha256').update(JWT).digest('base64url')
  proofFor = (htu, htm = 'POST') =>
    new SignJWT({ htu, htm, ath, jti: randomUUID(), iat: NOW / 1_000 })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .sign(privateKey)
})

const now = () => NOW
const verifier = (endpoints: readonly string[]) =>
  openProofVerifier({ endpoints, state: openSharedState({ now }), now })
const presented = (proof: string, method = 'POST') => ({ method, proofs: [proof], port: 4000 })

test('a proof names an address by which the operator says clients know the graph, and no other', async () => {
  const verify = verifier(['https://graph.test/graphql', 'https://graph.example/graphql'])
  for (const htu of ['https://graph.test/graphql', 'https://GRAPH.example:443/graphql'])
    await expect(verify({ jwt: JWT, boundTo, presented: presented(await proofFor(htu)) })).resolves.toBeUndefined()
  const local = presented(await proofFor('http://127.0.0.1:4000/graphql'))
  await expect(verify({ jwt: JWT, boundTo, presented: local })).rejects.toThrow('another address')
})

test('where no address is configured it names this machine, on the port that was asked', async () => {
  const verify = verifier([])
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
    const good = presented(await proofFor(`http://${host}:4000/graphql`))
    await expect(verify({ jwt: JWT, boundTo, presented: good })).resolves.toBeUndefined()
  }
  for (const htu of ['http://127.0.0.1:4001/graphql', 'http://evil.test:4000/graphql']) {
    const bad = presented(await proofFor(htu))
    await expect(verify({ jwt: JWT, boundTo, presented: bad })).rejects.toThrow('another address')
  }
})

test('the handshake of a WebSocket is proved as the request it is', async () => {
  const verify = verifier(['https://graph.test/graphql'])
  const socket = presented(await proofFor('wss://graph.test/graphql', 'GET'), 'GET')
  await expect(verify({ jwt: JWT, boundTo, presented: socket })).resolves.toBeUndefined()
})

test('a refusal names the algorithms that a proof may be signed with', async () => {
  const refused = verifier([])({ jwt: JWT, boundTo, presented: { method: 'POST', proofs: [], port: 4000 } })
  await expect(refused).rejects.toMatchObject({
    code: 'DPOP_PROOF_INVALID',
    headers: { 'www-authenticate': expect.stringContaining('algs="EdDSA Ed25519 ES256 PS256"') },
  })
})
