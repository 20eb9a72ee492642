import fc from 'fast-check'
import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { parseInSlices, sliceSdl } from './parse-in-slices.ts'

/** Definitions that try to look as if they ended, or had not. */
const odd = [
  'scalar type',
  'union interface = type | input',
  'directive @a(b: [Int!] = [1, 2], c: String = "}") repeatable on FIELD | OBJECT',
  '"""}\n{ \\""" # "" """ type type { input: Int }',
  '" } \\" # { " enum enum { type, input }',
  'type A @b(c: {d: "}", e: [{f: 1}]}) { g(h: I = {j: "{"}): K # } {\n l: Int }',
  '# only a } remark\n',
  'schema @link(url: "}") { query: Query }',
  '""" """ input J { a: Int = 1 }',
  'type Empty',
  'extend type A { z: Int }',
]
const filler = (size: number) => `type Long {\n${'  """text""" field: Int\n'.repeat(size)}}`

test('any schema comes out of slices as it comes out of one piece', async () => {
  const piece = fc.oneof(fc.constantFrom(...odd), fc.integer({ min: 1, max: 800 }).map(filler))
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 12 }), async (pieces) => {
      const sdl = `${pieces.join('\n')}\nscalar Last`
      expect([...sliceSdl(sdl)].join('').trim()).toBe(sdl.trim())
      expect(await parseInSlices(sdl)).toEqual(parse(sdl, { noLocation: true }).definitions)
    }),
    { numRuns: 100 },
  )
})

test('a large schema is cut into many slices, at its definitions', () => {
  const slices = [...sliceSdl(filler(100).repeat(50))]
  expect(slices.length).toBeGreaterThan(8)
  for (const slice of slices) expect(slice.trim()).toMatch(/^type Long/)
})

test.each(['', '   ', '# nothing', 'type {', '}', '"""', '"', 'type A { a: Int', '{ a }}', '\u0000', '((('])(
  '%o fails in slices where it fails in one piece',
  async (sdl) => {
    const inOnePiece = (() => {
      try {
        return parse(sdl, { noLocation: true }).definitions
      } catch {
        return 'refused'
      }
    })()
    expect(await parseInSlices(sdl).catch(() => 'refused')).toEqual(inOnePiece)
  },
)

test('a string of a million characters is no trouble', async () => {
  const definitions = await parseInSlices(`"""${'}{"'.repeat(300_000)} """ scalar A`)
  expect(definitions).toHaveLength(1)
})
