import { describe, expect, test } from 'vitest'
import { isProblem } from './document-number.ts'
import { parseEepLine, parseTd1, parseTd3 } from './mrz.ts'
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
      format: 'TD3',
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

describe('the zone of a card (TD1)', () => {
  const first = 'I<UTOD231458907<<<<<<<<<<<<<<<'
  const second = '7408122F1204159UTO<<<<<<<<<<<6'
  const third = 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'

  test('tells all that the specimen of ICAO 9303 part 5 says', () => {
    expect(parseTd1(`${first}\n${second}\n${third}`, { asOf })).toEqual({
      format: 'TD1',
      issuingState: 'UTO',
      documentNumber: 'D23145890',
      nationality: 'UTO',
      birthDate: '1974-08-12',
      sex: 'FEMALE',
      expiresOn: '2012-04-15',
      optionalData: '',
      name: { surname: 'ERIKSSON', givenNames: 'ANNA MARIA' },
      checks: { documentNumber: 'VALID', birthDate: 'VALID', expiryDate: 'VALID', composite: 'VALID' },
      checkDigitVerdict: 'VALID',
    })
  })

  test('without its third line has no name', () => {
    expect(parseTd1(first + second, { asOf })).toMatchObject({ name: null, checkDigitVerdict: 'VALID' })
  })

  test('with another last digit is mistyped', () => {
    expect(parseTd1(`${first}${second.slice(0, -1)}5`, { asOf })).toMatchObject({
      checks: { composite: 'INVALID' },
      checkDigitVerdict: 'INVALID',
    })
  })

  test('is never valid with one digit changed', () => {
    const verdicts = withOneDigitChanged(first + second).map((changed) => {
      const result = parseTd1(changed, { asOf })
      return isProblem(result) ? 'refused' : result.checkDigitVerdict
    })
    expect(verdicts.length).toBeGreaterThan(100)
    expect(verdicts).not.toContain('VALID')
  })

  test('is judged over both optional fields to their last place', () => {
    const [line1, line2] = ['I<UTOD231458907AB12<<<<<<<<<<Z', '7408122F1204159UTOQ9<<<<<<<<X6']
    const digit = compositeOf(line1, line2)
    expect(parseTd1(line1 + line2.slice(0, -1) + digit, { asOf })).toMatchObject({
      optionalData: 'AB12<<<<<<<<<<ZQ9<<<<<<<<X',
      checkDigitVerdict: 'VALID',
    })
    const changed = [line1.replace('Z', 'Y') + line2, line1 + line2.replace('X6', 'Y6')]
    for (const text of changed) {
      expect(parseTd1(text.slice(0, -1) + digit, { asOf })).toMatchObject({ checks: { composite: 'INVALID' } })
    }
  })

  test('carries a number of more than nine characters on into the optional field', () => {
    // ICAO 9303 part 5, appendix B: number D23145890734, check digit 9.
    const long = 'I<UTOD23145890<7349<<<<<<<<<<<'
    expect(parseTd1(long + second.slice(0, -1) + compositeOf(long, second), { asOf })).toMatchObject({
      documentNumber: 'D23145890734',
      optionalData: '',
      checks: { documentNumber: 'VALID', composite: 'VALID' },
    })
    expect(parseTd1(long.replace('7349', '7348') + second, { asOf })).toMatchObject({
      checks: { documentNumber: 'INVALID' },
    })
  })

  test.each([
    '',
    first,
    'X<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6',
    `I<UTOD23145890<${'<'.repeat(15)}${second}`,
  ])('%j is refused', (text) => {
    expect(parseTd1(text, { asOf })).toMatchObject({ code: 'SHAPE_UNKNOWN' })
  })

  function compositeOf(line1: string, line2: string): string {
    return mrzCheckDigit(line1.slice(5) + line2.slice(0, 7) + line2.slice(8, 15) + line2.slice(18, 29))
  }
})

describe('the line of an electronic two-way permit', () => {
  const line = (number: string, expiry: string, birth: string) =>
    `CS${number}${mrzCheckDigit(number)}<${expiry}${mrzCheckDigit(expiry)}<${birth}${mrzCheckDigit(birth)}<0`

  test('is valid by its three fields; the last digit, whose rule nobody published, is not judged', () => {
    expect(line('C88608477', '330101', '880505').slice(0, 12)).toBe('CSC886084772')
    expect(parseEepLine(line('C88608477', '330101', '880505'), { asOf })).toEqual({
      documentNumber: 'C88608477',
      birthDate: '1988-05-05',
      expiresOn: '2033-01-01',
      checks: { documentNumber: 'VALID', birthDate: 'VALID', expiryDate: 'VALID' },
      checkDigitVerdict: 'VALID',
    })
  })

  test('with a wrong field digit is mistyped', () => {
    const mistyped = line('C88608477', '330101', '880505').replace('C886084772', 'C886084773')
    expect(parseEepLine(mistyped, { asOf })).toMatchObject({
      checks: { documentNumber: 'INVALID' },
      checkDigitVerdict: 'INVALID',
    })
  })

  test.each(['CA0000001', 'CZ0000001'])('of the series of 2018, %s, is known', (number) => {
    expect(parseEepLine(line(number, '330101', '880505'), { asOf })).toMatchObject({ checkDigitVerdict: 'VALID' })
  })

  test.each([
    [line('CI0000001', '330101', '880505'), 'SHAPE_UNKNOWN'],
    [line('CO0000001', '330101', '880505'), 'SHAPE_UNKNOWN'],
    [line('H00000001', '330101', '880505'), 'SHAPE_UNKNOWN'],
    [line('C88608477', '330231', '880505'), 'DATE_IMPOSSIBLE'],
    ['', 'SHAPE_UNKNOWN'],
  ])('%j is refused as %s', (text, code) => {
    expect(parseEepLine(text, { asOf })).toMatchObject({ code })
  })
})
