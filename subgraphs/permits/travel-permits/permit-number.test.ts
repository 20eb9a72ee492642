import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskPermitNumber, parsePermitNumber } from './permit-number.ts'

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''))

describe('the home return permit', () => {
  test('nine and eleven characters are the same person', () => {
    expect(parsePermitNumber('H12345678')).toEqual({ kind: 'HMTP', number: 'H12345678', reissueCount: null })
    expect(parsePermitNumber('H1234567802')).toEqual({ kind: 'HMTP', number: 'H12345678', reissueCount: 2 })
    fc.assert(
      fc.property(fc.constantFrom('H', 'M'), digits(8), digits(2), (place, number, count) => {
        expect(parsePermitNumber(`${place}${number}${count}`)).toEqual({
          kind: 'HMTP',
          number: `${place}${number}`,
          reissueCount: Number(count),
        })
      }),
    )
  })

  test('HA and MA are never read as H and M', () => {
    fc.assert(
      fc.property(fc.constantFrom('HA', 'MA'), digits(7), (place, number) => {
        const read = { kind: 'HMTP_NON_CHINESE', number: `${place}${number}`, reissueCount: null }
        expect(parsePermitNumber(`${place}${number}`)).toEqual(read)
        expect(parsePermitNumber(`${place}${number}01`)).toBeUndefined()
      }),
    )
  })
})

describe('the exit-entry permit', () => {
  test('has a second letter that is neither I nor O', () => {
    fc.assert(
      fc.property(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), digits(7), (letter, number) => {
        const read = parsePermitNumber(`C${letter}${number}`)
        if ('IO'.includes(letter)) expect(read).toBeUndefined()
        else expect(read).toEqual({ kind: 'EEP', number: `C${letter}${number}`, reissueCount: null })
      }),
    )
    expect(parsePermitNumber('C12345678')?.kind).toBe('EEP')
  })
})

test('case and spaces do not matter; anything else is no permit number', () => {
  expect(parsePermitNumber(' h1234 5678 ')?.number).toBe('H12345678')
  for (const text of ['', 'H1234567', 'H123456789', 'K12345678', 'C1234567', 'CA12345678', 'W12345678', 'HB1234567']) {
    expect(parsePermitNumber(text)).toBeUndefined()
  }
})

test('whatever is read is nine characters long, and its mask shows three of them', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), digits(8), (noise, number) => {
      for (const text of [noise, `H${number}`]) {
        const read = parsePermitNumber(text)
        if (!read) continue
        expect(read.number).toMatch(/^[A-Z0-9]{9}$/)
        expect(maskPermitNumber(read.number)).toBe(`${read.number[0]}******${read.number.slice(7)}`)
      }
    }),
  )
})
