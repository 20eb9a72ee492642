import { Pool } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SmallHouse } from '../../../gateway/testing/small-house.ts'
import { startSmallHouse } from '../../../gateway/testing/small-house.ts'

const TURNS = process.env.SOAK ? 10_000 : process.env.CI ? 4_000 : 400

let house: SmallHouse
let pool: Pool
beforeAll(async () => {
  house = await startSmallHouse({ env: { RATE_CLIENT_PER_MINUTE: '1000000', RATE_RESIDENT_PER_MINUTE: '1000000' } })
  // One connection, and several requests on it before the first is answered.
  pool = new Pool(new URL(house.gateway.url).origin, { connections: 1, pipelining: 4 })
})
afterAll(async () => {
  await pool.close()
  await house.close()
})

async function ask(authorization: string | undefined): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) }
  const { body } = await pool.request({ method: 'POST', path: '/graphql', headers, body: '{"query":"{ me }"}' })
  return body.json()
}

test(`two residents and nobody take ${TURNS} turns on one connection, and each is always himself`, async () => {
  const subjects = ['44444444-4444-4444-8444-444444444444', '55555555-5555-4555-8555-555555555555']
  const callers = [
    ...(await Promise.all(
      subjects.map(async (subject) => ({ me: subject, authorization: `Bearer ${await house.tokenFor({ subject })}` })),
    )),
    { me: 'anonymous', authorization: undefined },
  ]
  for (let turn = 0; turn < TURNS; turn += callers.length * 4) {
    const crowd = Array.from({ length: callers.length * 4 }, (_, index) => callers[index % callers.length])
    const answers = await Promise.all(crowd.map((caller) => ask(caller?.authorization)))
    expect(answers).toMatchObject(crowd.map((caller) => ({ data: { me: caller?.me } })))
  }
  expect(pool.stats.connected).toBe(1)
  console.info(`pooled connection: ${TURNS} turns of three callers, no foreign answer`)
}, 300_000)

test('a refused token on that connection leaves nothing behind for who comes after it', async () => {
  const good = `Bearer ${await house.tokenFor()}`
  expect(await ask(good)).toMatchObject({ data: { me: '11111111-1111-4111-8111-111111111111' } })
  expect(await ask(`${good}x`)).toMatchObject({ errors: [{ extensions: { code: 'TOKEN_INVALID' } }] })
  expect(await ask(undefined)).toMatchObject({ data: { me: 'anonymous' } })
})
