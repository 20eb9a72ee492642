import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JWK } from 'jose'
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccessEntry } from '../../kit/evidence/access-entry.ts'
import { canonicalEntry, entryLeaf } from '../../kit/evidence/access-entry.ts'
import { writeReceipt } from '../../kit/evidence/access-receipt.ts'
import { appendLeaves, emptyTree, rootOf } from '../../kit/evidence/merkle-tree.ts'
import { openTreeHeadSigner } from '../../kit/evidence/tree-head.ts'
import { projectRoot } from '../root.ts'

const AT = Date.parse('2026-11-23T08:30:00+08:00')
const entry: AccessEntry = {
  id: 'bbbbbbbb-0000-4000-8000-000000000001',
  at: AT,
  clientId: 'partner-a',
  subjectCommitment: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
  categories: ['profile'],
  purpose: 'cross-boundary-travel',
  consentIds: [],
  routes: [],
  operationHash: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
  schemaVersion: 'v1',
  sources: [],
  requestId: 'bbbbbbbb-0000-4000-8000-000000000002',
}

let folder: string
let privateJwk: JWK
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gba-audit-'))
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true })
  privateJwk = await exportJWK(privateKey)
  writeFileSync(join(folder, 'keys.json'), JSON.stringify({ keys: [await exportJWK(publicKey)] }))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Two heads of one entry each: the log's own, and that of another past. */
async function signHeads() {
  const sign = await openTreeHeadSigner(privateJwk)
  const headOf = (one: AccessEntry) =>
    sign({ logId: 'log', size: 1, root: rootOf(appendLeaves(emptyTree, [entryLeaf(one)])), at: AT })
  return { head: await headOf(entry), other: await headOf({ ...entry, purpose: null }) }
}

function verify(name: string, content: string, ...options: string[]): Promise<{ code: number; said: string }> {
  writeFileSync(join(folder, name), content)
  const args = [join(projectRoot, 'schema/cli/main.ts'), 'audit', 'verify', name, '--key', 'keys.json', ...options]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    )
  })
}

describe('gba audit verify', () => {
  it('believes a receipt, also in the quotes of a GraphQL answer, and none whose entry was changed', async () => {
    const { head } = await signHeads()
    const receipt = writeReceipt({ entry, index: 0, proof: [], head })
    const held = await verify('receipt', JSON.stringify(receipt))
    expect(held).toMatchObject({ code: 0, said: expect.stringContaining('partner-a read profile') })
    const refused = await verify('changed', receipt.replace('profile', 'wallets'))
    expect(refused).toEqual({
      code: 1,
      said: 'refused: this access receipt does not hold: entry 0 is not in the tree of 1 that the log has signed.\n',
    })
  })

  it('believes a log that holds with its witness, and none that was signed anew', async () => {
    const { head, other } = await signHeads()
    writeFileSync(join(folder, 'witness.jwt'), `${head}\n`)
    const log = (one: AccessEntry, signed: string) =>
      `{"entry":${canonicalEntry(one)}}\n${JSON.stringify({ head: signed })}\n`
    const held = await verify('log.jsonl', log(entry, head), '--witness', 'witness.jwt', '--json')
    expect(JSON.parse(held.said)).toMatchObject({ ok: true, kind: 'access log', checked: { length: 3 } })
    const refused = await verify('other.jsonl', log({ ...entry, purpose: null }, other), '--witness', 'witness.jwt')
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('the log was rewritten') })
  })

  it('believes a consent receipt, and none in another’s name', async () => {
    const sign = async (jwk: JWK) =>
      new SignJWT({ consentReceiptID: 'c-1', consentTimestamp: AT / 1_000, version: 'KI-CR-v1.1.0' })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'consent-receipt+jwt' })
        .sign(await importJWK(jwk, 'EdDSA'))
    const stranger = await generateKeyPair('EdDSA', { extractable: true })
    expect(await verify('consent.jwt', await sign(privateJwk))).toMatchObject({
      code: 0,
      said: expect.stringContaining('consent c-1, given 2026-11-23'),
    })
    expect(await verify('forged.jwt', await sign(await exportJWK(stranger.privateKey)))).toMatchObject({ code: 1 })
  })

  it('says what it takes where it gets something else', async () => {
    expect(await verify('poem', 'Roses are red')).toMatchObject({
      code: 1,
      said: expect.stringContaining('wanted a receipt'),
    })
  })
})
