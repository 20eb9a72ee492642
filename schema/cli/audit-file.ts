import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { JWK } from 'jose'
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import { verifyChain } from '../../kit/evidence/access-chain.ts'
import type { Verdict } from '../../kit/evidence/access-receipt.ts'
import { isReceipt, verifyReceipt } from '../../kit/evidence/access-receipt.ts'
import type { VerifyTreeHead } from '../../kit/evidence/tree-head.ts'
import { openTreeHeadVerifier } from '../../kit/evidence/tree-head.ts'

/** What a file was found to be, with what was checked of it for people; or why it must not be believed. */
export type AuditVerdict = Verdict<{ readonly checked: readonly string[] }>

/** Files by what they are, with the name of the key that signs them. */
export type EvidenceKind = {
  readonly kind: 'access receipt' | 'access log' | 'consent receipt'
  readonly keyName: string
}

const CONSENT_TYPE = 'consent-receipt+jwt'
const START_BYTES = 1_024

/** Told by how a file begins. `undefined` where it is nothing that can be checked here. @throws the system's errors */
export function kindOf(path: string): EvidenceKind | undefined {
  // The whole log may be larger than the memory; everything else is small.
  if (/^\{"(entry|head)":/.test(readStart(path))) return { kind: 'access log', keyName: 'access-log' }
  const value = readJson(path)
  if (isReceipt(value)) return { kind: 'access receipt', keyName: 'access-log' }
  if (typeOf(compactOf(path, value)) === CONSENT_TYPE) return { kind: 'consent receipt', keyName: 'consent-receipts' }
  return undefined
}

function readStart(path: string): string {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(START_BYTES)
    return bytes.toString('utf8', 0, readSync(file, bytes))
  } finally {
    closeSync(file)
  }
}

/** Reads nothing but the file, the keys and what witnesses have kept. */
export async function verifyFile(options: {
  path: string
  kind: EvidenceKind['kind']
  keys: readonly JWK[]
  /** Signed tree heads that somebody else has kept. */
  witnesses: readonly string[]
}): Promise<AuditVerdict> {
  const { path, kind, keys, witnesses } = options
  if (kind === 'consent receipt') return verifyConsent(path, keys)
  const verifyHead = await headVerifier(keys)
  return kind === 'access log' ? verifyLog(path, { verifyHead, witnesses }) : verifyOne(path, verifyHead)
}

async function verifyLog(
  path: string,
  options: { verifyHead: VerifyTreeHead; witnesses: readonly string[] },
): Promise<AuditVerdict> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
  const verdict = await verifyChain(lines, options)
  if (!verdict.holds) return verdict
  const { logId, entries, heads, last, witnessed } = verdict.found
  const against = `${witnessed} witnessed ${witnessed === 1 ? 'head' : 'heads'} hold`
  return held([
    `${entries} entries of the log ${logId}, each in its canonical form and none twice`,
    `${heads} signed tree heads, each of the entries before it, the last of ${time(last.at)}`,
    witnessed > 0 ? against : 'no witnessed head was given: a whole log that was signed anew would not be noticed',
  ])
}

async function verifyOne(path: string, verifyHead: VerifyTreeHead): Promise<AuditVerdict> {
  const verdict = await verifyReceipt(readJson(path), verifyHead)
  if (!verdict.holds) return verdict
  const { entry, index, head } = verdict.found
  return held([
    `entry ${entry.id}: ${entry.clientId} read ${entry.categories.join(', ')} on ${time(entry.at)}`,
    `it is number ${index + 1} of the ${head.size} in the log ${head.logId}, by its inclusion proof`,
    `the tree head of ${time(head.at)} is signed by the log's key`,
  ])
}

async function verifyConsent(path: string, keys: readonly JWK[]): Promise<AuditVerdict> {
  const text = compactOf(path, readJson(path))
  for (const jwk of keys) {
    const payload = await compactVerify(text, await importJWK(jwk, 'EdDSA'), { algorithms: ['EdDSA'] }).then(
      (verified) => (verified.protectedHeader.typ === CONSENT_TYPE ? verified.payload : undefined),
      () => undefined,
    )
    if (payload) return held(consentLines(JSON.parse(Buffer.from(payload).toString())))
  }
  return { holds: false, why: 'it is not signed by the key for consent receipts' }
}

function consentLines(claims: Readonly<Record<string, unknown>>): string[] {
  const { consentReceiptID: id, consentTimestamp: at, version } = claims
  const given = typeof at === 'number' ? `, given ${time(at * 1_000)}` : ''
  return [`consent ${String(id)}${given}, as ${String(version)} has it`, 'the receipt is signed by its issuer’s key']
}

/** By any of the log's keys: it may have had another before. */
async function headVerifier(keys: readonly JWK[]): Promise<VerifyTreeHead> {
  const verifiers = await Promise.all(keys.map(openTreeHeadVerifier))
  return async (jws) => {
    const heads = await Promise.all(verifiers.map((verify) => verify(jws)))
    return heads.find((head) => head !== undefined)
  }
}

/** A JWK, or a set of them (RFC 7517). @throws {SyntaxError} */
export function readKeys(path: string): readonly JWK[] {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const keys: unknown = typeof value === 'object' && value !== null && 'keys' in value ? value.keys : [value]
  // What is no key is found out by whoever imports it.
  return Array.isArray(keys) ? (keys as readonly JWK[]) : []
}

/** A receipt may come as it stands in an answer of the graph, that is as JSON text in quotes. */
function readJson(path: string): unknown {
  const value = parse(readFileSync(path, 'utf8'))
  return typeof value === 'string' ? (parse(value) ?? value) : value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function compactOf(path: string, value: unknown): string {
  return (typeof value === 'string' ? value : readFileSync(path, 'utf8')).trim()
}

function typeOf(jws: string): string | undefined {
  try {
    return decodeProtectedHeader(jws).typ
  } catch {
    return undefined
  }
}

function held(checked: readonly string[]): AuditVerdict {
  return { holds: true, found: { checked } }
}

function time(at: number): string {
  return new Date(at).toISOString()
}
