import { parse } from 'graphql'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { anonymous } from '../../kit/viewer-statement.ts'
import { createExchange, startDeadline } from '../exchange.ts'
import type { SharedState, Want } from '../processes/shared-state.ts'
import { openMeter } from './open-meter.ts'
import { openTrustedOperations } from './trusted-operations.ts'

const terms = { anonymousCostPerMinute: 600, clientCostPerMinute: 600, clientPerMinute: 30, residentPerMinute: 40 }
const logger = pino({ level: 'silent' })

/** What an operation wants from where. */
async function wantsOf(from: {
  address?: string
  clientId?: string
  subject?: string
  query?: string
}): Promise<readonly Want[]> {
  const taken: Want[] = []
  const state: SharedState = {
    claimOnce: async () => true,
    async take(wants) {
      taken.push(...wants)
      return { granted: true, short: null, retryAfterMs: 0, levels: wants.map(() => 1) }
    },
    refund: async () => {},
  }
  const { address, clientId = null, subject = null, query = '{ me }' } = from
  const exchange = createExchange(startDeadline(1_000, new AbortController().signal))
  exchange.viewer = { ...anonymous, clientId, subject }
  const type = query.startsWith('mutation') ? 'mutation' : 'query'
  const admit = openMeter({ state, terms, trusted: openTrustedOperations([]), logger })
  await admit({ exchange, document: parse(query), operationName: undefined, type, cost: 5, address })
  return taken
}

const keyOf = async (address: string) => (await wantsOf({ address }))[0]?.bucket.key

test('callers without a token have a budget for each address, of IPv6 for each network', async () => {
  expect(await keyOf('192.0.2.1')).toBe('address:192.0.2.1')
  expect(await keyOf('::ffff:192.0.2.1')).toBe('address:192.0.2.1')
  for (const address of ['2001:db8::1', '2001:db8:0:0:ffff::', '2001:db8:0:0:1:2:3:4']) {
    expect(await keyOf(address)).toBe('address:2001:db8:0:0')
  }
  expect(await keyOf('2001:db8:0:1::1')).toBe('address:2001:db8:0:1')
  expect(await keyOf('::1')).toBe('address:0:0:0:0')
})

test('a client is counted by cost and by operations, a resident by operations, and neither is named', async () => {
  const wants = await wantsOf({ clientId: 'app-a', subject: 'resident-1' })
  expect(wants.map(({ cost, bucket }) => [cost, bucket.capacity])).toEqual([
    [5, 600],
    [1, 30],
    [1, 40],
  ])
  expect(JSON.stringify(wants)).not.toMatch(/app-a|resident-1/)
  const query = 'mutation { a: pay ...More } fragment More on Mutation { b: pay ... { c: pay } }'
  expect((await wantsOf({ clientId: 'app-a', query })).map(({ cost }) => cost)).toEqual([5, 3])
})

test('a state that cannot be asked stops nobody', async () => {
  const away = async () => {
    throw new Error('no answer')
  }
  const state = { claimOnce: away, take: away, refund: away }
  const admit = openMeter({ state, terms, trusted: openTrustedOperations([]), logger })
  const exchange = createExchange(startDeadline(1_000, new AbortController().signal))
  await admit({ exchange, document: parse('{ me }'), operationName: undefined, type: 'query', cost: 5, address: 'x' })
  expect(exchange.charge).toBeUndefined()
})
