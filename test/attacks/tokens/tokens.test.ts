import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSmallHouse } from '../../../gateway/testing/small-house.ts'
import type { Attempt, BoundToken } from './bad-proofs.ts'
import { attempt, badProofs, bindToken, proofOf } from './bad-proofs.ts'
import type { Corpus } from './bad-tokens.ts'
import { badTokens } from './bad-tokens.ts'
import { mutateToken, openDice } from './mutate-token.ts'
import { signByHand } from './sign.ts'
import type { TokenHouse } from './token-house.ts'
import { GRAPH, openTokenHouse, outcomeOf, SECONDS } from './token-house.ts'

const MUTATIONS = process.env.SOAK ? 20_000 : process.env.CI ? 2_000 : 500
const REFUSED = ['TOKEN_INVALID', 'TOKEN_EXPIRED', 'DPOP_PROOF_INVALID']

let house: TokenHouse
let tokens: Corpus
let proofs: ReadonlyMap<string, Attempt>

beforeAll(async () => {
  house = await openTokenHouse()
  tokens = await badTokens(house)
  proofs = await badProofs(house)
})
afterAll(() => house.close())

const goodToken = () => signByHand({ header: house.header, payload: house.good, key: house.key })
const tryProof = ({ authorization, presented }: Attempt) => outcomeOf(house, authorization, presented)

test('what the tests forge from is itself good, by every hand that signs here', async () => {
  expect(await outcomeOf(house, `Bearer ${goodToken()}`)).toBe('accepted')
  for (const alg of ['ES256', 'EdDSA', 'PS256']) {
    const token = await bindToken(house, alg)
    const proof = proofOf(token, { header: { alg }, alg })
    expect(await tryProof(attempt(token, proof))).toBe('accepted')
  }
})

test('no token that was made by hand to be taken is taken', async () => {
  const taken: string[] = []
  for (const [name, jwt] of tokens) {
    const outcome = await outcomeOf(house, `Bearer ${jwt}`)
    if (!REFUSED.includes(outcome)) taken.push(`${name}: ${outcome}`)
  }
  console.log(`${tokens.size} hand-made bad tokens, ${taken.length} accepted`)
  expect(taken).toEqual([])
  expect(tokens.size).toBeGreaterThanOrEqual(400)
})

test('no proof that was made by hand to be taken is taken', async () => {
  const taken: string[] = []
  for (const [name, made] of proofs) {
    const outcome = await tryProof(made)
    if (!REFUSED.includes(outcome)) taken.push(`${name}: ${outcome}`)
  }
  console.log(`${proofs.size} hand-made bad proofs, ${taken.length} accepted`)
  expect(taken).toEqual([])
})

test(`of ${MUTATIONS} changed tokens none is taken`, async () => {
  const seed = Number(process.env.SEED ?? 20_261_122)
  const dice = openDice(seed)
  const jwt = goodToken()
  const taken: string[] = []
  for (let index = 0; index < MUTATIONS; index += 1) {
    const changed = mutateToken(jwt, dice)
    if (!REFUSED.includes(await outcomeOf(house, `Bearer ${changed}`))) taken.push(changed)
  }
  console.log(`${MUTATIONS} mutated tokens (seed ${seed}), ${taken.length} accepted`)
  expect(taken).toEqual([])
}, 300_000)

describe('the edges', () => {
  const outcome = (change: object) =>
    outcomeOf(
      house,
      `Bearer ${signByHand({ header: house.header, payload: { ...house.good, ...change }, key: house.key })}`,
    )

  test('five seconds of skew are forgiven', async () => {
    expect(await outcome({ exp: SECONDS - 4 })).toBe('accepted')
    expect(await outcome({ exp: SECONDS - 5 })).toBe('TOKEN_EXPIRED')
    expect(await outcome({ nbf: SECONDS + 5 })).toBe('accepted')
    expect(await outcome({ nbf: SECONDS + 6 })).toBe('TOKEN_INVALID')
    expect(await outcome({ iat: SECONDS + 5 })).toBe('accepted')
    expect(await outcome({ iat: SECONDS + 6 })).toBe('TOKEN_INVALID')
  })

  test('audience and scopes may be lists', async () => {
    expect(await outcome({ aud: ['other-graph', 'gba-graph'] })).toBe('accepted')
    expect(await outcome({ scope: undefined, scopes: ['profile', 'wallets'] })).toBe('accepted')
  })

  const proof = (token: BoundToken, payload: object) => tryProof(attempt(token, proofOf(token, { payload })))

  test('a proof is good for a minute either way', async () => {
    const token = await bindToken(house)
    expect(await proof(token, { iat: SECONDS - 60 })).toBe('accepted')
    expect(await proof(token, { iat: SECONDS + 60 })).toBe('accepted')
    expect(await proof(token, { iat: SECONDS - 61 })).toBe('DPOP_PROOF_INVALID')
    expect(await proof(token, { iat: SECONDS + 61 })).toBe('DPOP_PROOF_INVALID')
  })

  test('a proof is good once, also for two who come together; the address’s query does not count', async () => {
    const token = await bindToken(house)
    const once = attempt(token, proofOf(token, { payload: { htu: `${GRAPH}?x=1#y` } }))
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => tryProof(once)))
    expect(outcomes.toSorted()).toEqual([...Array(4).fill('DPOP_PROOF_INVALID'), 'accepted'])
    expect(await tryProof(once)).toBe('DPOP_PROOF_INVALID')
  })

  test('a token that is bound to nothing is not taken as bound', async () => {
    expect(await outcomeOf(house, `DPoP ${goodToken()}`)).toBe('TOKEN_INVALID')
  })
})

test('over HTTP a sample of them is refused with 401 and a challenge', async () => {
  const gateway = await startSmallHouse()
  const sample = [...tokens.values()].filter((jwt) => /^[\w.=-]+$/.test(jwt) && jwt.length < 4_000)
  const every = Math.ceil(sample.length / 40)
  const statuses = new Set<string>()
  for (const jwt of sample.filter((_jwt, index) => index % every === 0)) {
    const { status, headers } = await gateway.ask('{ me }', { headers: { authorization: `Bearer ${jwt}` } })
    statuses.add(`${status} ${headers.get('www-authenticate')?.split(' ')[0]}`)
  }
  await gateway.close()
  expect([...statuses]).toEqual(['401 Bearer'])
})
