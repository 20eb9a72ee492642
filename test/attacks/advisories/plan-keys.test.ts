import type { Arbitrary } from 'fast-check'
import { asyncProperty, boolean, assert as check, constantFrom, record, subarray, tuple, uniqueArray } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Federation } from '../../../gateway/testing/federation.ts'
import {
  asked,
  borders,
  canaries,
  openGuarded,
  people,
  policiesOf,
  viewerWith,
} from '../../../gateway/testing/guarded-graph.ts'

const RUNS = process.env.SOAK ? 5_000 : process.env.CI ? 1_000 : 150

let graph: Federation
beforeAll(async () => {
  graph = (await openGuarded({ subgraphs: { people, borders }, policies: policiesOf(asked) })).guarded
}, 30_000)
afterAll(() => graph.close())

/** What a caller may ask of a person: how it is written, by which scope it is read, and what it then says. */
const fields = {
  name: { write: ['name', ''], scope: 'profile', says: `${canaries.name}-1` },
  number: { write: ['passport', '{ number }'], scope: 'passport', says: { number: canaries.number } },
  country: { write: ['passport', '{ country }'], scope: 'passport', says: { country: 'XX' } },
  crossing: { write: ['crossing', ''], scope: 'passport', says: `may cross with ${canaries.number}` },
  lane: { write: ['lane', ''], scope: null, says: 7 },
} as const
type Field = keyof typeof fields
const known = Object.keys(fields) as Field[] // its own names

/** Operations that differ in one name, one condition, one variable or one scope of who asks. */
interface Wish {
  readonly two: readonly Field[]
  readonly scopes: readonly string[]
  readonly leaveOut: boolean
  readonly style: 'literal' | 'variable' | 'default'
  readonly named: 'A' | 'B'
}

const wish: Arbitrary<Wish> = record({
  two: uniqueArray(constantFrom(...known), { minLength: 2, maxLength: 2 }),
  scopes: subarray(['profile', 'passport']),
  leaveOut: boolean(),
  style: constantFrom('literal', 'variable', 'default'),
  named: constantFrom('A', 'B'),
})

function writeDown({ two, leaveOut, style }: Wish): string {
  const declared = { literal: '', variable: '($s: Boolean!)', default: `($s: Boolean! = ${leaveOut})` }[style]
  const condition = style === 'literal' ? String(leaveOut) : '$s'
  const operation = (name: string, [one, other]: readonly Field[]) =>
    `query ${name}${declared} { me { a: ${write(one)} b: ${write(other, `@skip(if: ${condition})`)} } }`
  return `${operation('A', two)} ${operation('B', two.toReversed())}`
}

function write(field: Field = 'lane', directive = ''): string {
  const [name, below] = fields[field].write
  return `${name} ${directive} ${below}`
}

function wanted({ two, scopes, leaveOut, named }: Wish) {
  const asked = (named === 'A' ? two : two.toReversed()).slice(0, leaveOut ? 1 : 2)
  const told = asked.map((field, index) => {
    const { scope, says } = fields[field]
    return { alias: index === 0 ? 'a' : 'b', says, isRefused: scope !== null && !scopes.includes(scope) }
  })
  return {
    me: Object.fromEntries(told.map(({ alias, says, isRefused }) => [alias, isRefused ? null : says])),
    refused: told.flatMap(({ alias, isRefused }) => (isRefused ? [`me.${alias}`] : [])),
  }
}

async function ask(one: Wish) {
  const { named, style, leaveOut, scopes } = one
  const variables = style === 'variable' ? { s: leaveOut } : {}
  const viewer = viewerWith(...scopes)
  const { data, errors } = await graph.query(writeDown(one), { operationName: named, variables, viewer })
  const refused = errors.map(({ code, path }) => (code === 'SCOPE_REQUIRED' ? path?.join('.') : code)).sort()
  return { ...Object(data), refused }
}

test(`of ${RUNS} crowds of operations that are almost alike, asked by callers of other rights, each gets his own answer`, async () => {
  let answers = 0
  await check(
    asyncProperty(tuple(wish, wish, wish), async (wishes) => {
      const told = await Promise.all(wishes.map(ask))
      expect(told).toEqual(wishes.map(wanted))
      answers += told.length
    }),
    { numRuns: RUNS },
  )
  console.info(`plan keys: ${answers} answers, none of another operation's or another caller's`)
}, 300_000)
