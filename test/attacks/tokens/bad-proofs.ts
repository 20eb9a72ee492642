import { createHash, randomUUID } from 'node:crypto'
import type { CryptoKey, JWK } from 'jose'
import { calculateJwkThumbprint } from 'jose'
import type { Presented } from '../../../gateway/tokens/verify-proof.ts'
import { signByHand } from './sign.ts'
import type { TokenHouse } from './token-house.ts'
import { GRAPH, newKey, SECONDS } from './token-house.ts'

/** A token bound to a key, and the key's holder. */
export interface BoundToken {
  readonly jwt: string
  readonly publicJwk: JWK
  readonly key: CryptoKey
}

export interface Attempt {
  readonly authorization: string
  readonly presented: Presented
}

export async function bindToken(house: TokenHouse, alg = 'ES256'): Promise<BoundToken> {
  const { key, publicJwk } = await newKey(alg)
  const cnf = { jkt: await calculateJwkThumbprint(publicJwk) }
  const jwt = signByHand({ header: house.header, payload: { ...house.good, cnf }, key: house.key })
  return { jwt, publicJwk, key }
}

export const athOf = (jwt: string) => createHash('sha256').update(jwt).digest('base64url')

interface Change {
  readonly header?: object
  readonly payload?: object
  readonly alg?: string
  readonly key?: CryptoKey | Buffer
}

/** A proof as it should be (RFC 9449, section 4.2), but for what is changed. */
export function proofOf({ jwt, publicJwk, key }: BoundToken, change: Change = {}): string {
  const payload = { jti: randomUUID(), htm: 'POST', htu: GRAPH, iat: SECONDS, ath: athOf(jwt), ...change.payload }
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: publicJwk, ...change.header }
  return signByHand({ header, payload, alg: change.alg ?? 'ES256', key: change.key ?? key })
}

export function attempt({ jwt }: BoundToken, proof: string | readonly string[], method = 'POST'): Attempt {
  return { authorization: `DPoP ${jwt}`, presented: { method, proofs: [proof].flat(), port: 4000 } }
}

/** What is wrong with it → the attempt. */
export async function badProofs(house: TokenHouse): Promise<ReadonlyMap<string, Attempt>> {
  const token = await bindToken(house)
  const at = (change: Change) => attempt(token, proofOf(token, change))
  return new Map<string, Attempt>([
    ['no proof', attempt(token, [])],
    ['an empty proof', attempt(token, '')],
    ['two proofs', attempt(token, [proofOf(token), proofOf(token)])],
    ['a proof of 5,000 characters', at({ payload: { padding: 'x'.repeat(5_000) } })],
    ['as bearer, with a proof', { ...attempt(token, proofOf(token)), authorization: `Bearer ${token.jwt}` }],
    ['as bearer, without', { ...attempt(token, []), authorization: `Bearer ${token.jwt}` }],
    ['the token as its own proof', attempt(token, token.jwt)],
    ['by another method', attempt(token, proofOf(token), 'GET')],
    ...claims(token),
    ...headers(token),
    ...(await keys(token, house)),
    ...shapes(token),
  ])
}

type Cases = [string, Attempt][]

function claims(token: BoundToken): Cases {
  const wrong: Record<string, readonly unknown[]> = {
    htm: ['GET', 'post', 'Post', 'PUT', '', ' POST', null, 1, ['POST'], undefined],
    htu: [
      'https://graph.test/other',
      'https://graph.test/graphql/',
      'https://graph.test/GRAPHQL',
      'https://graph.test/graphql/../graphql2',
      'https://graph.test',
      'http://graph.test/graphql',
      'https://graph.test:8443/graphql',
      'https://graph.test.evil.test/graphql',
      'https://evil.test/graphql',
      'https://evil.test/?https://graph.test/graphql',
      'https://graph.test@evil.test/graphql',
      'http://127.0.0.1:4000/graphql',
      '/graphql',
      'graph.test/graphql',
      'javascript:alert(1)',
      '',
      null,
      1,
      [GRAPH],
      undefined,
    ],
    iat: [
      ...[SECONDS - 61, SECONDS + 61, SECONDS - 3_600, SECONDS + 3_600, 0, -SECONDS, SECONDS * 1_000],
      ...[String(SECONDS), null, '', {}, [SECONDS], true, undefined],
    ],
    ath: [athOf('another'), athOf(''), token.jwt, '', 'A'.repeat(43), null, 1, {}, undefined, `${athOf(token.jwt)}=`],
    jti: ['', null, 1, {}, [], true, 'x'.repeat(300), undefined],
    nbf: [SECONDS + 3_600],
    exp: [SECONDS - 3_600],
  }
  return Object.entries(wrong).flatMap(([claim, values]) =>
    values.map((value): [string, Attempt] => [
      `${claim} ${JSON.stringify(value)?.slice(0, 60)}`,
      attempt(token, proofOf(token, { payload: { [claim]: value } })),
    ]),
  )
}

