import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswer } from './read-answer.ts'

const invalid = expect.objectContaining({ failure: 'SUBGRAPH_INVALID_RESPONSE' })

describe('an answer', () => {
  test.each([
    ['data', '{"data":{"a":1}}', { data: { a: 1 }, errors: [], plain: true }],
    ['data and no errors', '{"data":{"a":1},"errors":null}', { data: { a: 1 }, errors: [], plain: true }],
    ['data and an empty list of errors', '{"data":{},"errors":[]}', { data: {}, errors: [], plain: true }],
    ['what else it says is not heard', '{"data":{},"extensions":{"secret":1}}', { data: {}, errors: [], plain: true }],
  ])('is taken with %s', (_name, text, answer) => {
    expect(readAnswer(text)).toEqual(answer)
  })

  test.each([
    '',
    'null',
    '1',
    '"data"',
    '[]',
    '{}',
    '{"data":null}',
    '{"data":null,"errors":[]}',
    '{"data":[]}',
    '{"data":"x"}',
    '{"data":{},"errors":{}}',
    '{"data":{},"errors":"many"}',
    '{"data":{"a":1}',
    '\ufeff{"data":{}}',
    '{"data":{}} {"data":{}}',
  ])('is refused where it is %j', (text) => {
    expect(readAnswer(text)).toEqual(invalid)
  })
})

test.each([
  ['plain', '{"data":{"a":"x, 香港 \u007f \u2028"}}', true],
  ['a quotation mark', String.raw`{"data":{"a":"\""}}`, false],
  ['a backslash', String.raw`{"data":{"a":"\\"}}`, false],
  ['a control character', String.raw`{"data":{"a":"\n"}}`, false],
  ['half of a pair', String.raw`{"data":{"a":"\ud83d"}}`, false],
])('tells whether a string may have something to escape: %s', (_name, text, plain) => {
  expect(readAnswer(text)).toMatchObject({ plain })
})

describe('an error', () => {
  const read = (error: unknown) => {
    const answer = readAnswer(JSON.stringify({ errors: [error] }))
    return 'errors' in answer ? answer.errors[0] : undefined
  }
  const bare = { message: 'no', path: undefined, code: undefined, errorId: undefined, public: false }

  test('is heard with its message, place, code, id and mark', () => {
    const extensions = { code: 'PERMIT_EXPIRED', errorId: 'e1', public: true, stacktrace: ['at x.js'] }
    expect(read({ message: 'no', path: ['a', 0, '1'], extensions, locations: [] })).toEqual({
      message: 'no',
      path: ['a', 0, '1'],
      code: 'PERMIT_EXPIRED',
      errorId: 'e1',
      public: true,
    })
  })

  test.each([
    { message: 'no', path: [-1] },
    { message: 'no', path: [1.5] },
    { message: 'no', path: [2 ** 53] },
    { message: 'no', path: [null] },
    { message: 'no', path: [['a']] },
    { message: 'no', path: 'a' },
    { message: 'no', path: Array(101).fill('a') },
    { message: 'no', extensions: [] },
    { message: 'no', extensions: 'x' },
    { message: 'no', extensions: { code: 1, errorId: {}, public: 'true' } },
    { message: 'no', extensions: { code: 'X'.repeat(101), public: 1 } },
  ])('loses only what is not as it should be: %j', (error) => {
    expect(read(error)).toEqual(bare)
  })

  test.each([null, 1, 'no', [], {}, { message: 1 }, { message: null }])(
    'without a message is still one: %j',
    (error) => {
      expect(read(error)).toEqual({ ...bare, message: 'The agency reported an error without a message.' })
    },
  )

  test('beyond the hundredth is not heard', () => {
    const answer = readAnswer(JSON.stringify({ errors: Array(5_000).fill({ message: 'no' }) }))
    expect('errors' in answer && answer.errors).toHaveLength(100)
  })
})

test('whatever an agency sends, it is an answer in shape or a failure, and nothing is thrown', () => {
  const some = fc.oneof(
    fc.string(),
    fc.json(),
    fc.jsonValue().map((data) => JSON.stringify({ data, errors: data })),
  )
  const shaped = fc
    .record({ data: fc.jsonValue(), errors: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())) }, { requiredKeys: [] })
    .map((value) => JSON.stringify(value))
  fc.assert(
    fc.property(fc.oneof(some, shaped), (text) => {
      const answer = readAnswer(text)
      if ('failure' in answer) return answer.failure === 'SUBGRAPH_INVALID_RESPONSE'
      const { data, errors } = answer
      expect(data === null || (typeof data === 'object' && !Array.isArray(data))).toBe(true)
      expect(data !== null || errors.length > 0).toBe(true)
      for (const { message } of errors) expect(typeof message).toBe('string')
      return true
    }),
    { numRuns: 2_000 },
  )
})
