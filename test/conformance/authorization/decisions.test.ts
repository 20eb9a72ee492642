import { afterAll, expect, test } from 'vitest'
import { decideAccess } from '../../../kit/policy/decide-access.ts'
import type { FieldPolicy } from '../../../kit/policy/field-policy.ts'
import type { TransferRules } from '../../../kit/policy/transfer-rules.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import { allCells, impossible, nameOf } from './cells.ts'
import { classedCoordinates, gatewayPolicies, policiesOf, tables } from './classed-fields.ts'
import { expectedAnswer } from './expected-answer.ts'
import { NOW, viewerOf, wordsOf } from './viewer-of.ts'

const possible = allCells.filter((cell) => impossible(cell) === undefined)
const words = wordsOf([...tables.values()].flatMap(({ fields }) => fields))
const told = { fields: 0, cells: 0, given: 0, impossible: 0 }
afterAll(() => {
  const { fields, cells, given, impossible } = told
  console.log(
    `authorization matrix, decision function: ${fields} fields, ${cells} cells (${given} given), ${impossible} impossible`,
  )
})

test('every field of the graph that bears a class has cells, and at the agency that gives it', () => {
  const classed = classedCoordinates()
  expect(classed.length).toBeGreaterThan(100)
  expect(classed.filter((coordinate) => !gatewayPolicies.has(coordinate))).toEqual([])
  const atDoors = new Set([...tables.values()].flatMap((table) => [...policiesOf(table).keys()]))
  expect(classed.filter((coordinate) => !atDoors.has(coordinate))).toEqual([])
  // A directive that an agency has and the graph has not would be a rule that the gateway does not know.
  expect([...atDoors].filter((coordinate) => !gatewayPolicies.has(coordinate))).toEqual([])
})

test('the gateway decides each field by the very policies of its agencies', () => {
  const textOf = (policies: readonly FieldPolicy[]) => [...new Set(policies.map((one) => JSON.stringify(one)))].sort()
  const atDoors = Map.groupBy(
    [...tables.values()].flatMap(({ fields }) => fields),
    ({ coordinate }) => coordinate,
  )
  for (const [coordinate, policies] of atDoors) {
    expect(textOf(gatewayPolicies.get(coordinate) ?? []), coordinate).toEqual(textOf(policies))
  }
})

test('every impossible cell says why, and of every other caller there are cells', () => {
  expect(possible.length + allCells.filter((cell) => impossible(cell)?.includes('token')).length).toBe(allCells.length)
  expect(new Set(possible.map(({ caller }) => caller)).size).toBe(3)
})

const subject = '11111111-1111-4111-8111-111111111111'
const of = { owner: subject, 'other resident': '22222222-2222-4222-8222-222222222222', anonymous: '' }

test.each([...tables])('each cell of each field of %s is decided as the rules say', (_agency, table) => {
  const wrong: string[] = []
  for (const [coordinate, policies] of policiesOf(table)) {
    told.fields += 1
    told.impossible += allCells.length - possible.length
    for (const cell of possible) {
      // The function is asked of the caller's own; that an entity is somebody else's is seen at the agency.
      const viewer = viewerOf(cell, { policies, words, rules: table.rules, subject: of[cell.caller] })
      const decided = decide(policies, viewer, table.rules)
      told.cells += 1
      if (decided === 'given') told.given += 1
      const expected = expectedAnswer(policies, cell)
      if (decided !== expected) wrong.push(`${coordinate}: ${nameOf(cell)}: got ${decided}, wanted ${expected}`)
    }
  }
  expect(wrong.slice(0, 10)).toEqual([])
})

const sharp = {
  'a scope': { scopes: null },
  'the purpose': { purposes: null },
  'personal data': { personalData: null },
}

test.each(Object.entries(sharp))('the matrix sees it where %s is not asked for', (_rule, left) => {
  const table = tables.get('identity')
  const policies = table ? (policiesOf(table).get('Resident.name') ?? []) : []
  const rules = table?.rules ?? { routes: [], exporters: [] }
  const blunt = policies.map((policy) => ({ ...policy, ...left }))
  const different = possible.filter((cell) => {
    const viewer = viewerOf(cell, { policies, words, rules, subject })
    return decide(blunt, viewer, rules) !== expectedAnswer(policies, cell)
  })
  expect(different.length).toBeGreaterThan(0)
})

function decide(policies: readonly FieldPolicy[], viewer: Viewer, rules: TransferRules): string {
  for (const policy of policies) {
    const decision = decideAccess({ policy, viewer, rules, now: NOW })
    if (!decision.allowed) return decision.code
  }
  return 'given'
}
