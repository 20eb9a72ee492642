import type { FastifyRequest } from 'fastify'
import { attackStep } from './take-out.ts'

const heads = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`x-head-${index}`, '1']))
const anything = { whole: true, parts: false, events: false }

attackStep('check-head', {
  without: () => ({
    async checkHead(request: FastifyRequest) {
      const { exchangeOf } = await import('../../../gateway/exchange.ts')
      Object.assign(exchangeOf(request), { mediaType: 'application/json', accepted: anything })
    },
  }),
  attacks: {
    'a head of eighty headers': { headers: heads, code: 'HEADERS_TOO_LARGE', wins: '"me":' },
    'a mutation whose answer nobody can be given': {
      query: 'mutation { plant(name: "oak") { name } }',
      headers: { accept: 'image/png' },
      code: 'NOT_ACCEPTABLE',
      wins: '"oak"',
    },
  },
})