function headers(token: BoundToken): Cases {
  const wrong: Record<string, readonly unknown[]> = {
    typ: ['JWT', 'at+jwt', 'dpop', 'DPoP', '', null, 1, undefined],
    alg: ['none', 'None', 'HS256', 'RS256', 'ES384', 'EdDSA', 'ES256K', '', null, 1, undefined],
    jwk: [null, '', 1, [], {}, { kty: 'EC' }, { kty: 'oct', k: 'c2VjcmV0' }, undefined],
    crit: [['exp'], ['jwk'], [], 'jwk'],
  }
  return Object.entries(wrong).flatMap(([name, values]) =>
    values.map((value): [string, Attempt] => [
      `header ${name} ${JSON.stringify(value)?.slice(0, 60)}`,
      attempt(token, proofOf(token, { header: { [name]: value } })),
    ]),
  )
}

async function keys(token: BoundToken, house: TokenHouse): Promise<Cases> {
  const thief = await newKey('ES256')
  const edwards = await newKey('EdDSA')
  const { publicJwk } = token
  const change: Record<string, Change> = {
    'another key, its own jwk': { key: thief.key, header: { jwk: thief.publicJwk } },
    'another key, the right jwk': { key: thief.key },
    'the right key, another jwk': { header: { jwk: thief.publicJwk } },
    'another key, its jwk within ours': { key: thief.key, header: { jwk: { ...publicJwk, ...thief.publicJwk } } },
    'an Ed25519 key': { key: edwards.key, alg: 'EdDSA', header: { alg: 'EdDSA', jwk: edwards.publicJwk } },
    'the issuer’s key': { key: house.key, alg: 'EdDSA', header: { alg: 'EdDSA', jwk: house.publicJwk } },
    'a private jwk': { header: { jwk: { ...publicJwk, d: thief.privateJwk.d } } },
    'HMAC keyed with the jwk': {
      ...{ key: Buffer.from(JSON.stringify(publicJwk)), alg: 'HS256' },
      header: { alg: 'HS256' },
    },
    'HMAC keyed with x': { key: Buffer.from(String(publicJwk.x)), alg: 'HS256', header: { alg: 'HS256' } },
    'a jwk for encryption': { header: { jwk: { ...publicJwk, use: 'enc' } } },
    'a jwk for another algorithm': { header: { jwk: { ...publicJwk, alg: 'ES384' } } },
    'a jwk on another curve': { header: { jwk: { ...publicJwk, crv: 'P-384' } } },
    'a jwk off the curve': { header: { jwk: { ...publicJwk, y: publicJwk.x } } },
  }
  return Object.entries(change).map(([name, changed]) => [name, attempt(token, proofOf(token, changed))])
}

function shapes(token: BoundToken): Cases {
  const [header = '', payload = '', signature = ''] = proofOf(token).split('.')
  const other = proofOf(token).split('.')
  const doubled = JSON.stringify({ htm: 'GET' }).slice(1, -1)
  const text = Buffer.from(payload, 'base64url').toString()
  const twice = signByHand({
    header: Buffer.from(header, 'base64url').toString(),
    payload: `{${doubled},${text.slice(1)}`,
    alg: 'ES256',
    key: token.key,
  })
  const wrong: Record<string, string> = {
    'htm twice': twice,
    'no signature': `${header}.${payload}.`,
    'two parts': `${header}.${payload}`,
    'four parts': `${header}.${payload}.${signature}.${signature}`,
    'another payload': `${header}.${other[1]}.${signature}`,
    'another signature': `${header}.${payload}.${other[2]}`,
    'a signature of zeros': `${header}.${payload}.${'A'.repeat(86)}`,
    'no text': ' ',
    'no token at all': 'proof',
  }
  return Object.entries(wrong).map(([name, proof]) => [name, attempt(token, proof)])
}
