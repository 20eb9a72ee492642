import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { composeProject, saveComposition } from './compose.ts'
import { examine } from './doctor.ts'
import type { RosterEntry } from './roster.ts'
import { agencyOf } from './testing/graph-of.ts'

const CONTRACT = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12")\ntype Query { park: ID }'
const roster: readonly RosterEntry[] = [{ ...agencyOf('parks'), main: 'subgraphs/parks/main.ts' }]
let root: string
let busy: Server

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'gba-doctor-'))
  writeContract(CONTRACT)
  saveComposition(await composeProject({ root, roster }), root)
  busy = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(busy, 'listening')
})

afterEach(async () => {
  rmSync(root, { recursive: true })
  busy.close()
  await once(busy, 'close')
})

function writeContract(text: string): void {
  const path = join(root, 'subgraphs/parks/schema.graphql')
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const busyPort = () => String((busy.address() as AddressInfo).port)

/** What is wrong, with its way out. */
async function complaints(options: { env?: Record<string, string>; nodeVersion?: string } = {}) {
  const env = { KEYS_DIR: join(root, 'keys'), PORT: '0', PARKS_PORT: '0', ...options.env }
  const diagnoses = await examine({ root, roster, env, nodeVersion: options.nodeVersion ?? 'v24.21.0' })
  return diagnoses.filter(({ ok }) => !ok).map(({ name, found, fix }) => ({ name, found, fix }))
}

test('a house that can start has nothing to mend', async () => {
  expect(await complaints()).toEqual([])
})

test('a Node that is too old is named with the way to the right one', async () => {
  expect(await complaints({ nodeVersion: 'v20.20.2' })).toEqual([
    { name: 'node', found: 'Node v20.20.2, wanted 24 or newer', fix: expect.stringContaining('npm ci') },
  ])
})

test('a taken port is named with the variable that moves it', async () => {
  expect(await complaints({ env: { PARKS_PORT: busyPort() } })).toEqual([
    {
      name: 'port of parks',
      found: `${busyPort()} cannot be used (EADDRINUSE)`,
      fix: 'Stop what listens there, or set PARKS_PORT to a free port.',
    },
  ])
})

test('a taken port that answers its health is the house itself, and well', async () => {
  const server = createHttpServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = String((server.address() as AddressInfo).port)
  expect(await complaints({ env: { PARKS_PORT: port } })).toEqual([])
  server.close()
})

test('a database that does not answer is named without its password', async () => {
  const said = await complaints({ env: { DATABASE_URL: `postgresql://me:hunter2@127.0.0.1:${busyPort()}/gba` } })
  expect(said).toMatchObject([{ name: 'database', found: expect.stringContaining(`127.0.0.1:${busyPort()}/gba`) }])
  expect(JSON.stringify(said)).not.toContain('hunter2')
})

test('production without keys is told to bring them', async () => {
  expect(await complaints({ env: { NODE_ENV: 'production' } })).toMatchObject([{ name: 'keys' }])
})

test('contracts that do not compose send to the check', async () => {
  writeContract(`${CONTRACT.slice(0, -1)} tree: Tree }`)
  expect(await complaints()).toEqual([
    { name: 'contracts', found: '1 errors', fix: 'Run `npx gba check`: it says what and where.' },
  ])
})

test('generated files of yesterday send to compose', async () => {
  writeContract(`${CONTRACT.slice(0, -1)} tree: ID }`)
  expect(await complaints()).toMatchObject([{ name: 'generated files', fix: 'Run `npm run compose`.' }])
})

test('a data folder that is none is named', async () => {
  const DATA_DIR = join(root, 'subgraphs/parks/schema.graphql')
  expect(await complaints({ env: { DATA_DIR } })).toMatchObject([
    { name: 'database', found: `the folder ${DATA_DIR} cannot be written` },
  ])
})
