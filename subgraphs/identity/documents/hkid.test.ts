import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isProblem } from './document-number.ts'
import { hkidCheckDigit, parseHkid } from './hkid.ts'

describe('an HKID number', () => {
  test.each([
    ['A123456(3)', 'A123456', '3'],
    ['AB987654(3)', 'AB987654', '3'],
    ['G123456(A)', 'G123456', 'A'],
    ['K000000(0)', 'K000000', '0'],
    ['ZZ000000(A)', 'ZZ000000', 'A'],
    ['ZZ000001(8)', 'ZZ000001', '8'],
    ['ZZ000002(6)', 'ZZ000002', '6'],
    ['ZZ000003(4)', 'ZZ000003', '4'],
    ['ZZ000004(2)', 'ZZ000004', '2'],
    ['ZZ000005(0)', 'ZZ000005', '0'],
    ['ZZ000006(9)', 'ZZ000006', '9'],
  ])('%s is valid', (text, number, checkDigit) => {
    expect(parseHkid(text)).toEqual({ kind: 'HKID', number, checkDigit, checkDigitVerdict: 'VALID' })
  })

  test.each(['A123456(4)', 'G123456(0)', 'Z683365(5)', 'ZZ000001(9)'])('%s is well formed but mistyped', (text) => {
    expect(parseHkid(text)).toMatchObject({ kind: 'HKID', checkDigitVerdict: 'INVALID' })
  })

  test.each(['a123456(3)', ' A 123456 3 ', 'Ａ１２３４５６（３）', 'A123456３', 'a123456[3]'])(
    '%s is read as typed',
    (text) => {
      expect(parseHkid(text)).toEqual({
        kind: 'HKID',
        number: 'A123456',
        checkDigit: '3',
        checkDigitVerdict: 'VALID',
      })
    },
  )

  test.each([
    ['', 'nothing'],
    ['A123456', 'A999999'],
    ['ABC123456(3)', 'AAA9999999'],
    ['A123456(B)', 'A999999A'],
    ['ß123456(3)', '?9999999'],
    ['A12345６７(3)', 'A99999999'],
  ])('%j is refused and told only as the shape %s', (text, got) => {
    expect(parseHkid(text)).toEqual({
      code: 'SHAPE_UNKNOWN',
      got,
      wanted: 'one or two letters, six digits and the check digit, such as A123456(3)',
    })
  })

  const numbers = fc.stringMatching(/^[A-Z]{1,2}[0-9]{6}$/)

  test('with its computed digit is always valid', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(parseHkid(`${number}(${hkidCheckDigit(number)})`)).toMatchObject({ number, checkDigitVerdict: 'VALID' })
      }),
    )
  })

  test('with one digit changed is never valid', () => {
    fc.assert(
      fc.property(numbers, fc.nat(5), fc.integer({ min: 1, max: 9 }), (number, place, step) => {
        const at = number.length - 6 + place
        const changed = number.slice(0, at) + ((Number(number[at]) + step) % 10) + number.slice(at + 1)
        expect(parseHkid(changed + hkidCheckDigit(number))).toMatchObject({ checkDigitVerdict: 'INVALID' })
      }),
    )
  })

  test('with two different neighbouring digits swapped is never valid', () => {
    fc.assert(
      fc.property(numbers, fc.nat(5), (number, place) => {
        const whole = number + hkidCheckDigit(number)
        const at = number.length - 6 + place
        const [left, right] = [whole.charAt(at), whole.charAt(at + 1)]
        fc.pre(left !== right)
        const result = parseHkid(whole.slice(0, at) + right + left + whole.slice(at + 2))
        expect(isProblem(result) || result.checkDigitVerdict === 'INVALID').toBe(true)
      }),
    )
  })
})
