import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mrzCheckDigit } from './mrz-fields.ts'
import { parsePassport } from './passport.ts'

test.each([
  ['CHN', 'e00000001', 'E00000001'],
  ['CHN', 'EA0000001', 'EA0000001'],
  ['HKG', 'K 0000 0001', 'K00000001'],
  ['HKG', 'H00000001', 'H00000001'],
  ['HKG', 'HJ0000001', 'HJ0000001'],
  ['MAC', 'MA0000001', 'MA0000001'],
  ['GBR', '000000001', '000000001'],
  ['IND', 'Ｚ０００００01', 'Z0000001'],
])('the printed number of a %s passport, %s, has no check digit to verify', (issuingState, text, number) => {
  expect(parsePassport(text, { issuingState })).toEqual({
    kind: 'PASSPORT',
    number,
    checkDigit: null,
    checkDigitVerdict: 'NOT_VERIFIABLE',
    issuingState,
  })
})

test.each([
  ['UTO', 'L898902C36', 'L898902C3', 'VALID'],
  ['HKG', 'K000000011', 'K00000001', 'VALID'],
  ['IND', 'Z0000001<8', 'Z0000001', 'VALID'],
  ['IND', 'Z0000001<0', 'Z0000001', 'INVALID'],
])('a %s number from the machine readable zone, %s, carries its check digit', (issuingState, text, number, verdict) => {
  expect(parsePassport(text, { issuingState })).toMatchObject({ number, checkDigitVerdict: verdict })
})

test.each([
  ['CHN', 'K00000001'],
  ['HKG', 'E00000001'],
  ['HKG', 'K0000001'],
  ['MAC', 'MC0000001'],
  ['GBR', '1234'],
  ['GBR', '12345678901'],
  ['GBR', '12-45678'],
  ['IND', 'Z00<00018'],
  ['GBR', ''],
])('a %s passport has no number like %j', (issuingState, text) => {
  expect(parsePassport(text, { issuingState })).toMatchObject({ code: 'SHAPE_UNKNOWN' })
})

test('a number with its computed digit is always valid, with any other digit never', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9]{5,9}$/), fc.integer({ min: 0, max: 9 }), (number, step) => {
      const field = number.padEnd(9, '<')
      const digit = (Number(mrzCheckDigit(field)) + step) % 10
      expect(parsePassport(`${field}${digit}`, { issuingState: 'UTO' })).toMatchObject({
        number,
        checkDigitVerdict: step === 0 ? 'VALID' : 'INVALID',
      })
    }),
  )
})
