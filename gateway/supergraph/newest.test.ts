import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openNewest } from './newest.ts'
import { pause, until } from './testing/collect.ts'

const again = (note: () => void) => {
  note()
  return 'again' as const
}

test('in whatever order things come, never two are worked on at once, and the last one is worked on last', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), async (s, pauses) => {
      const begun: number[] = []
      let atOnce = 0
      let most = 0
      const work = async (item: number) => {
        begun.push(item)
        atOnce += 1
        most = Math.max(most, atOnce)
        await s.schedule(Promise.resolve(), `work on ${item}`)
        atOnce -= 1
        return 'done' as const
      }
      const newest = openNewest<number>({ work, retryMs: 1, retries: 0 })
      for (const [item, waits] of pauses.entries()) {
        newest.offer(item)
        if (waits && s.count() > 0) await s.waitOne()
      }
      const turn = () => new Promise((resolve) => setImmediate(resolve))
      for (await turn(); s.count() > 0; await turn()) await s.waitOne()
      await newest.close()
      expect(most).toBe(1)
      expect(begun.at(-1)).toBe(pauses.length - 1)
      expect(begun).toEqual([...begun].sort((a, b) => a - b))
    }),
    { numRuns: 200 },
  )
})

test('work that asks for it is tried again, and given up after so many tries', async () => {
  let tries = 0
  const newest = openNewest<string>({ work: async () => again(() => tries++), retryMs: 1, retries: 3 })
  newest.offer('a')
  await until(() => tries === 4)
  await pause(50)
  expect(tries).toBe(4)
})

test('what is newer takes the place of another try', async () => {
  const begun: string[] = []
  const work = async (item: string) => {
    begun.push(item)
    return item === 'bad' ? ('again' as const) : ('done' as const)
  }
  const newest = openNewest({ work, retryMs: 20, retries: 3 })
  newest.offer('bad')
  await until(() => begun.length === 1)
  newest.offer('good')
  await pause(80)
  expect(begun).toEqual(['bad', 'good'])
})

test('after closing nothing is begun any more', async () => {
  const begun: string[] = []
  const newest = openNewest<string>({ work: async (item) => again(() => begun.push(item)), retryMs: 1, retries: 9 })
  newest.offer('a')
  await newest.close()
  newest.offer('b')
  await pause(30)
  expect(begun).toEqual(['a'])
})
