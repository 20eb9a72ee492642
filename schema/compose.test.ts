import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Supergraph } from '@apollo/federation-internals'
import { buildSchema, parse } from 'graphql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { composeContracts, composeProject, findStale, saveComposition } from './compose.ts'
import { loadContracts } from './contracts.ts'
import { PARTNER_FILE, SUPERGRAPH_FILE } from './generated-files.ts'
import { readTransferRules } from './policy-tables.ts'
import { projectRoot } from './root.ts'
import type { RosterEntry } from './roster.ts'
import { roster as projectRoster } from './roster.ts'
import { agencyOf, classedContractsOf, contractsOf } from './testing/graph-of.ts'

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@inaccessible"])\n'
const PARKS = `${LINK}type Query { "A park." park: Park }
"A park."
type Park @key(fields: "id") { "Its id." id: ID! "For agencies." secret: String @inaccessible }`
const TREES = `${LINK}"A park."\ntype Park @key(fields: "id") { "Its id." id: ID! "How many." trees: Int }`

const roster: readonly RosterEntry[] = [{ ...agencyOf('parks'), main: 'subgraphs/parks/main.ts' }, agencyOf('trees')]
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gba-compose-'))
  write('subgraphs/parks/schema.graphql', PARKS)
  write('subgraphs/trees/schema.graphql', TREES)
})

afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const read = (path: string) => readFileSync(join(root, path), 'utf8')

test('contracts that agree become a supergraph, a partner schema, and resolver types for the agencies that run here', async () => {
  const composition = await composeProject({ root, roster })
  expect(composition.findings).toEqual([])
  expect(saveComposition(composition, root)).toEqual([
    SUPERGRAPH_FILE,
    PARTNER_FILE,
    'subgraphs/parks/schema.types.ts',
    'subgraphs/parks/policy.json',
  ])
  expect(() => Supergraph.build(read(SUPERGRAPH_FILE))).not.toThrow()
  const park = buildSchema(read(PARTNER_FILE)).getType('Park')
  expect(park?.description).toBe('A park.')
  expect(park && 'getFields' in park && Object.keys(park.getFields())).toEqual(['id', 'trees'])
  expect(read('subgraphs/parks/schema.types.ts')).toContain('export type ParkResolvers')
})

test('a second composition of the same contracts writes nothing', async () => {
  saveComposition(await composeProject({ root, roster }), root)
  expect(saveComposition(await composeProject({ root, roster }), root)).toEqual([])
  expect(await findStale({ root, roster })).toEqual([])
})

test('the order of the roster does not change what partners see', () => {
  const { contracts } = loadContracts({ root: projectRoot, roster: projectRoster })
  const [forth, back] = [contracts, contracts.toReversed()].map((each) => composeContracts(each))
  expect(forth && 'partner' in forth && forth.partner).toBe(back && 'partner' in back && back.partner)
  expect(forth && 'supergraph' in forth && parse(forth.supergraph).definitions.length).toBeGreaterThan(100)
})

test('a generated file that was edited or is missing is shown with the difference', async () => {
  saveComposition(await composeProject({ root, roster }), root)
  write(PARTNER_FILE, read(PARTNER_FILE).replace('"""How many."""', '"""How few."""'))
  rmSync(join(root, SUPERGRAPH_FILE))
  expect(await findStale({ root, roster })).toEqual([
    `${SUPERGRAPH_FILE} is missing`,
    expect.stringMatching(
      /^schema\/partner\.graphql is out of date from line \d+:\n {4}- {3}"""How few\."""\n {4}\+ {3}"""How many\."""$/,
    ),
  ])
})

test('a contract that was changed and not composed makes the generated files stale', async () => {
  saveComposition(await composeProject({ root, roster }), root)
  write('subgraphs/trees/schema.graphql', TREES.replace('trees: Int', 'trees: Int "How old." age: Int'))
  const stale = await findStale({ root, roster })
  expect(stale.map((each) => each.split(' ')[0])).toEqual([SUPERGRAPH_FILE, PARTNER_FILE])
})

test('contracts that do not agree are refused at their line, and there is nothing to write', async () => {
  write('subgraphs/trees/schema.graphql', `${TREES.replace('trees: Int', 'trees: Tree')}`)
  const composition = await composeProject({ root, roster })
  expect(composition.files.size).toBe(0)
  expect(composition.findings).toMatchObject([
    { code: 'INVALID_GRAPHQL', severity: 'error', file: 'subgraphs/trees/schema.graphql', line: 3, column: 69 },
  ])
  await expect(findStale({ root, roster })).rejects.toThrow(
    'subgraphs/trees/schema.graphql:3: [trees] Unknown type Tree',
  )
})

test('a contract that does not parse is refused at its place, and one that is missing by its file', async () => {
  write('subgraphs/trees/schema.graphql', `${LINK}type Park {\n  id ID\n}`)
  rmSync(join(root, 'subgraphs/parks/schema.graphql'))
  const { findings } = await composeProject({ root, roster })
  expect(findings).toMatchObject([
    { code: 'CONTRACT_MISSING', file: 'subgraphs/parks/schema.graphql', line: 1 },
    {
      code: 'SYNTAX',
      file: 'subgraphs/trees/schema.graphql',
      line: 3,
      column: 6,
      message: 'Syntax Error: Expected ":", found Name "ID".',
    },
  ])
})

test('an agency is given the table of what its own contract asks, with the rules of transfer', async () => {
  const linked = PARKS.replace('"@inaccessible"', '"@inaccessible", "@requiresScopes"')
  write(
    'subgraphs/parks/schema.graphql',
    linked.replace('park: Park', 'park: Park @requiresScopes(scopes: [["parks"]])'),
  )
  const { files } = await composeProject({ root, roster })
  const table = JSON.parse(files.get('subgraphs/parks/policy.json') ?? '') as { fields: object[]; rules: object }
  expect(table.fields).toMatchObject([{ coordinate: 'Query.park', scopes: [['parks']], personalData: null }])
  expect(table.rules).toEqual(readTransferRules())
  expect(files.has('subgraphs/trees/policy.json')).toBe(false)
})

test.each([
  ['@requiresScopes(scopes: [["a"]])', '@requiresScopes(scopes: [["b"]])'],
  ['@policy(policies: [["a"]])', '@policy(policies: [["b"]])'],
  ['@purpose(anyOf: ["a"])', '@purpose(anyOf: ["b"])'],
])('%s in one agency and %s in another is refused, which composition would mix or choose from', (here, there) => {
  const park = (directive: string) => `type Park @key(fields: "id") { id: ID! open: ID @shareable ${directive} }`
  const contracts = classedContractsOf({ a: `type Query { park: Park } ${park(here)}`, b: park(there) })
  expect(composeContracts(contracts).findings.filter(({ severity }) => severity === 'error')).toEqual([
    expect.objectContaining({ message: expect.stringContaining(here.split('(')[0] ?? '') }),
  ])
})

test('a description that differs between two agencies is refused', () => {
  const graph = composeContracts(
    contractsOf({
      a: 'type Query { park: Park }\n"A park." type Park @key(fields: "id") { id: ID! }',
      b: '"A garden." type Park @key(fields: "id") { id: ID! }',
    }),
  )
  expect(graph.findings).toMatchObject([{ code: 'INCONSISTENT_DESCRIPTION', severity: 'error' }])
})
