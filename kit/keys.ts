import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JWK } from 'jose'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { ConfigError } from './config.ts'

/**
 * The keys of a house, one file each in one folder. A sandbox makes what is missing; production must bring its own
 * (`createMissing: false`).
 */
export interface Keyring {
  readonly folder: string
  readonly createMissing: boolean
}

/** The Ed25519 pair of that name as JWKs with a `kid`; for the one who signs. @throws {ConfigError} */
export async function loadKeyPair(ring: Keyring, name: string): Promise<{ privateJwk: JWK; publicJwk: JWK }> {
  const privateJwk = await loadJwk(ring, `${name}.private.jwk.json`, newPrivateJwk)
  return { privateJwk, publicJwk: publicHalf(privateJwk) }
}

/**
 * The public half alone; for everybody who verifies. Needs only `<name>.public.jwk.json`, so that an agency never holds
 * a key it could sign as somebody else with. @throws {ConfigError}
 */
export async function loadPublicKey(ring: Keyring, name: string): Promise<JWK> {
  const make = async () => JSON.stringify((await loadKeyPair(ring, name)).publicJwk)
  return publicHalf(await loadJwk(ring, `${name}.public.jwk.json`, make))
}

async function loadJwk(ring: Keyring, file: string, make: () => Promise<string>): Promise<JWK> {
  const text = await loadFile(ring, file, make)
  try {
    return JSON.parse(text) as JWK
  } catch {
    throw new ConfigError(`key file ${join(ring.folder, file)} is no JSON, wanted a JWK; put the right one there`)
  }
}

function publicHalf({ d: _private, ...publicJwk }: JWK): JWK {
  return publicJwk
}

/** The 32 random bytes of that name. @throws {ConfigError} */
export async function loadSecret(ring: Keyring, name: string): Promise<Buffer> {
  const text = await loadFile(ring, `${name}.secret`, async () => randomBytes(32).toString('base64url'))
  const secret = Buffer.from(text, 'base64url')
  if (secret.length !== 32) throw new ConfigError(`key ${name} in ${ring.folder}: wanted 32 bytes in base64url`)
  return secret
}

async function newPrivateJwk(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  const jwk = await exportJWK(privateKey)
  return JSON.stringify({ ...jwk, alg: 'EdDSA', use: 'sig', kid: await calculateJwkThumbprint(jwk) })
}

async function loadFile(ring: Keyring, name: string, make: () => Promise<string>): Promise<string> {
  const path = join(ring.folder, name)
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw unreadable(path, error)
  }
  if (!ring.createMissing) throw new ConfigError(`key file ${path} is missing; production makes no keys, put it there`)
  return createOnce(ring.folder, path, await make())
}

/** Several processes may start at once: a hard link is made by exactly one of them, and all read what it holds. */
function createOnce(folder: string, path: string, content: string): string {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(draft, content, { mode: 0o600 })
    linkSync(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw unreadable(path, error)
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(path, 'utf8')
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function unreadable(path: string, error: unknown): ConfigError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return new ConfigError(`key file ${path} cannot be read or made (${reason}); set KEYS_DIR to a folder this user owns`)
}
