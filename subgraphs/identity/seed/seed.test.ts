import { expect, test } from 'vitest'
import { PassportZoneError } from '../documents/check-passport-zone.ts'
import { readRegion } from './seed-region.ts'
import { fileOf, readPersonas } from './seed-residents.ts'

const personas = readPersonas()
const region = readRegion()

test('the personas number seven and each has a slug and a reference of his own', () => {
  expect(new Set(personas.map(({ slug }) => slug)).size).toBe(7)
  expect(new Set(personas.map(({ reference }) => reference)).size).toBe(7)
})

const numbersOf = (...kinds: readonly string[]) =>
  personas.flatMap(({ documents }) => documents.filter(({ kind }) => kinds.includes(kind)).map(({ number }) => number))

test('no persona has a Hong Kong or Mainland number that a real person could have', () => {
  const numbers = numbersOf('HKID', 'DRIVING_LICENCE', 'MAINLAND_RIC')
  const impossible = /^(ZZ\d{6}\([\dA]\)|\d{6}19000101\d{3}[\dX])$/
  expect(numbers).toHaveLength(6)
  expect(numbers.filter((number) => !impossible.test(number))).toEqual([])
})

test('every other number is made up and looks it: counted on from nought or from one', () => {
  const numbers = personas.flatMap(({ documents }) => documents.map(({ number }) => number))
  const madeUp = numbersOf('PASSPORT', 'MACAO_BIR')
  expect(madeUp).toHaveLength(numbers.length - 6)
  expect(madeUp.filter((number) => !/^(1234567\(8\)|[A-Z]{0,2}0{6,}1<?\d)$/.test(number))).toEqual([])
})

test('every passport has a zone that says what the file says of it and of its holder', () => {
  const travellers = personas.filter(({ documents }) => documents.some(({ kind }) => kind === 'PASSPORT'))
  expect(travellers).toHaveLength(4)
  for (const persona of travellers) {
    expect(() => fileOf(persona, { asOf: '2026-11-21' })).not.toThrow()
    const otherwise = { ...persona, birthDate: '1999-12-31' }
    expect(() => fileOf(otherwise, { asOf: '2026-11-21' })).toThrow(PassportZoneError)
    const without = { ...persona, documents: persona.documents.map(({ zone: _dropped, ...entry }) => entry) }
    expect(() => fileOf(without, { asOf: '2026-11-21' })).toThrow('every passport has a zone')
  }
})

test('whatever the seeds name, they also hold', () => {
  const authorities = new Set(region.authorities.map(({ id }) => id))
  const services = new Set(region.services.map(({ id }) => id))
  const cities = new Set(region.cities.map(({ id }) => id))
  const issuers = personas.flatMap(({ documents }) => documents.map(({ issuerId }) => issuerId))
  expect(
    [...region.services.map(({ authorityId }) => authorityId), ...issuers].filter((id) => !authorities.has(id)),
  ).toEqual([])
  expect(region.cities.flatMap((city) => city.services).filter((id) => !services.has(id))).toEqual([])
  expect(
    personas
      .flatMap(({ residencies }) => residencies.map(({ cityId }) => cityId))
      .filter((id) => id && !cities.has(id)),
  ).toEqual([])
})

test('every text about Macao is also in Portuguese', () => {
  const macao = region.cities.filter(({ id }) => id === 'macao').flatMap(({ name, note }) => [name, note])
  const authorities = region.authorities.filter(({ jurisdiction }) => jurisdiction === 'MACAO').map(({ name }) => name)
  const services = region.services.filter(({ id }) => id.startsWith('macao-')).map(({ name }) => name)
  expect([...macao, ...authorities, ...services].filter(({ pt }) => !pt)).toEqual([])
})

test('a source says in its own fields how far it can be relied on, and its title only who published what', () => {
  expect(region.services.filter(({ source }) => /verified/i.test(source.title))).toEqual([])
  const reported = region.services.filter(({ source }) => /(Caixin|News|Post|am730|Bendibao)/.test(source.title))
  expect(reported.length).toBeGreaterThan(3)
  expect(reported.filter(({ source }) => source.verification === 'PRIMARY')).toEqual([])
})

test('no service was read about after the file was made', () => {
  expect(region.services.filter(({ source }) => source.asOf > '2026-11-21')).toEqual([])
})
