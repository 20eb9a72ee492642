import { expect, test } from 'vitest'
import { anonymous } from '../../kit/viewer-statement.ts'
import { keepIdentified } from './keep-identified.ts'

function open() {
  const clock = { now: 0 }
  const verified: (string | undefined)[] = []
  const identify = keepIdentified(
    async (authorization) => {
      verified.push(authorization)
      if (authorization === 'forged') throw new Error('refused')
      const expiresAt = authorization === 'short' ? 10_000 : 3_600_000
      return { viewer: { ...anonymous, subject: authorization ?? null }, expiresAt: authorization ? expiresAt : null }
    },
    () => clock.now,
  )
  return { clock, verified, identify }
}

test('a token that held is not verified again for a minute, and is the same viewer', async () => {
  const { clock, verified, identify } = open()
  const first = await identify('ada')
  clock.now = 59_999
  expect((await identify('ada')).viewer).toBe(first.viewer)
  clock.now = 60_000
  await identify('ada')
  expect(verified).toEqual(['ada', 'ada'])
})

test('a token is verified again once it has ended', async () => {
  const { clock, verified, identify } = open()
  await identify('short')
  clock.now = 10_000
  await identify('short')
  expect(verified).toEqual(['short', 'short'])
})

test('every token is its own, one that does not hold is never kept, and neither is nobody', async () => {
  const { verified, identify } = open()
  expect((await identify('ada')).viewer.subject).toBe('ada')
  expect((await identify('bob')).viewer.subject).toBe('bob')
  for (const _ of [1, 2]) await expect(identify('forged')).rejects.toThrow('refused')
  for (const _ of [1, 2]) expect((await identify(undefined)).expiresAt).toBeNull()
  expect(verified).toEqual(['ada', 'bob', 'forged', 'forged', undefined, undefined])
})

test('of many tokens the last five thousand are kept', async () => {
  const { verified, identify } = open()
  for (let index = 0; index <= 5_000; index += 1) await identify(`token-${index}`)
  await identify('token-5000')
  expect(verified).toHaveLength(5_001)
  await identify('token-0')
  expect(verified).toHaveLength(5_002)
})
