import type { DocumentNode, ExecutionResult } from 'graphql'
import { execute, parse, subscribe } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FieldPolicy } from '../../../kit/policy/field-policy.ts'
import type { PolicyTable } from '../../../kit/policy/policy-table.ts'
import type { CanaryAgency } from './canary-agency.ts'
import { openCanaryAgency } from './canary-agency.ts'
import type { Cell } from './cells.ts'
import { allCells, impossible, nameOf } from './cells.ts'
import { policiesOf, tables } from './classed-fields.ts'
import { expectedAnswer } from './expected-answer.ts'
import { NOW, viewerOf, wordsOf } from './viewer-of.ts'

const owner = '11111111-1111-4111-8111-111111111111'
const words = wordsOf([...tables.values()].flatMap(({ fields }) => fields))
const everyNth = process.env.CI || process.env.SOAK ? 1 : 7
/** Whose an entity is, is asked where entities are: see owners.test.ts. */
const possible = allCells.filter((cell) => cell.caller !== 'other resident' && impossible(cell) === undefined)
/** Of each group of fields other ones, so that together they are many. */
const cellsOf = (group: number) =>
  possible.filter((cell, index) => cell.caller === 'anonymous' || (index + group) % everyNth === 0)
const told = { fields: 0, cells: 0, given: 0 }
afterAll(() => {
  console.log(
    `authorization matrix, agencies' doors: ${told.fields} fields, ${told.cells} cells (${told.given} given), every ${everyNth}th of ${possible.length} a field`,
  )
})

describe.each([...tables])('%s', (name, table) => {
  let agency: CanaryAgency
  beforeAll(async () => {
    agency = await openCanaryAgency(name, table)
  })

  test('gives its canaries in the cells where they may be given, and in no other', async () => {
    const wrong: string[] = []
    for (const [number, group] of groupsOf(agency, table).entries()) {
      told.fields += group.coordinates.length
      told.cells += group.coordinates.length * cellsOf(number).length
      for (const cell of cellsOf(number)) wrong.push(...(await tryCell(agency, { ...group, table, cell })))
    }
    expect(wrong.slice(0, 10)).toEqual([])
  }, 120_000)
})

test('with the policies taken out the same cells give what they must not, so that these tests see it', async () => {
  for (const [name, table] of tables) {
    const bare = await openCanaryAgency(name, table, { enforced: false })
    for (const group of groupsOf(bare, table).filter(({ policies }) =>
      policies.some(({ personalData }) => personalData),
    )) {
      const [nobody] = cellsOf(0).filter(({ caller }) => caller === 'anonymous')
      if (nobody) expect(await tryCell(bare, { ...group, table, cell: nobody })).toHaveLength(group.coordinates.length)
    }
  }
})

/** Fields of one kind of operation that are asked the same: they are tried in one document. */
interface Group {
  readonly coordinates: readonly string[]
  readonly policies: readonly FieldPolicy[]
  readonly operation: 'query' | 'mutation' | 'subscription'
  readonly document: DocumentNode
}

function groupsOf({ selections }: CanaryAgency, table: PolicyTable): Group[] {
  const all = policiesOf(table)
  const keyOf = (coordinate: string, policies: readonly FieldPolicy[]) => {
    const asked = JSON.stringify(policies.map((policy) => ({ ...policy, coordinate: '' })))
    const { operation } = selectionAt(coordinate)
    return `${operation === 'subscription' ? coordinate : operation} ${asked}`
  }
  const selectionAt = (coordinate: string) => {
    const selection = selections.get(coordinate)
    if (!selection) throw new Error(`no selection for ${coordinate}`)
    return selection
  }
  return [...Map.groupBy(all, ([coordinate, policies]) => keyOf(coordinate, policies)).values()].map((fields) => {
    const coordinates = fields.map(([coordinate]) => coordinate)
    const [policies = []] = fields.map(([, policies]) => policies)
    const { operation } = selectionAt(coordinates[0] ?? '')
    const text = coordinates.map((coordinate, index) => selectionAt(coordinate).text(`f${index}`)).join(' ')
    return { coordinates, policies, operation, document: parse(`${operation} { ${text} }`, { noLocation: true }) }
  })
}

async function tryCell(agency: CanaryAgency, tried: Group & { table: PolicyTable; cell: Cell }): Promise<string[]> {
  const { coordinates, policies, table, cell } = tried
  const expected = expectedAnswer(policies, cell)
  const viewer = viewerOf(cell, { policies, words, rules: table.rules, subject: owner })
  const ran = new Set<string>()
  const answer = await run(agency, tried, { viewer, now: () => NOW, ran })
  return coordinates.flatMap((coordinate, index) => {
    const got = outcomeAt(answer, `f${index}`)
    if (got === 'given' && expected === 'given') told.given += 1
    const right = got === expected && ran.has(coordinate) === (expected === 'given')
    return right ? [] : [`${coordinate}: ${nameOf(cell)}: got ${got}, wanted ${expected}`]
  })
}

async function run({ schema }: CanaryAgency, { operation, document }: Group, contextValue: object) {
  if (operation !== 'subscription') return execute({ schema, document, contextValue })
  const events = await subscribe({ schema, document, contextValue })
  if (!(Symbol.asyncIterator in events)) return events
  for await (const event of events) return event
  return { data: null }
}

/** The code by which a field was refused, or that it was given. */
function outcomeAt({ data, errors }: ExecutionResult, alias: string): string {
  const error = errors?.find(({ path }) => path?.[0] === alias)
  const root: unknown = data?.[alias]
  const value = typeof root === 'object' && root !== null && 'value' in root ? root.value : root
  if (error) return value === null || value === undefined ? String(error.extensions.code) : 'refused and given'
  return value === null || value === undefined ? 'nothing' : 'given'
}
