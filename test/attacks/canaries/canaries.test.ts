import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDataKeys } from '../../../kit/at-rest/data-keys.ts'
import { openFileKeys } from '../../../kit/at-rest/key-provider.ts'
import { openDatabase } from '../../../kit/database.ts'
import { flagshipVariables, readOperation } from '../../../start.ts'
import { openSealing } from '../../../subgraphs/identity/residents/sealing.ts'
import { fileOf, readPersonas } from '../../../subgraphs/identity/seed/seed-residents.ts'
import type { Tables as IdentityTables } from '../../../subgraphs/identity/store.ts'
import { openStore as openIdentityStore } from '../../../subgraphs/identity/store.ts'
import type { Tables as PermitTables } from '../../../subgraphs/permits/store.ts'
import { openStore as openPermitStore } from '../../../subgraphs/permits/store.ts'
import { startPostgres } from '../../support/real-postgres.ts'
import type { Canary } from './canary.ts'
import { canaryDocument, canaryName, canaryPermitNumber, findCanaries, formsOf } from './canary.ts'
import type { CanaryHouse } from './canary-house.ts'
import { startCanaryHouse } from './canary-house.ts'

/** How many canaries are set free; each round gives every persona a new name and new numbers. */
const WANTED = process.env.CI || process.env.SOAK ? 500 : 60
const NUMBERS_A_ROUND = 4

const personas = readPersonas()
const server = await startPostgres()
const none = server ? '' : ' (skipped: no PostgreSQL can be started here)'

