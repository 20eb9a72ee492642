import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isProblem } from './document-number.ts'
import { mod112CheckDigit, parseForeignPrCard, parseHmtResidencePermit, parseMainlandRic } from './mainland-ric.ts'

describe('a citizen number of the Mainland', () => {
  test('tells region, birth date and sex', () => {
    expect(parseMainlandRic('11010519491231002x')).toEqual({
      kind: 'MAINLAND_RIC',
      number: '11010519491231002',
      checkDigit: 'X',
      checkDigitVerdict: 'VALID',
      regionCode: '110105',
      birthDate: '1949-12-31',
      sex: 'FEMALE',
    })
  })

  test.each([
    '440304190001010010',
    '440106190001010020',
    '44040219000101003X',
    '440604190001010041',
    '440703190001010059',
    '441202190001010064',
    '441302190001010078',
    '441900190001010086',
    '442000190001010096',
    '440402200002290033',
    '４４０３０４ 19000101 001０',
  ])('%s is valid', (text) => {
    expect(parseMainlandRic(text)).toMatchObject({ checkDigitVerdict: 'VALID' })
  })

  test('440304190001010011 is well formed but mistyped', () => {
    expect(parseMainlandRic('440304190001010011')).toMatchObject({ checkDigitVerdict: 'INVALID' })
  })

  test.each([
    ['31 February', '440402190002310034'],
    ['29 February of a common year', '440402190002290037'],
    ['month 13', '440402190013010034'],
  ])('with %s in it is refused though its check digit may fit', (_case, text) => {
    expect(parseMainlandRic(text)).toEqual({
      code: 'DATE_IMPOSSIBLE',
      got: '9'.repeat(18),
      wanted: 'a birth date that exists in places 7 to 14',
    })
  })

  test.each(['', '44030419000101001', '740304190001010010', '440304170001010010', '4403041900010100X0'])(
    '%j is refused',
    (text) => {
      expect(parseMainlandRic(text)).toMatchObject({ code: 'SHAPE_UNKNOWN' })
    },
  )
})

describe('a residence permit for Hong Kong, Macao and Taiwan residents', () => {
  test.each([
    ['810000190001010018', 'HONG_KONG'],
    ['810000190001010026', 'HONG_KONG'],
    ['82000019000101001X', 'MACAO'],
    ['820000190001010028', 'MACAO'],
    ['830000190001010011', 'TAIWAN'],
  ])('%s is valid and from %s', (text, origin) => {
    expect(parseHmtResidencePermit(text)).toEqual({
      kind: 'HMT_RESIDENCE_PERMIT',
      number: text.slice(0, 17),
      checkDigit: text.slice(17),
      checkDigitVerdict: 'VALID',
      origin,
      birthDate: '1900-01-01',
    })
  })

  test('820000190001010010 is well formed but mistyped', () => {
    expect(parseHmtResidencePermit('820000190001010010')).toMatchObject({ checkDigitVerdict: 'INVALID' })
  })

  test.each([
    ['840000190001010018', 'SHAPE_UNKNOWN'],
    ['440304190001010010', 'SHAPE_UNKNOWN'],
    ['810000190002300018', 'DATE_IMPOSSIBLE'],
  ])('%s is refused as %s', (text, code) => {
    expect(parseHmtResidencePermit(text)).toMatchObject({ code })
  })
})

describe('a foreign permanent resident card', () => {
  test.each([
    ['944840190001010015', '44', '840', '1900-01-01'],
    ['944826190001010026', '44', '826', '1900-01-01'],
    ['932682198501010017', '32', '682', '1985-01-01'],
    ['911124198108030024', '11', '124', '1981-08-03'],
  ])('%s is valid', (text, provinceCode, nationalityCode, birthDate) => {
    expect(parseForeignPrCard(text)).toEqual({
      kind: 'FOREIGN_PR_CARD',
      number: text.slice(0, 17),
      checkDigit: text.slice(17),
      checkDigitVerdict: 'VALID',
      provinceCode,
      nationalityCode,
      birthDate,
    })
  })

  test('911124198108030028 is well formed but mistyped', () => {
    expect(parseForeignPrCard('911124198108030028')).toMatchObject({ checkDigitVerdict: 'INVALID' })
  })

  test('of before December 2023 is known by its shape and cannot be verified', () => {
    expect(parseForeignPrCard('usa440100000101')).toEqual({
      kind: 'FOREIGN_PR_CARD',
      number: 'USA440100000101',
      checkDigit: null,
      checkDigitVerdict: 'NOT_VERIFIABLE',
      provinceCode: null,
      nationalityCode: null,
      birthDate: null,
    })
  })

  test.each([
    ['844840190001010015', 'SHAPE_UNKNOWN'],
    ['US4401000001011', 'SHAPE_UNKNOWN'],
    ['944840190102290015', 'DATE_IMPOSSIBLE'],
  ])('%s is refused as %s', (text, code) => {
    expect(parseForeignPrCard(text)).toMatchObject({ code })
  })
})

describe('ISO 7064 MOD 11-2', () => {
  const family = [
    { name: 'a citizen number', parse: parseMainlandRic, prefix: /^[1-6][0-9]{5}/ },
    { name: 'a residence permit', parse: parseHmtResidencePermit, prefix: /^8[123]0000/ },
    { name: 'a permanent resident card', parse: parseForeignPrCard, prefix: /^9[0-9]{5}/ },
  ]
  const bodies = (prefix: RegExp) =>
    fc
      .tuple(
        fc.stringMatching(new RegExp(`${prefix.source}$`)),
        fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        fc.stringMatching(/^[0-9]{3}$/),
      )
      .map(([region, birth, sequence]) => region + birth.toISOString().slice(0, 10).replaceAll('-', '') + sequence)

  test.each(family)('computed for $name makes it valid', ({ parse, prefix }) => {
    fc.assert(
      fc.property(bodies(prefix), (body) => {
        expect(parse(body + mod112CheckDigit(body))).toMatchObject({ number: body, checkDigitVerdict: 'VALID' })
      }),
    )
  })

  test.each(family)('finds any one digit changed in $name', ({ parse, prefix }) => {
    fc.assert(
      fc.property(bodies(prefix), fc.nat(16), fc.integer({ min: 1, max: 9 }), (body, place, step) => {
        const changed = body.slice(0, place) + ((Number(body[place]) + step) % 10) + body.slice(place + 1)
        const result = parse(changed + mod112CheckDigit(body))
        expect(isProblem(result) || result.checkDigitVerdict === 'INVALID').toBe(true)
      }),
    )
  })

  test.each(family)('finds any two neighbours swapped in $name', ({ parse, prefix }) => {
    fc.assert(
      fc.property(bodies(prefix), fc.nat(16), (body, place) => {
        const whole = body + mod112CheckDigit(body)
        const [left, right] = [whole.charAt(place), whole.charAt(place + 1)]
        fc.pre(left !== right)
        const result = parse(whole.slice(0, place) + right + left + whole.slice(place + 2))
        expect(isProblem(result) || result.checkDigitVerdict === 'INVALID').toBe(true)
      }),
    )
  })
})
