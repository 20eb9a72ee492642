import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const text = readFileSync(join(root, 'docs/security.md'), 'utf8')
const linked = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => String(target))
const tests = linked.filter((target) => target.endsWith('.test.ts'))

/** The heading of a chapter, and of a section, of the standard. */
const rows = text.split('\n').filter((line) => /^\| (\*\*)?V\d+/.test(line))

test('every test that the security document names is there', () => {
  expect(tests.length).toBeGreaterThan(100)
  expect(tests.filter((target) => !existsSync(join(root, 'docs', target)))).toEqual([])
})

test('each of the seventeen chapters is told of, and each line by a test or by why there is none', () => {
  const chapters = Array.from({ length: 17 }, (_, index) => `V${index + 1}`)
  for (const chapter of chapters) expect(rows.some((row) => row.startsWith(`| **${chapter} `))).toBe(true)
  const isHeading = (row: string) => /^\| \*\*V\d+ [^|]+\*\* \| \| \|$/.test(row)
  const bare = rows.filter(
    (row) => !isHeading(row) && !row.includes('.test.ts') && !row.includes('not applicable, because'),
  )
  expect(bare).toEqual([])
})

test('every folder and file of attacks is told of', () => {
  const attacks = readdirSync(join(root, 'test/attacks')).filter((name) => !/^[\w-]+\.ts$/.test(name))
  const names = new Set(attacks.map((name) => name.replace('.test.ts', '')))
  expect([...names].filter((name) => !text.includes(`test/attacks/${name}`))).toEqual([])
})

test('no figure is left open', () => {
  const figures = text.slice(text.indexOf('## How often'), text.indexOf('## OWASP'))
  const lines = figures.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
  expect(lines.length).toBeGreaterThan(8)
  const cells = lines.flatMap((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  expect(cells.filter((cell) => cell === '' || /^[?…-]+$/.test(cell) || cell.includes('TODO'))).toEqual([])
})
