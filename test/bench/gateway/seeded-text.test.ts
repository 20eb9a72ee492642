import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIXED_SEED, findSeed, seededText, seedOf } from './seeded-text.ts'

const anySeed = fc.integer({ min: 1, max: 36 ** 7 - 1 }).map(seedOf)
const plainText = fc.string().filter((text) => !text.includes('~'))

test('a text for another seed differs from its template in the seeds and in nothing else', () => {
  fc.assert(
    fc.property(fc.array(plainText), anySeed, (between, seed) => {
      const text = seededText(Buffer.from(between.join(FIXED_SEED)))
      expect(text.withSeed(seed).toString()).toBe(between.join(seed))
      expect(text.withSeed(FIXED_SEED).toString()).toBe(between.join(FIXED_SEED))
    }),
  )
})

test('a seed is found again in a text that holds it, and none in a text without', () => {
  fc.assert(
    fc.property(plainText, anySeed, (text, seed) => {
      expect(findSeed(`${text}${seed}u1`)).toBe(seed)
    }),
  )
  expect(findSeed('{"query":"{ users { id } }"}')).toBeUndefined()
})

test('no two requests get the same seed, and none the one of the identical requests', () => {
  const seeds = new Set(Array.from({ length: 10_000 }, (_, n) => seedOf(n + 1)))
  expect(seeds.size).toBe(10_000)
  expect(seeds.has(FIXED_SEED)).toBe(false)
})
