import { expect, test } from 'vitest'
import { readRegion } from './seed-region.ts'
import { readPersonas } from './seed-residents.ts'

const personas = readPersonas()
const region = readRegion()

test('the personas number seven and each has a slug and a reference of his own', () => {
  expect(new Set(personas.map(({ slug }) => slug)).size).toBe(7)
  expect(new Set(personas.map(({ reference }) => reference)).size).toBe(7)
})

test('no persona has a number that a real person could have', () => {
  const impossible =
    /^(ZZ\d{6}\([\dA]\)|\d{6}19000101\d{3}[\dX]|1234567\(8\)|K0000000\d\d|MA0000\d{3}\d\d?|00000000\d\d|Z000000\d<\d)$/
  expect(
    personas
      .flatMap(({ documents }) => documents.map(({ number }) => number))
      .filter((number) => !impossible.test(number)),
  ).toEqual([])
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

test('no service was read about after the file was made', () => {
  expect(region.services.filter(({ source }) => source.asOf > '2026-11-21')).toEqual([])
})
