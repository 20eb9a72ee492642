import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const agencies = globSync('subgraphs/*/', { cwd: root }).map((folder) => folder.replace(/\/$/, ''))

/** Which rooms a room may import. `start.ts` and `test` may import all. Agencies know the kit alone, never one another. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  kit: [],
  gateway: ['kit'],
  schema: ['kit'],
  ...Object.fromEntries(agencies.map((agency) => [agency, ['kit']])),
}

const rooms = Object.keys(arrows)
const roomOf = (path: string) => rooms.find((room) => path.startsWith(`${room}/`))
const isTest = (path: string) => path.endsWith('.test.ts')

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target]) =>
    relative(root, join(root, dirname(file), String(target))),
  )
}

const sources = globSync(`{${rooms.join(',')}}/**/*.ts`, { cwd: root }).filter((file) => !file.includes('node_modules'))

test('there are rooms to look at', () => {
  expect(agencies.length).toBeGreaterThanOrEqual(4)
  expect(sources.length).toBeGreaterThan(20)
})

test('no room imports another room than its arrows allow', () => {
  const wrong = sources.flatMap((file) => {
    const room = roomOf(file) as string
    const allowed = [room, ...(arrows[room] ?? [])]
    return importsOf(file)
      .filter((target) => !allowed.some((other) => target.startsWith(`${other}/`)))
      .filter((target) => !(isTest(file) && target.startsWith('test/support/')))
      .map((target) => `${file} imports ${target}: ${room} may import ${allowed.join(', ')}`)
  })
  expect(wrong).toEqual([])
})

test('only the engine imports @apollo/gateway, so that it can be replaced', () => {
  const importers = sources.filter((file) => readFileSync(join(root, file), 'utf8').includes("from '@apollo/gateway'"))
  expect(importers.filter((file) => !file.startsWith('gateway/engine/'))).toEqual([])
})

test('inside an agency only the store runs SQL', () => {
  const runsSql = (file: string) => /^import (?!type).* from 'kysely'/m.test(readFileSync(join(root, file), 'utf8'))
  const speakers = sources.filter((file) => file.startsWith('subgraphs/') && !isTest(file) && runsSql(file))
  expect(speakers.length).toBeGreaterThan(0)
  expect(speakers.filter((file) => !file.endsWith('/store.ts'))).toEqual([])
})

test('no folder is a drawer', () => {
  expect(globSync('**/{utils,helpers,misc,common}{,.ts}', { cwd: root, exclude: ['node_modules', '.gba'] })).toEqual([])
})
