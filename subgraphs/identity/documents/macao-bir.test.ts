import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMacaoBir } from './macao-bir.ts'

test.each([
  ['1234567(8)', '1234567', '8'],
  ['5000001(1)', '5000001', '1'],
  ['7000001(1)', '7000001', '1'],
  ['１２３４５６７（８）', '1234567', '8'],
])('%s is a Macao card whose digit cannot be verified', (text, number, checkDigit) => {
  expect(parseMacaoBir(text)).toEqual({ kind: 'MACAO_BIR', number, checkDigit, checkDigitVerdict: 'NOT_VERIFIABLE' })
})

test('no Macao card is ever refused for the digit in brackets', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[157][0-9]{6}$/), fc.nat(9), (number, digit) => {
      expect(parseMacaoBir(`${number}(${digit})`)).toEqual({
        kind: 'MACAO_BIR',
        number,
        checkDigit: String(digit),
        checkDigitVerdict: 'NOT_VERIFIABLE',
      })
    }),
  )
})

test.each([
  ['2234567(8)', '99999999'],
  ['123456(7)', '9999999'],
  ['1234567(A)', '9999999A'],
  ['', 'nothing'],
])('%j has not the shape of a Macao card', (text, got) => {
  expect(parseMacaoBir(text)).toMatchObject({ code: 'SHAPE_UNKNOWN', got })
})
