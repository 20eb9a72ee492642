import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Connection } from './connection.ts'
import { pageOf } from './connection.ts'

const letters = ['a', 'b', 'c', 'd', 'e']
const self = (letter: string) => letter

test('paging to the end shows every entry once, in order, whatever the page size', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 7 }),
      (all, first) => {
        const seen: string[] = []
        let after: string | null = null
        for (;;) {
          const page: Connection<string> = pageOf(all, { first, after }, self)
          seen.push(...page.nodes)
          if (!page.pageInfo.hasNextPage) break
          after = page.pageInfo.endCursor
        }
        expect(seen).toEqual(all)
      },
    ),
  )
})

test('a page tells where it stands', () => {
  const page = pageOf(letters, { first: 2, after: pageOf(letters, { first: 1 }, self).pageInfo.endCursor }, self)
  expect(page.nodes).toEqual(['b', 'c'])
  expect(page.edges.map((edge) => edge.node)).toEqual(['b', 'c'])
  expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true })
  expect(page.totalCount).toBe(5)
})

test.each([0, -1, 101])('a page of %i entries is refused with the sizes that are possible', (first) => {
  expect(() => pageOf(letters, { first }, self)).toThrow(`got first: ${first}, wanted 1 to 100; page on with after`)
})

test('a cursor that names nothing is refused and says what to do', () => {
  expect(() => pageOf(letters, { after: 'enp6' }, self)).toThrow('start again without after')
})
