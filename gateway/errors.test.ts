import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { accessCodes } from '../kit/policy/decide-access.ts'
import type { ErrorCode } from './errors.ts'
import { errorTable, isAgencyPublic, isServerCode, Refusal } from './errors.ts'

const room = fileURLToPath(new URL('.', import.meta.url))
const sources = globSync('**/*.ts', { cwd: room })
  .filter((file) => !/\.test\.ts$|^testing\/|^errors\.ts$/.test(file))
  .map((file) => readFileSync(`${room}${file}`, 'utf8'))
const codes = Object.keys(errorTable) as ErrorCode[]

test('every code the gateway says of its own is in the table, and every one in the table is said', () => {
  const said = new Set(sources.join('\n').match(/(?<=')[A-Z]+(_[A-Z]+)*(?=')/g))
  const own = codes.filter((code) => (errorTable[code].from as readonly string[]).includes('gateway'))
  expect(own.filter((code) => !said.has(code))).toEqual([])
  const constructed = sources
    .join('\n')
    .matchAll(/(?:new Refusal|failureOf|refuse|check)\(\s*'([A-Z_]+)'|code: '([A-Z_]+)'/g)
  const used = new Set([...constructed].map(([, one, other]) => one ?? other ?? ''))
  expect([...used].filter((code) => !codes.includes(code as ErrorCode))).toEqual([])
  expect(used.size).toBeGreaterThan(15)
})

test('every code tells what to do next, and a refusal carries its status', () => {
  for (const code of codes) {
    expect(errorTable[code].next.length).toBeGreaterThan(10)
    expect(new Refusal(code, 'message').status).toBe(errorTable[code].status)
  }
})

test('the server inside may say what the table gives it, and nothing of the gateway', () => {
  expect(['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST'].every(isServerCode)).toBe(true)
  expect(['TOKEN_INVALID', 'SUBGRAPH_TIMEOUT', 'INTERNAL', 'toString', undefined].filter(isServerCode)).toEqual([])
})

test('an agency may say what it has marked public, under any code of its own', () => {
  const own = ['PAGE_SIZE_INVALID', 'CITY_UNKNOWN', 'LEVEL_2_REQUIRED']
  expect(own.every((code) => isAgencyPublic({ code, public: true }))).toBe(true)
  expect(own.some((code) => isAgencyPublic({ code }) || isAgencyPublic({ code, public: 'true' }))).toBe(false)
})

test('an agency that refuses by the rules it shares with the gateway says so in the same codes', () => {
  expect(accessCodes.every((code) => isAgencyPublic({ code, public: true }))).toBe(true)
  expect(accessCodes.every((code) => codes.includes(code))).toBe(true)
})

test.each([
  ['a code of the gateway', codes.filter((code) => !(errorTable[code].from as readonly string[]).includes('agency'))],
  ['no code', [undefined, null, '', 7, 'lower_case', {}]],
])('an agency may not say %s, marked or not', (_name, said) => {
  expect(said.filter((code) => isAgencyPublic({ code, public: true }))).toEqual([])
})
