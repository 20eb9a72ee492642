import { expect, test } from 'vitest'
import { openLookups } from './look-up.ts'
import { answerWith, NOW, viewerOf } from './testing/fake-register.ts'

test('what does not fit is no longer watched, the least used first: whoever is asked for again is looked up again', async () => {
  const asked: (string | null)[] = []
  const lookups = openLookups({
    limit: 3,
    now: () => NOW,
    ask: async ({ subject }) => {
      asked.push(subject)
      return answerWith(`of ${subject}`)
    },
  })
  const entries = new Map<string, Awaited<ReturnType<typeof lookups.find>>>()
  const find = async (subject: string) => entries.set(subject, await lookups.find(viewerOf(subject)))
  for (const subject of ['a', 'b', 'c', 'd', 'd', 'e']) await find(subject)
  const live = [...entries].filter(([, entry]) => entry?.live).map(([subject]) => subject)
  expect(live).toHaveLength(3)
  expect(live).toContain('e')
  expect(asked).toEqual(['a', 'b', 'c', 'd', 'e'])
  await find('a')
  expect(asked.at(-1)).toBe('a')
})
