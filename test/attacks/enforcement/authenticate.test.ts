import type { FastifyRequest } from 'fastify'
import { decodeJwt } from 'jose'
import { afterAll } from 'vitest'
import { signByHand } from '../tokens/sign.ts'
import { newKey, openTokenHouse } from '../tokens/token-house.ts'
import { attackStep } from './take-out.ts'

const house = await openTokenHouse()
afterAll(() => house.close())
const { key } = await newKey('EdDSA')
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const forged = signByHand({ header: house.header, payload: { ...house.good, sub: 'ann' }, key })
const unsigned = signByHand({ header: { ...house.header, alg: 'none' }, payload: { ...house.good, sub: 'ann' } })
const old = signByHand({ header: house.header, payload: { ...house.good, sub: 'ann', exp: 1 }, key: house.key })

/** The step, if it believed what it is shown. tokens/tokens.test.ts has four hundred tokens more. */
async function believe(request: FastifyRequest): Promise<void> {
  const { exchangeOf } = await import('../../../gateway/exchange.ts')
  const token = String(request.headers.authorization).replace('Bearer ', '')
  const { sub = null, client_id: clientId } = decodeJwt(token)
  const { viewer } = exchangeOf(request)
  Object.assign(exchangeOf(request), { viewer: { ...viewer, subject: sub, clientId }, expiresAt: null })
}

attackStep('authenticate', {
  without: () => ({ authenticate: () => believe }),
  wishes: async () => ({ identify: house.identify }),
  attacks: {
    'a token that somebody else has signed': { headers: bearer(forged), code: 'TOKEN_INVALID', wins: '"me":"ann"' },
    'a token that nobody has signed': { headers: bearer(unsigned), code: 'TOKEN_INVALID', wins: '"me":"ann"' },
    'a token that has ended': { headers: bearer(old), code: 'TOKEN_EXPIRED', wins: '"me":"ann"' },
  },
})
