import { expect, test } from 'vitest'
import { difference } from './compare.ts'

const answer = (data: unknown, ...paths: (string | number)[][]) => ({ data, errors: paths.map((path) => ({ path })) })

test('equal answers with equal errors do not differ', () => {
  expect(
    difference(answer({ a: [{ b: null }] }, ['a', 0, 'b']), answer({ a: [{ b: null }] }, ['a', 0, 'b'])),
  ).toBeUndefined()
})

test('another value, another order of names and a missing name are found', () => {
  expect(difference(answer({ a: 1 }), answer({ a: 2 }))).toBe('the data differ')
  expect(difference(answer({ a: 1, b: 2 }), answer({ b: 2, a: 1 }))).toBe('the data differ')
  expect(difference(answer({ a: null }), answer({}))).toBe('the data differ')
})

test('refused operations are not taken for answers that are null', () => {
  expect(difference(answer(null), answer(undefined))).toBe('the data differ')
})

test('an error that is missing and one that nobody wanted are found', () => {
  expect(difference(answer({ a: null }, ['a']), answer({ a: null }))).toBe('no errors at ["a"]')
  expect(difference(answer({ a: null }), answer({ a: null }, ['a']))).toBe('errors nobody wanted at ["a"]')
})

test('below a null that both show, it does not matter which of the errors was seen', () => {
  expect(difference(answer({ a: null }, ['a', 'b']), answer({ a: null }, ['a', 'c'], ['a', 'd']))).toBeUndefined()
})

test('an error at a place that is not in the data is not taken for one that is', () => {
  expect(difference(answer({ a: null }, ['a']), answer({ a: null }, ['x']))).toBe('errors nobody wanted at ["x"]')
})
