import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { projectRoot } from '../../../schema/root.ts'
import { personas } from '../../../subgraphs/identity/issuer/issue-token.ts'
import type { TestHouse } from '../../support/test-house.ts'
import { openTestHouse } from '../../support/test-house.ts'

interface Entry {
  readonly clientId: string
  readonly clientName: { readonly en: string } | null
  readonly purpose: string
  readonly categories: readonly string[]
  readonly consentIds: readonly string[]
  readonly sources: readonly { readonly subgraph: string; readonly categories: readonly string[] }[]
  readonly receipt: string
}

let house: TestHouse
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gba-audit-'))
  house = await openTestHouse()
})
afterAll(async () => {
  await house?.close()
  rmSync(folder, { recursive: true, force: true })
})

const asked = '{ viewer { name { en } travelPermits(first: 1) { nodes { kind } } } }'
const log = `{ viewer { accessLog(first: 50) { totalCount nodes {
  at clientId clientName { en } purpose categories consentIds routes sources { subgraph categories } receipt
} } } }`

/** As the residents' own portal shows it. */
async function readLog(persona: string): Promise<readonly Entry[]> {
  const token = await house.tokenFor(persona, { clientId: 'resident-portal' })
  const { data, errors } = await house.ask({ query: log, token })
  expect(errors).toBeUndefined()
  const { viewer } = data as { viewer: { accessLog: { nodes: Entry[] } } }
  return viewer.accessLog.nodes
}

function audit(...args: string[]): Promise<{ code: number; said: string }> {
  const main = join(projectRoot, 'schema/cli/main.ts')
  return new Promise((resolve) => {
    const env = { ...process.env, KEYS_DIR: house.keysFolder }
    execFile(process.execPath, [main, 'audit', 'verify', ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    )
  })
}

describe('what an app has read', () => {
  it('stands in the resident’s own log within seconds: who, what, why, by which consent, from which agencies', async () => {
    expect((await house.ask({ query: asked, persona: 'hk-resident' })).errors).toBeUndefined()
    const [entry] = await vi.waitFor(
      async () => {
        const entries = (await readLog('hk-resident')).filter(({ clientId }) => clientId === 'sandbox-partner')
        expect(entries).toHaveLength(1)
        return entries
      },
      { timeout: 10_000, interval: 300 },
    )
    expect(entry).toMatchObject({
      clientName: { en: expect.any(String) },
      purpose: 'cross-boundary-travel',
      categories: ['profile', 'travel-permits'],
      consentIds: [expect.any(String)],
      sources: [
        { subgraph: 'identity', categories: ['profile'] },
        { subgraph: 'permits', categories: ['travel-permits'] },
      ],
    })
    expect(await readLog('shenzhen-hukou')).toEqual([])
  })

  it('is proved by a receipt that anybody checks without us, and by no receipt that was changed', async () => {
    const [entry] = (await readLog('hk-resident')).filter(({ clientId }) => clientId === 'sandbox-partner')
    const [good, bad] = [join(folder, 'receipt.json'), join(folder, 'changed.json')]
    writeFileSync(good, entry?.receipt ?? '')
    writeFileSync(bad, (entry?.receipt ?? '').replace('"travel-permits"', '"wallets"'))
    const held = await audit(good)
    expect(held).toMatchObject({
      code: 0,
      said: expect.stringContaining('sandbox-partner read profile, travel-permits'),
    })
    const refused = await audit(bad)
    expect(refused).toMatchObject({
      code: 1,
      said: expect.stringContaining('refused: this access receipt does not hold'),
    })
  })

  it('holds no personal data', async () => {
    const receipts = (await readLog('hk-resident')).map(({ receipt }) => receipt).join('\n')
    const { data } = await house.ask({ query: '{ viewer { id name { en } } }', persona: 'hk-resident' })
    const { viewer } = data as { viewer: { id: string; name: { en: string } } }
    const reference = personas.find(({ slug }) => slug === 'hk-resident')?.reference ?? ''
    expect(reference).not.toBe('')
    for (const personal of [viewer.id, viewer.name.en, reference]) {
      expect(receipts).not.toContain(personal)
    }
  })

  it('is told to the resident himself, not to the app', async () => {
    const { data, errors } = await house.ask({ query: log, persona: 'hk-resident' })
    expect(data).toEqual({ viewer: { accessLog: null } })
    expect(errors).toHaveLength(1)
  })
})

it('nothing personal is answered while it cannot be recorded, and anything else is', async () => {
  const journal = join(dirname(house.keysFolder), 'evidence')
  await vi.waitFor(
    async () => {
      rmSync(journal, { recursive: true, force: true })
      writeFileSync(journal, 'a full disk, as it were')
      const { data, errors } = await house.ask({ query: asked, persona: 'hk-resident' })
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['EVIDENCE_UNAVAILABLE'])
      expect(data).toBeNull()
    },
    { timeout: 10_000, interval: 200 },
  )
  const cities = await house.ask({ query: '{ city(id: "macao") { name { en } } }' })
  expect(cities).toMatchObject({ data: { city: { name: { en: 'Macao' } } }, errors: undefined })
  rmSync(journal)
  expect((await house.ask({ query: asked, persona: 'hk-resident' })).errors).toBeUndefined()
})
