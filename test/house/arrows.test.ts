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
const isTest = (path: string) => path.endsWith('.test.ts') || path.endsWith('/test-agency.ts')

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

/** Files of agencies without tests and what is generated, with the modules whose values, not types alone, they take. */
const agencyFiles = sources
  .filter((file) => file.startsWith('subgraphs/') && !isTest(file) && !file.endsWith('/schema.types.ts'))
  .map((file) => ({ file, agency: String(file.split('/')[1]), text: readFileSync(join(root, file), 'utf8') }))
const takes = (text: string, module: RegExp) =>
  [...text.matchAll(/^import (?:type )?[^']*'([^']+)'/gm)].some(([, from]) => module.test(String(from)))
const takesValues = (text: string, module: RegExp) =>
  [...text.matchAll(/^import (?!type )[^']*'([^']+)'/gm)].some(([, from]) => module.test(String(from)))

test('no agency speaks the library of GraphQL: the kit does, so a use case can be called by anybody', () => {
  expect(agencyFiles.length).toBeGreaterThan(60)
  expect(agencyFiles.filter(({ text }) => takes(text, /^graphql$/)).map(({ file }) => file)).toEqual([])
})

test('a use case knows its own records, not the types made from the contract', () => {
  // In permits the kinds, codes and verdicts of a rule are the contract's own words, taken over as types.
  const exceptions = ['permits']
  const takers = agencyFiles.filter(
    ({ file, text }) => !file.endsWith('/resolvers.ts') && takes(text, /\/schema\.types\.ts$/),
  )
  expect([...new Set(takers.map(({ agency }) => agency))]).toEqual(exceptions)
  expect(takers.filter(({ text }) => takesValues(text, /\/schema\.types\.ts$/)).map(({ file }) => file)).toEqual([])
})

test('resolvers reach the tables only through their context', () => {
  const resolvers = agencyFiles.filter(({ file }) => file.endsWith('/resolvers.ts'))
  expect(resolvers).toHaveLength(agencies.length)
  const reach = /^kysely$|^pg$|pglite|\/store\.ts$|kit\/database\.ts$/
  expect(resolvers.filter(({ text }) => takesValues(text, reach)).map(({ file }) => file)).toEqual([])
})

test('nothing below the resolvers calls them: only the start of an agency does', () => {
  const callers = agencyFiles.filter(({ text }) => takes(text, /\/resolvers\.ts$/)).map(({ file }) => file)
  expect(callers.map((file) => file.split('/').at(-1)).filter((name) => name !== 'main.ts')).toEqual([])
  expect(callers.length).toBeGreaterThanOrEqual(4)
})

test('no folder is a drawer', () => {
  const exclude = ['**/node_modules', '.gba']
  expect(globSync('**/{utils,helpers,misc,common}{,.ts}', { cwd: root, exclude })).toEqual([])
})
