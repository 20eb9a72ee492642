import { exportJWK, generateKeyPair } from 'jose'
import type { AccessEntry } from '../../../kit/evidence/access-entry.ts'
import { canonicalEntry, entryLeaf } from '../../../kit/evidence/access-entry.ts'
import { writeReceipt } from '../../../kit/evidence/access-receipt.ts'
import type { NodePosition } from '../../../kit/evidence/merkle-tree.ts'
import { appendLeaves, buildProof, emptyTree, planInclusion, rootOf } from '../../../kit/evidence/merkle-tree.ts'
import type { SignTreeHead, VerifyTreeHead } from '../../../kit/evidence/tree-head.ts'
import { openTreeHeadSigner, openTreeHeadVerifier } from '../../../kit/evidence/tree-head.ts'
import type { Dice } from './dice.ts'

const START = Date.parse('2026-11-23T08:30:00+08:00')
const PER_HEAD = 6

export interface LogKeys {
  readonly sign: SignTreeHead
  readonly verifyHead: VerifyTreeHead
}

export async function makeLogKeys(): Promise<LogKeys> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true })
  const [sign, verifyHead] = [openTreeHeadSigner, openTreeHeadVerifier] as const
  return { sign: await sign(await exportJWK(privateKey)), verifyHead: await verifyHead(await exportJWK(publicKey)) }
}

export function makeEntry(dice: Dice, at: number): AccessEntry {
  return {
    id: dice.uuid(),
    at,
    clientId: `partner-${dice.below(4)}`,
    subjectCommitment: dice.hash(),
    categories: ['profile'],
    purpose: 'cross-boundary-travel',
    consentIds: [dice.uuid()],
    routes: [],
    operationHash: dice.hash(),
    schemaVersion: 'v1',
    sources: [{ subgraph: 'identity', categories: ['profile'] }],
    requestId: dice.uuid(),
  }
}

export function makeEntries(dice: Dice, count: number): AccessEntry[] {
  return Array.from({ length: count }, (_, index) => makeEntry(dice, START + index * 1_000))
}

/** The log as it is exported: a head after every few entries and after the last. */
export async function writeLog(entries: readonly AccessEntry[], sign: SignTreeHead, laterMs = 0): Promise<string[]> {
  const lines: string[] = []
  let edge = emptyTree
  for (const [index, entry] of entries.entries()) {
    edge = appendLeaves(edge, [entryLeaf(entry)])
    lines.push(`{"entry":${canonicalEntry(entry)}}`)
    if (edge.size % PER_HEAD !== 0 && index !== entries.length - 1) continue
    const head = { logId: 'gba-access-log', size: edge.size, root: rootOf(edge), at: START + index * 1_000 + laterMs }
    lines.push(JSON.stringify({ head: await sign(head) }))
  }
  return lines
}

/** A receipt for each entry under the head of them all. */
export async function writeReceipts(entries: readonly AccessEntry[], sign: SignTreeHead): Promise<string[]> {
  const { nodes, ...edge } = appendLeaves(emptyTree, entries.map(entryLeaf))
  const stored = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]))
  const read = ({ level, index }: NodePosition) => stored.get(`${level}/${index}`) ?? Buffer.alloc(32)
  const head = await sign({ logId: 'gba-access-log', size: edge.size, root: rootOf(edge), at: START + 3_600_000 })
  return entries.map((entry, index) => {
    const proof = buildProof(planInclusion({ index, size: edge.size }), read)
    return writeReceipt({ entry, index, proof, head })
  })
}
