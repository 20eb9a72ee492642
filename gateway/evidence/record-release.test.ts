import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { ReleaseRecord } from '../../kit/evidence/access-entry.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import type { Released } from './record-release.ts'
import { openReleaseLog } from './record-release.ts'
import { subject } from './testing/sample-record.ts'

const released: Released = {
  viewer: { ...anonymous, subject, clientId: 'sandbox-partner', purpose: 'cross-boundary-travel' },
  requestId: 'bbbbbbbb-0000-4000-8000-000000000001',
  source: '{ viewer { name } }',
  schemaVersion: 'v1',
  releases: [
    { category: 'travel-permits', consentId: 'c-1', route: 'r-1', sources: ['permits'] },
    { category: 'profile', consentId: 'c-1', sources: ['identity', 'permits'] },
    { category: 'pseudonym', consentId: null, sources: ['identity'] },
  ],
}

function openRoom({ lagMs = 0, fails = false } = {}) {
  const records: ReleaseRecord[] = []
  const begin = (more: readonly ReleaseRecord[]) => async () => {
    if (fails) throw new Error('ENOSPC on /var/lib')
    records.push(...more)
  }
  const logger = pino({ level: 'silent' })
  const record = openReleaseLog({ journal: { begin }, lagMs: () => lagMs, maxLagMs: 1_000, now: () => 7, logger })
  return { record, records }
}

describe('an answer with personal data', () => {
  it('is one record: who, about whom, what, why, by which agreement and route, from where', async () => {
    const { record, records } = openRoom()
    await record(released)()
    expect(records).toEqual([
      {
        id: expect.any(String),
        at: 7,
        clientId: 'sandbox-partner',
        subject,
        categories: ['profile', 'pseudonym', 'travel-permits'],
        purpose: 'cross-boundary-travel',
        consentIds: ['c-1'],
        routes: ['r-1'],
        operationHash: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
        schemaVersion: 'v1',
        sources: [
          { subgraph: 'identity', categories: ['profile', 'pseudonym'] },
          { subgraph: 'permits', categories: ['profile', 'travel-permits'] },
        ],
        requestId: released.requestId,
      },
    ])
  })

  it('is put together once for one decision and text, and has an id and a time of its own each time', async () => {
    const { record, records } = openRoom()
    await record(released)()
    await record({ ...released, requestId: 'bbbbbbbb-0000-4000-8000-000000000002' })()
    await record({ ...released, source: '{ viewer { nationality } }' })()
    const [first, again, other] = records
    expect(again?.sources).toBe(first?.sources)
    expect(again?.id).not.toBe(first?.id)
    expect(again?.requestId).toBe('bbbbbbbb-0000-4000-8000-000000000002')
    expect(other?.operationHash).not.toBe(first?.operationHash)
  })

  it('is refused where the record cannot be kept, without a word about the disk', async () => {
    const { record } = openRoom({ fails: true })
    await expect(record(released)()).rejects.toMatchObject({
      message: expect.not.stringContaining('ENOSPC'),
      extensions: { code: 'EVIDENCE_UNAVAILABLE' },
    })
  })

  it('is refused once what was released before has waited too long to reach the log', async () => {
    await expect(openRoom({ lagMs: 1_001 }).record(released)()).rejects.toMatchObject({
      extensions: { code: 'EVIDENCE_UNAVAILABLE' },
    })
    await openRoom({ lagMs: 1_000 }).record(released)()
  })

  it('is refused where it is about nobody or for nobody: such a record would prove nothing', async () => {
    const { record } = openRoom()
    await expect(record({ ...released, viewer: anonymous })()).rejects.toMatchObject({
      extensions: { code: 'EVIDENCE_UNAVAILABLE' },
    })
  })
})

it('an answer without personal data is no matter for the log', async () => {
  const { record, records } = openRoom({ fails: true, lagMs: 9_999 })
  await record({ ...released, viewer: anonymous, releases: [] })()
  expect(records).toEqual([])
})
