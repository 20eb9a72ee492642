import { randomBytes, randomInt, webcrypto } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Place } from './seal.ts'
import { SealError, seal, unseal } from './seal.ts'

const TAMPERINGS = process.env.CI || process.env.SOAK ? 10_000 : 1_000

const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index))
const nonce = Buffer.from(Array.from({ length: 12 }, (_, index) => 0xa0 + index))
const place: Place = { table: 'identity.identity_document', column: 'sealed_number', row: 'row-1', keyVersion: 1 }

/** Published so that another implementation can be checked: format 1, key 00…1f, nonce a0…ab, AAD as JSON. */
const VECTORS = [
  ['', 'AaChoqOkpaanqKmqq5mvDhnmh6pn9WR_7oFcCFI'],
  ['A123456(3)', 'AaChoqOkpaanqKmqq6cpTh5x_jSXUUwte6DmJ_duOELE-fofpeIZ'],
  ['陳小明', 'AaChoqOkpaanqKmqqw-Bz8j1ROQn7PB0IFzAHVTpktSDwezbB3k'],
] as const

test.each(VECTORS)('the published vector of "%s" is what is made and opened', (content, sealed) => {
  expect(seal(key, content, place, { nonce })).toBe(sealed)
  expect(unseal(key, sealed, place).toString('utf8')).toBe(content)
})

test('what is sealed is plain AES-256-GCM, which any other library opens', async () => {
  const bytes = Buffer.from(seal(key, 'A123456(3)', place), 'base64url')
  const imported = await webcrypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
  const additionalData = Buffer.from('["identity.identity_document","sealed_number","row-1",1]')
  const algorithm = { name: 'AES-GCM', iv: bytes.subarray(1, 13), additionalData }
  const opened = await webcrypto.subtle.decrypt(algorithm, imported, bytes.subarray(13))
  expect(Buffer.from(opened).toString()).toBe('A123456(3)')
})

const someText = fc.string({ unit: 'grapheme', maxLength: 60 })
const somePlace = fc.record({ table: someText, column: someText, row: someText, keyVersion: fc.nat() })

test('whatever is sealed opens in its place, and equal texts never look equal', () => {
  fc.assert(
    fc.property(someText, somePlace, (text, where) => {
      const sealed = seal(key, text, where)
      expect(unseal(key, sealed, where).toString('utf8')).toBe(text)
      expect(seal(key, text, where)).not.toBe(sealed)
    }),
  )
})

test('in any other place, and with any other key, nothing opens', () => {
  fc.assert(
    fc.property(someText, somePlace, somePlace, (text, where, elsewhere) => {
      fc.pre(JSON.stringify(Object.entries(where)) !== JSON.stringify(Object.entries(elsewhere)))
      const sealed = seal(key, text, where)
      expect(() => unseal(key, sealed, elsewhere)).toThrow(SealError)
      expect(() => unseal(randomBytes(32), sealed, where)).toThrow(SealError)
    }),
  )
})

const flipBit = (sealed: string) => {
  const bytes = Buffer.from(sealed, 'base64url')
  const at = randomInt(bytes.length * 8)
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7))
  return bytes.toString('base64url')
}
const cut = (sealed: string) => sealed.slice(0, randomInt(sealed.length))
const lengthen = (sealed: string) => sealed + randomBytes(1 + randomInt(20)).toString('base64url')
const respell = (sealed: string) => `${sealed}${['=', ' ', '\n', '!', '+'][randomInt(5)]}`
const mixed = (sealed: string) => `${sealed.slice(0, 20)}${seal(key, 'B654321(0)', place).slice(20)}`

test(`${TAMPERINGS} flipped bits, cuts, additions, mixtures and moves are all refused`, () => {
  const rows = Array.from({ length: 50 }, (_, index) => ({ ...place, row: `row-${index}` }))
  const sealed = rows.map((row) => seal(key, 'A123456(3)', row))
  let refused = 0
  for (let turn = 0; turn < TAMPERINGS; turn += 1) {
    const from = randomInt(rows.length)
    const taken = sealed[from] ?? ''
    const change = [flipBit, flipBit, cut, lengthen, respell, mixed][turn % 7]
    // The seventh is a swap: untouched, in another row, column or under another version.
    const target = { ...place, row: `row-${change ? from : from + 1}` }
    try {
      unseal(key, change ? change(taken) : taken, target)
    } catch (error) {
      refused += error instanceof SealError ? 1 : 0
    }
  }
  expect(refused).toBe(TAMPERINGS)
})

test('a refusal names the place and nothing that was in it', () => {
  const sealed = seal(key, 'A123456(3)', place)
  expect(() => unseal(key, flipBit(sealed), place)).toThrow(
    /^identity\.identity_document\.sealed_number of row-1 does not open with its key, version 1$/,
  )
})
