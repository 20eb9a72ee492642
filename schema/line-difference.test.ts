import { expect, test } from 'vitest'
import { describeDifference } from './line-difference.ts'

const lines = (...all: string[]) => all.join('\n')
const difference = (got: string | undefined, wanted: string) => describeDifference({ path: 'f', got, wanted })

test('a missing file is called missing', () => {
  expect(difference(undefined, 'a')).toBe('f is missing')
})

test('a changed line is shown as it is and as it should be, without its neighbours', () => {
  expect(difference(lines('a', 'b', 'c', 'd', 'e'), lines('a', 'x', 'c', 'd', 'e'))).toBe(
    lines('f is out of date from line 2:', '    - b', '    + x'),
  )
})

test('added lines are shown alone, also at the end', () => {
  expect(difference(lines('a', 'b', 'c', 'd'), lines('a', 'n', 'b', 'c', 'd'))).toBe(
    lines('f is out of date from line 2:', '    + n'),
  )
  expect(difference('a', lines('a', 'b'))).toBe(lines('f is out of date from line 2:', '    + b'))
})

test('only the first place is shown, and a long one is cut', () => {
  const many = Array.from({ length: 9 }, (_, index) => `n${index}`)
  expect(difference(lines('a', 'b', 'c', 'd', 'e'), lines(...many, 'a', 'b', 'c', 'd', 'x'))).toBe(
    lines(
      'f is out of date from line 1:',
      ...many.slice(0, 6).map((line) => `    + ${line}`),
      '    + … and 3 more lines',
    ),
  )
})
