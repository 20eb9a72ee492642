import { describe, expect, test } from 'vitest'
import { isProblem } from './document-number.ts'
import { parseTd3 } from './mrz.ts'
import { mrzCheckDigit } from './mrz-fields.ts'

const asOf = '2026-11-21'

/** Every text that differs from this one in a single digit. */
function withOneDigitChanged(text: string): string[] {
  return [...text].flatMap((character, place) =>
    /\d/.test(character)
      ? Array.from({ length: 9 }, (_, step) => (Number(character) + step + 1) % 10).map(
          (digit) => text.slice(0, place) + digit + text.slice(place + 1),
        )
      : [],
  )
}

describe('the zone of a passport (TD3)', () => {
  const specimen = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10'

  test('tells all that the specimen of ICAO 9303 part 4 says', () => {
    expect(parseTd3(specimen, { asOf })).toEqual({
      issuingState: 'UTO',
      documentNumber: 'L898902C3',
      nationality: 'UTO',
      birthDate: '1974-08-12',
      sex: 'FEMALE',
      expiresOn: '2012-04-15',
      optionalData: 'ZE184226B',
      name: { surname: 'ERIKSSON', givenNames: 'ANNA MARIA' },
      checks: {
        documentNumber: 'VALID',
        birthDate: 'VALID',
        expiryDate: 'VALID',
        optionalData: 'VALID',
        composite: 'VALID',
      },
      checkDigitVerdict: 'VALID',
    })
  })

  test('can be read from its second line alone, without issuer and name', () => {
    expect(parseTd3('K000000011CHN9001011F3501014<<<<<<<<<<<<<<04', { asOf })).toMatchObject({
      documentNumber: 'K00000001',
      nationality: 'CHN',
      birthDate: '1990-01-01',
      expiresOn: '2035-01-01',
      issuingState: null,
      name: null,
      optionalData: '',
      checkDigitVerdict: 'VALID',
    })
  })

  test.each(['L898902C36UTO7408122F1204159ZE184226B<<<<<10', 'K000000011CHN9001011F3501014<<<<<<<<<<<<<<04'])(
    '%s is never valid with one digit changed',
    (line) => {
      const verdicts = withOneDigitChanged(line).map((changed) => {
        const result = parseTd3(changed, { asOf })
        return isProblem(result) ? 'refused' : result.checkDigitVerdict
      })
      expect(verdicts.length).toBeGreaterThan(100)
      expect(verdicts).not.toContain('VALID')
    },
  )

  test('says which digit disagrees', () => {
    expect(parseTd3('L898902C36UTO7408123F1204159ZE184226B<<<<<10', { asOf })).toMatchObject({
      checks: { documentNumber: 'VALID', birthDate: 'INVALID', expiryDate: 'VALID', composite: 'INVALID' },
      checkDigitVerdict: 'INVALID',
    })
  })

  test('with a filler for the digit of an empty field is valid, and of a filled field is not', () => {
    expect(parseTd3('K000000011CHN9001011F3501014<<<<<<<<<<<<<<<4', { asOf })).toMatchObject({
      checkDigitVerdict: 'VALID',
    })
    expect(parseTd3('L898902C36UTO7408122F1204159ZE184226B<<<<<<0', { asOf })).toMatchObject({
      checks: { optionalData: 'INVALID' },
      checkDigitVerdict: 'INVALID',
    })
  })

  test.each([
    ['a birth after today belongs to the last century', '261122', '350101', '1926-11-22', '2035-01-01'],
    ['a birth today is of this century', '261121', '350101', '2026-11-21', '2035-01-01'],
    ['an expiry 15 years ahead is of this century', '900101', '411231', '1990-01-01', '2041-12-31'],
    ['an expiry 16 years ahead is long past', '900101', '420101', '1990-01-01', '1942-01-01'],
  ])('%s', (_rule, birth, expiry, birthDate, expiresOn) => {
    const line = `K000000011CHN${birth}${mrzCheckDigit(birth)}F${expiry}${mrzCheckDigit(expiry)}${'<'.repeat(15)}0`
    expect(parseTd3(line, { asOf })).toMatchObject({ birthDate, expiresOn })
  })

  test('may leave the day of birth open', () => {
    const line = `K000000011CHN9001<<${mrzCheckDigit('9001<<')}F3501014${'<'.repeat(15)}0`
    expect(parseTd3(line, { asOf })).toMatchObject({ birthDate: null, checks: { birthDate: 'VALID' } })
  })

  test.each([
    ['', 'SHAPE_UNKNOWN'],
    ['L898902C36UTO7408122F1204159ZE184226B<<<<<1', 'SHAPE_UNKNOWN'],
    [`V${specimen.slice(1)}`, 'SHAPE_UNKNOWN'],
    ['L898902C36UTO7413122F1204159ZE184226B<<<<<10', 'DATE_IMPOSSIBLE'],
    ['L898902C36UTO7408122F1202309ZE184226B<<<<<10', 'DATE_IMPOSSIBLE'],
  ])('%j is refused as %s', (text, code) => {
    expect(parseTd3(text, { asOf })).toMatchObject({ code })
  })
})
