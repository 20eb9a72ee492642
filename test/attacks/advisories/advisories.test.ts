import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { advisories } from './advisories.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Whether a title of these words stands in a file, as a text and not on a line that is skipped. */
function isTested({ file, title }: { file: string; title: string }): boolean {
  if (!existsSync(`${root}/${file}`)) return false
  const lines = readFileSync(`${root}/${file}`, 'utf8').split('\n')
  return lines.some((line) => line.includes(title) && !/^\s*(\/\/|\*)|\.(skip|todo|only)\(/.test(line))
}

test.each(advisories)('$ids.0: what would catch it here is there ($cause)', ({ proofs }) => {
  expect(proofs.length).toBeGreaterThan(0)
  expect(proofs.filter((proof) => !isTested(proof))).toEqual([])
})

test('each is named once', () => {
  const ids = advisories.flatMap((advisory) => advisory.ids)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test('a test that is gone, and one that is skipped, would be missed', () => {
  const file = 'test/attacks/authorize.test.ts'
  expect(isTested({ file, title: 'no test of this name' })).toBe(false)
  expect(isTested({ file: 'test/attacks/gone.test.ts', title: '' })).toBe(false)
})
