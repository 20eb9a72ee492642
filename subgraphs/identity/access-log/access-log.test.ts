import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { PGlite } from '@electric-sql/pglite'
import { fastify } from 'fastify'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase, openEmbeddedEngine } from '../../../kit/database.ts'
import { verifyChain } from '../../../kit/evidence/access-chain.ts'
import type { ReleaseRecord } from '../../../kit/evidence/access-entry.ts'
import { commitTo } from '../../../kit/evidence/access-entry.ts'
import { verifyReceipt } from '../../../kit/evidence/access-receipt.ts'
import { hashFromText } from '../../../kit/evidence/merkle-hash.ts'
import type { VerifyTreeHead } from '../../../kit/evidence/tree-head.ts'
import { openTreeHeadSigner, openTreeHeadVerifier } from '../../../kit/evidence/tree-head.ts'
import { isConsistent } from '../../../kit/evidence/verify-proof.ts'
import type { AccessLogWriter } from './append-records.ts'
import { appendRecords } from './append-records.ts'
import { exportLog } from './export-log.ts'
import { loadReceipts } from './prove.ts'
import { serveWitnesses } from './serve-access-log.ts'
import { openAccessLogStore } from './store.ts'
import type { AccessLogTables } from './tables.ts'

const NOW = Date.parse('2026-11-23T08:30:00+08:00')
const alice = 'aaaaaaaa-0000-4000-8000-000000000001'
const bob = 'aaaaaaaa-0000-4000-8000-000000000002'

let engine: PGlite
let writer: AccessLogWriter
let verifyHead: VerifyTreeHead
let time = NOW

beforeAll(async () => {
  engine = await openEmbeddedEngine({})
  const db = await openDatabase<AccessLogTables>({
    source: { kind: 'embedded', engine },
    schema: 'identity',
    migrationsFolder: fileURLToPath(new URL('../migrations/', import.meta.url)),
  })
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true })
  const signHead = await openTreeHeadSigner(await exportJWK(privateKey))
  verifyHead = await openTreeHeadVerifier(await exportJWK(publicKey))
  writer = { store: openAccessLogStore(db), signHead, now: () => time }
})
afterAll(() => engine.close())

function record(changes: Partial<ReleaseRecord> = {}): ReleaseRecord {
  return {
    id: randomUUID(),
    at: NOW,
    clientId: 'partner-a',
    subject: alice,
    categories: ['profile'],
    purpose: 'cross-boundary-travel',
    consentIds: ['c-1'],
    routes: [],
    operationHash: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
    schemaVersion: 'v1',
    sources: [{ subgraph: 'identity', categories: ['profile'] }],
    requestId: randomUUID(),
    ...changes,
  }
}

const page = { size: 100, before: null }

it('takes each record once, however often and in whatever company it comes', async () => {
  const [one, two, three] = [record(), record(), record()]
  expect(await appendRecords([one, two], writer)).toBe(2)
  expect(await appendRecords([two, three, three], writer)).toBe(1)
  expect(await appendRecords([one], writer)).toBe(0)
  const { entries } = await writer.store.loadPart({ from: 0, to: 10 })
  expect(entries.map(({ entry }) => entry.id)).toEqual([one.id, two.id, three.id])
  expect(entries.map(({ position }) => position)).toEqual([0, 1, 2])
})

it('gives places without gaps to gateways that write at the same time', async () => {
  const before = (await writer.store.loadLastHead())?.size ?? 0
  const batches = Array.from({ length: 6 }, () => [record(), record({ subject: bob })])
  await Promise.all(batches.map((batch) => appendRecords(batch, writer)))
  const { entries } = await writer.store.loadPart({ from: before, to: before + 100 })
  expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => before + index))
  expect(entries).toHaveLength(12)
})

