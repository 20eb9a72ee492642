import { randomUUID } from 'node:crypto'
import type { ReleaseRecord } from '../../../kit/evidence/access-entry.ts'

export const subject = 'aaaaaaaa-0000-4000-8000-000000000001'

export function sampleRecord(changes: Partial<ReleaseRecord> = {}): ReleaseRecord {
  return {
    id: randomUUID(),
    at: Date.parse('2026-11-23T08:30:00+08:00'),
    clientId: 'sandbox-partner',
    subject,
    categories: ['profile', 'travel-permits'],
    purpose: 'cross-boundary-travel',
    consentIds: ['c-1'],
    routes: ['hong-kong-mainland'],
    operationHash: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
    schemaVersion: 'sha256-1',
    sources: [{ subgraph: 'permits', categories: ['travel-permits'] }],
    requestId: randomUUID(),
    ...changes,
  }
}
