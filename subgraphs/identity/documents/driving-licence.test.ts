import { expect, test } from 'vitest'
import { parseDrivingLicence } from './driving-licence.ts'

const licence = { kind: 'DRIVING_LICENCE', fileNumber: null }

test.each([
  ['HKG', 'zz000001(8)', { number: 'ZZ000001', checkDigit: '8', checkDigitVerdict: 'VALID' }],
  ['HKG', 'ZZ000001(9)', { number: 'ZZ000001', checkDigit: '9', checkDigitVerdict: 'INVALID' }],
  ['HKG', '000000001', { number: '000000001', checkDigit: null, checkDigitVerdict: 'NOT_VERIFIABLE' }],
  ['CHN', '440304190001010010', { number: '44030419000101001', checkDigit: '0', checkDigitVerdict: 'VALID' }],
  ['CHN', '810000190001010018', { number: '81000019000101001', checkDigit: '8', checkDigitVerdict: 'VALID' }],
  ['CHN', '944840190001010015', { number: '94484019000101001', checkDigit: '5', checkDigitVerdict: 'VALID' }],
  ['MAC', '12345/2020', { number: '12345/2020', checkDigit: null, checkDigitVerdict: 'NOT_VERIFIABLE' }],
])('a licence of %s numbered %s is read', (issuingState, text, expected) => {
  expect(parseDrivingLicence(text, { issuingState })).toEqual({ ...licence, issuingState, ...expected })
})

test.each(['440304190001010010/440300000001', '440304190001010010 440300000001'])(
  'a Mainland licence may carry its file number: %s',
  (text) => {
    expect(parseDrivingLicence(text, { issuingState: 'CHN' })).toEqual({
      ...licence,
      issuingState: 'CHN',
      number: '44030419000101001',
      checkDigit: '0',
      checkDigitVerdict: 'VALID',
      fileNumber: '440300000001',
    })
  },
)

test.each([
  ['HKG', 'a mistyped HKID is no passport number', 'A12345(3)', 'SHAPE_UNKNOWN'],
  ['CHN', 'the holder must have been born on a real day', '440402190002310034', 'DATE_IMPOSSIBLE'],
  ['CHN', 'a file number has twelve digits', '440304190001010010/4403', 'SHAPE_UNKNOWN'],
  ['MAC', 'three characters are too few', '123', 'SHAPE_UNKNOWN'],
  ['GBR', 'other states licences are not kept here', '440304190001010010', 'SHAPE_UNKNOWN'],
])('for %s, %s', (issuingState, _rule, text, code) => {
  expect(parseDrivingLicence(text, { issuingState })).toMatchObject({ code })
})
