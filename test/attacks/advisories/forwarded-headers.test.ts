import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SmallHouse } from '../../../gateway/testing/small-house.ts'
import { startSmallHouse } from '../../../gateway/testing/small-house.ts'

let house: SmallHouse
beforeAll(async () => {
  const startedAt = Date.now()
  house = await startSmallHouse({ env: { BUDGET_ANONYMOUS_PER_MINUTE: '20' }, now: () => startedAt })
})
afterAll(() => house.close())

const spoofs = [
  'x-forwarded-for',
  'x-real-ip',
  'forwarded',
  'true-client-ip',
  'cf-connecting-ip',
  'x-client-ip',
  'x-cluster-client-ip',
]

function spoofed(index: number): Record<string, string> {
  const address = `203.0.113.${index}`
  const named = Object.fromEntries(spoofs.map((name) => [name, name === 'forwarded' ? `for=${address}` : address]))
  return { ...named, 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https', 'x-forwarded-port': '443' }
}

test('whoever gives himself another address with each request still has one budget', async () => {
  const codes = []
  for (let index = 1; index <= 12; index += 1) {
    const { errors } = await house.ask('{ book(id: "1") { title } }', { headers: spoofed(index) })
    codes.push(errors?.[0]?.extensions.code)
  }
  expect(codes.slice(0, 10)).toEqual(Array(10).fill(undefined))
  expect(codes.slice(10)).toEqual(['BUDGET_EXHAUSTED', 'BUDGET_EXHAUSTED'])
})

test('nothing that a stranger says of where he comes from stands in the log or comes back', async () => {
  const { headers, text } = await house.ask('{ me }', { headers: spoofed(200) })
  const id = headers.get('x-request-id')
  await expect.poll(() => house.log.some(({ requestId }) => requestId === id)).toBe(true)
  for (const said of [JSON.stringify(house.log), text, JSON.stringify([...headers])]) {
    expect(said).not.toContain('203.0.113.')
    expect(said).not.toContain('evil.test')
  }
})