describe.skipIf(!server)(`${WANTED} canaries${none}`, () => {
  let databaseUrl: string
  let house: CanaryHouse
  const canaries: Canary[] = []
  /** All that callers were told beside their data, and what they had sent: a sender's own words may come back to him. */
  const told: { readonly text: string; readonly sent: string }[] = []
  const foreign: Canary[] = []
  let ownNames = 0

  beforeAll(async () => {
    databaseUrl = (await server?.createDatabase('canaries')) ?? ''
    house = await startCanaryHouse(databaseUrl)
    for (let round = 0; canaries.length < WANTED; round += 1) {
      const before = canaries.length
      await setFree(round)
      for (const { reference } of personas) await askAs(reference, canaries.slice(before))
    }
    await askDuringFaults()
  }, 240_000)
  afterAll(async () => {
    await house?.close()
    await server?.stop()
  })

  /** New names, document numbers and permit numbers for everybody, written by the agencies' own stores. */
  async function setFree(round: number): Promise<void> {
    const keyring = { folder: house.keysFolder, createMissing: false }
    const open = <Tables>(name: string) =>
      openDatabase<Tables>({
        source: { kind: 'server', url: databaseUrl },
        schema: name,
        migrationsFolder: fileURLToPath(new URL(`../../../subgraphs/${name}/migrations/`, import.meta.url)),
      })
    const identity = await open<IdentityTables>('identity')
    const permits = await open<PermitTables>('permits')
    try {
      const files = personas.map((persona) => withCanaries(persona))
      await openIdentityStore(identity, await openSealing({ keyring, now: Date.now })).saveResidents(files)
      const keys = openDataKeys({ provider: openFileKeys(keyring, 'permits'), now: Date.now })
      await openPermitStore(permits, keys).savePermits(personas.map(({ reference }) => permitOf(reference, round)))
    } finally {
      await identity.destroy()
      await permits.destroy()
    }
  }

  const canaryOf = (resident: string, text: string) => {
    canaries.push({ resident, text })
    return text
  }

  function withCanaries(persona: (typeof personas)[number]) {
    const { reference: resident } = persona
    const file = fileOf(persona, { asOf: '2026-11-21' })
    const name = canaryName()
    for (const text of Object.values(name)) canaryOf(resident, String(text))
    const documents = Array.from({ length: NUMBERS_A_ROUND }, (_, turn) => {
      const { document, text } = canaryDocument(turn, { resident, id: randomUUID() })
      canaryOf(resident, text)
      return document
    })
    return { ...file, resident: { ...file.resident, name }, documents }
  }

  function permitOf(holder: string, round: number) {
    const number = canaryOf(holder, canaryPermitNumber())
    const dates = { issuedOn: '2020-01-01', expiresOn: `203${round % 10}-01-01` }
    return { id: randomUUID(), holder, kind: 'EEP' as const, number, ...dates, reissueCount: null, endorsements: [] }
  }

  const flagship = { query: readOperation('cross-boundary-trip'), variables: flagshipVariables(Date.now()) }
  const OWN = `{ viewer { id name { en zhHant zhHans pt } identityDocuments(first: 20) { nodes { kind maskedNumber } }
    travelPermits(first: 20) { nodes { maskedNumber } } } }`

  async function post(body: unknown, headers: Record<string, string> = {}, url = `${house.gatewayUrl}/graphql`) {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: text,
    })
    return read(response, text + JSON.stringify(headers))
  }

  async function read(response: Response, sent: string): Promise<{ data?: unknown }> {
    const text = await response.text()
    told.push({ text: JSON.stringify([...response.headers]), sent: '' })
    try {
      const { data, ...rest } = JSON.parse(text) as { data?: unknown }
      told.push({ text: JSON.stringify(rest), sent })
      return { data }
    } catch {
      told.push({ text, sent })
      return {}
    }
  }

  const bearer = (reference: string) => ({ authorization: `Bearer ${house.tokens[reference]}` })

  async function askAs(reference: string, fresh: readonly Canary[]): Promise<void> {
    // The long question takes the most time; two residents who ask it are enough.
    const isFirst = personas.slice(0, 2).some((persona) => persona.reference === reference)
    for (const question of [{ query: OWN }, ...(isFirst ? [flagship] : [])]) {
      const data = JSON.stringify((await post(question, bearer(reference))).data ?? null)
      const seen = findCanaries(fresh, data)
      foreign.push(...seen.filter(({ resident }) => resident !== reference))
      ownNames += seen.filter(({ resident, text }) => resident === reference && /^[^\d]+$/.test(text)).length
      // Of a number its owner reads a mask at most.
      foreign.push(...seen.filter(({ text }) => /\d/.test(text)))
    }
    await askWrongly(
      reference,
      fresh.filter(({ resident }) => resident === reference),
    )
  }

  /** What a clumsy or a hostile partner sends: values where they do not belong. */
  async function askWrongly(reference: string, own: readonly Canary[]): Promise<void> {
    const [name = '', number = ''] = [own[0]?.text, own.at(-2)?.text]
    const as = bearer(reference)
    const quoted = JSON.stringify(name)
    const wrong = [
      { query: 'query ($id: ID!) { city(id: $id) { id } }', variables: { id: { name, number } } },
      { query: 'query ($first: Int) { cities(first: $first) { totalCount } }', variables: { first: number } },
      { query: 'query ($id: ID!) { city(id: $id) { id } }', variables: { id: number, [name]: name } },
      { query: `{ city(id: ${quoted}) { id } cities(first: ${quoted}) { totalCount } }` },
      { query: `{ viewer { id `, operationName: name },
      { query: OWN, operationName: number },
      { query: OWN, extensions: { persistedQuery: { version: 1, sha256Hash: number }, note: name } },
      {
        query: 'mutation ($input: PayFareInput!) { payFare(input: $input) { __typename } }',
        variables: { input: { paymentOptionId: number, idempotencyKey: randomUUID() } },
      },
      { query: flagship.query, variables: { ...flagship.variables, from: name, departure: number } },
    ]
    for (const body of wrong) await post(body, as)
    for (const token of [
      number.replaceAll(/[^\w]/g, ''),
      `${house.tokens[reference]}${number.replaceAll(/[^\w]/g, '')}`,
    ]) {
      await post({ query: OWN }, { authorization: `Bearer ${token}` })
    }
    await post({ query: OWN })
    await post(`{"query": "${number}`, as)
    const header = encodeURIComponent(name)
    await post({ query: OWN }, { ...as, 'x-request-id': header, 'user-agent': header, traceparent: header })
    const url = `${house.gatewayUrl}/graphql?query=${encodeURIComponent(OWN)}&variables=${encodeURIComponent(quoted)}`
    await read(await fetch(url, { headers: as }), url)
    const nowhere = `${house.gatewayUrl}/${encodeURIComponent(number)}`
    await read(await fetch(nowhere, { headers: as }), nowhere)
    for (const agency of Object.values(house.agencyUrls)) {
      await post(
        { query: OWN, variables: { name } },
        { 'gba-viewer-statement': number.replaceAll(/[^\w]/g, '') },
        agency,
      )
    }
  }

  async function askDuringFaults(): Promise<void> {
    const [{ reference } = { reference: '' }] = personas
    for (const agency of ['permits', 'wallets']) {
      await house.obey({ do: 'stop', agency })
      await post(flagship, bearer(reference))
      await house.obey({ do: 'start', agency })
    }
    // A column that the agency cannot open: its own errors must not tell what stands in the row.
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query(`update permits.travel_permits set sealed_number = 'AQ' || sealed_number where holder = $1`, [
      reference,
    ])
    await post(flagship, bearer(reference))
    await client.end()
  }

  async function dump(): Promise<string> {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_schema not in ('pg_catalog', 'information_schema')`,
    )
    const tables: string[] = []
    for (const { name } of rows) tables.push(JSON.stringify((await client.query(`select t::text from ${name} t`)).rows))
    await client.end()
    expect(rows.length).toBeGreaterThan(15)
    return tables.join('\n')
  }

  const secretsIn = (text: string) => [
    ...findCanaries(canaries, text).map((canary) => canary.text),
    ...Object.values(house.tokens).filter(
      (token) => text.includes(token) || text.includes(token.split('.')[2] ?? token),
    ),
  ]

  test('were set free, and their owners read their own names by the fields that are for it', () => {
    expect(canaries.length).toBeGreaterThanOrEqual(WANTED)
    expect(new Set(canaries.map(({ text }) => text)).size).toBe(canaries.length)
    expect(ownNames).toBeGreaterThan(personas.length)
  })

  test('nobody reads those of somebody else, and no whole number is read by anybody', () => {
    expect(foreign).toEqual([])
  })

  const isIn = (secret: string, sent: string) => formsOf(secret).some((form) => sent.includes(form))

  test('no error, header or other word to a caller holds one that he did not send himself', () => {
    expect(told.length).toBeGreaterThan(personas.length * 30)
    expect(told.flatMap(({ text, sent }) => secretsIn(text).filter((secret) => !isIn(secret, sent)))).toEqual([])
  })

  test('no log line of any room holds one', async () => {
    const lines = await house.said()
    expect(lines).toContain('"msg":"request"')
    expect(lines).toContain('does not open with its key')
    expect(secretsIn(lines)).toEqual([])
  })

  test('no metric holds one', async () => {
    const metrics = await (await fetch(`${house.gatewayUrl}/metrics`)).text()
    expect(metrics).toContain('gateway_request_duration_seconds')
    expect(secretsIn(metrics)).toEqual([])
  })

  test('no file that the house keeps holds one: journal, last good supergraph and whatever else', () => {
    const files = house.files()
    expect(files).toContain('type Resident')
    expect(secretsIn(files)).toEqual([])
  })

  test('no table holds one', async () => {
    const dumped = await dump()
    expect(dumped).toContain(personas[0]?.reference)
    expect(secretsIn(dumped)).toEqual([])
  })

  test('the same search finds a planted leak of each kind, and the net masks those that have a shape', async () => {
    const [name = '', , , , number = ''] = canaries.map(({ text }) => text)
    await house.obey({ do: 'plant', text: `for ${name}` })
    await house.obey({ do: 'plant', text: `for ${number}` })
    expect(secretsIn(await house.said())).toEqual([name])
    for (const { text } of canaries) {
      for (const form of formsOf(text)) expect(findCanaries(canaries, `x ${form} y`)).toHaveLength(1)
    }
    console.log(
      `canaries: ${canaries.length} set free, ${told.length} answers searched, ${(await house.said()).length} bytes of log`,
    )
  })
})
