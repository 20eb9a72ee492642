import { expect, test } from 'vitest'
import { anonymous } from '../../kit/viewer-statement.ts'
import { keepIdentified } from './keep-identified.ts'

function open() {
  const clock = { now: 0 }
  const verified: string[] = []
  const verify = keepIdentified(
    async (jwt) => {
      verified.push(jwt)
      if (jwt === 'forged') throw new Error('refused')
      const expiresAt = jwt === 'short' ? 10_000 : 3_600_000
      return { viewer: { ...anonymous, subject: jwt }, expiresAt, boundTo: null }
    },
    () => clock.now,
  )
  return { clock, verified, verify }
}

test('a token that held is not verified again for a minute, and is the same viewer', async () => {
  const { clock, verified, verify } = open()
  const first = await verify('ada')
  clock.now = 59_999
  expect((await verify('ada')).viewer).toBe(first.viewer)
  clock.now = 60_000
  await verify('ada')
  expect(verified).toEqual(['ada', 'ada'])
})

test('a token is verified again once it has ended', async () => {
  const { clock, verified, verify } = open()
  await verify('short')
  clock.now = 10_000
  await verify('short')
  expect(verified).toEqual(['short', 'short'])
})

test('every token is its own, and one that does not hold is never kept', async () => {
  const { verified, verify } = open()
  expect((await verify('ada')).viewer.subject).toBe('ada')
  expect((await verify('bob')).viewer.subject).toBe('bob')
  for (const _ of [1, 2]) await expect(verify('forged')).rejects.toThrow('refused')
  expect(verified).toEqual(['ada', 'bob', 'forged', 'forged'])
})

test('of many tokens the last five thousand are kept', async () => {
  const { verified, verify } = open()
  for (let index = 0; index <= 5_000; index += 1) await verify(`token-${index}`)
  await verify('token-5000')
  expect(verified).toHaveLength(5_001)
  await verify('token-0')
  expect(verified).toHaveLength(5_002)
})