it('shows a resident what is about him and nothing else, each with a receipt that anybody can check', async () => {
  const { rows, totalCount } = await writer.store.loadOfSubject(bob, page)
  expect(rows.map(({ position }) => position)).toEqual(rows.map(({ position }) => position).toSorted((a, b) => b - a))
  expect([rows.length, totalCount]).toEqual([6, 6])
  const placed = rows.map(({ node }) => node)
  for (const receipt of await loadReceipts(writer.store, placed)) {
    expect(await verifyReceipt(JSON.parse(receipt), verifyHead)).toMatchObject({ holds: true })
  }
})

it('keeps a commitment in the place of the resident, another each time', async () => {
  const { rows } = await writer.store.loadOfSubject(bob, page)
  const commitments = new Set(rows.map(({ node }) => node.entry.subjectCommitment))
  expect(commitments.size).toBe(6)
  expect(JSON.stringify(rows)).not.toContain(bob)
  const { rows: links } = await engine.query<{ salt: string; position: number }>(
    `select salt, position from identity.access_log_subject where subject = '${bob}' order by position desc limit 1`,
  )
  const salt = Buffer.from(links[0]?.salt ?? '', 'base64url')
  expect(commitTo({ subject: bob, salt })).toBe(rows[0]?.node.entry.subjectCommitment)
})

it('cannot be changed through the database', async () => {
  for (const table of ['access_log_entry', 'access_log_node', 'access_log_head']) {
    await expect(engine.query(`delete from identity.${table}`)).rejects.toThrow('the access log only grows')
    await expect(engine.query(`truncate identity.${table} cascade`)).rejects.toThrow('the access log only grows')
  }
  await expect(engine.query(`update identity.access_log_entry set entry = '{}'`)).rejects.toThrow('only grows')
})

it('lets witnesses check, without a key to the door, that it only grew', async () => {
  time = NOW - 60_000
  await appendRecords([record()], writer)
  time = NOW
  const server = fastify()
  serveWitnesses(writer.store)(server)
  const heads = (await server.inject('/access-log/heads')).json<{ heads: string[] }>().heads
  const read = await Promise.all(heads.map(verifyHead))
  const known = read.flatMap((head) => head ?? [])
  expect(known.length).toBe(heads.length)
  expect(known.map(({ at }) => at)).toEqual(known.map(({ at }) => at).toSorted())
  for (const [index, second] of known.entries()) {
    const first = known[Math.max(0, index - 2)] ?? second
    const url = `/access-log/proof?first=${first.size}&second=${second.size}`
    const { proof } = (await server.inject(url)).json<{ proof: string[] }>()
    const hashes = proof.flatMap((text) => hashFromText(text) ?? [])
    expect(isConsistent({ first, second, proof: hashes })).toBe(true)
  }
  expect((await server.inject('/access-log/proof?first=1&second=9999')).json()).toEqual({
    error: expect.stringContaining('got size 9999'),
  })
  expect((await server.inject('/access-log/proof?first=a')).statusCode).toBe(400)
  expect((await server.inject(`/access-log/heads?after=${known.at(-1)?.size}`)).json()).toEqual({ heads: [] })
})

it('forgets whom entries are about when he is erased, and stays what it was', async () => {
  const { rows } = await writer.store.loadOfSubject(bob, page)
  expect(await writer.store.eraseSubject(bob)).toBe(6)
  expect(await writer.store.loadOfSubject(bob, page)).toEqual({ rows: [], totalCount: 0 })
  const receipts = await loadReceipts(
    writer.store,
    rows.map(({ node }) => node),
  )
  for (const receipt of receipts) {
    expect(await verifyReceipt(JSON.parse(receipt), verifyHead)).toMatchObject({ holds: true })
  }
})

it('is exported as a whole that holds by itself', async () => {
  const last = await writer.store.loadLastHead()
  const verdict = await verifyChain(exportLog(writer.store), { verifyHead, witnesses: [last?.head ?? ''] })
  expect(verdict).toMatchObject({ holds: true, found: { entries: last?.size, witnessed: 1 } })
})
