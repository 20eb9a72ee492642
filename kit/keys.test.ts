import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadKeyPair, loadPublicKey, loadSecret } from './keys.ts'

const emptyFolder = () => mkdtempSync(join(tmpdir(), 'gba-keys-'))

test('a sandbox makes a key once, for its owner only, and reads the same one ever after', async () => {
  const ring = { folder: join(emptyFolder(), 'new'), createMissing: true }
  const [first, second] = await Promise.all([loadKeyPair(ring, 'issuer'), loadKeyPair(ring, 'issuer')])
  expect(first).toEqual(second)
  expect(first.publicJwk).not.toHaveProperty('d')
  expect(first.publicJwk.kid).toBeTruthy()
  expect(readdirSync(ring.folder)).toEqual(['issuer.private.jwk.json'])
  expect(statSync(join(ring.folder, 'issuer.private.jwk.json')).mode & 0o077).toBe(0)
})

test('production makes no key but says which file to bring', async () => {
  const ring = { folder: emptyFolder(), createMissing: false }
  await expect(loadSecret(ring, 'pairwise')).rejects.toThrow('pairwise.secret is missing; production makes no keys')
})

test('a secret of the wrong length is refused without being printed', async () => {
  const ring = { folder: emptyFolder(), createMissing: false }
  writeFileSync(join(ring.folder, 'pairwise.secret'), 'c2hvcnQ')
  await expect(loadSecret(ring, 'pairwise')).rejects.toThrow('wanted 32 bytes in base64url')
  await expect(loadSecret(ring, 'pairwise')).rejects.not.toThrow('c2hvcnQ')
})

test('a key folder that is a file is one clear line', async () => {
  const file = join(emptyFolder(), 'file')
  writeFileSync(file, '')
  await expect(loadSecret({ folder: file, createMissing: true }, 'pairwise')).rejects.toThrow(/ENOTDIR|EEXIST/)
})

test('whoever verifies needs the public half alone', async () => {
  const signer = { folder: emptyFolder(), createMissing: true }
  const { publicJwk } = await loadKeyPair(signer, 'gateway')
  expect(await loadPublicKey(signer, 'gateway')).toEqual(publicJwk)

  const verifier = { folder: emptyFolder(), createMissing: false }
  await expect(loadPublicKey(verifier, 'gateway')).rejects.toThrow('gateway.public.jwk.json is missing')
  writeFileSync(join(verifier.folder, 'gateway.public.jwk.json'), JSON.stringify(publicJwk))
  expect(await loadPublicKey(verifier, 'gateway')).toEqual(publicJwk)
})

test('a key file that is no JWK is named, and nothing of it is printed', async () => {
  const ring = { folder: emptyFolder(), createMissing: true }
  writeFileSync(join(ring.folder, 'issuer.private.jwk.json'), 'hunter2')
  await expect(loadKeyPair(ring, 'issuer')).rejects.toThrow('issuer.private.jwk.json is no JSON, wanted a JWK')
  await expect(loadKeyPair(ring, 'issuer')).rejects.not.toThrow('hunter2')
})
