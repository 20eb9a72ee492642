import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fastify } from 'fastify'
import type { JSONWebKeySet } from 'jose'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterAll, expect, test } from 'vitest'
import { openAttestor } from './attestation.ts'

const folder = mkdtempSync(join(tmpdir(), 'attestation-'))
afterAll(() => rmSync(folder, { recursive: true }))

const NOW = Date.parse('2026-11-22T10:00:00+08:00')
const keyring = { folder, createMissing: true }
const claim = { statement: 'isTall', holds: true, subject: 'pseudonym', audience: 'partner-a', by: 'registry' }

async function keysOf(agency: string) {
  const server = fastify()
  const attestor = await openAttestor({ keyring, agency, now: () => NOW })
  attestor.routes(server)
  const answer = await server.inject('/.well-known/attestation-keys.json')
  await server.close()
  return { attestor, body: answer.body, keys: createLocalJWKSet(answer.json<JSONWebKeySet>()) }
}

const terms = (audience: string, at = NOW) => ({
  audience,
  typ: 'attestation+jwt',
  algorithms: ['EdDSA'],
  currentDate: new Date(at),
})

test('a partner verifies an answer by the served key, which tells nothing secret', async () => {
  const { attestor, body, keys } = await keysOf('one')
  const { payload } = await jwtVerify(await attestor.attest(claim), keys, terms('partner-a'))
  expect(payload).toEqual({
    statement: 'isTall',
    holds: true,
    iss: 'registry',
    sub: 'pseudonym',
    aud: 'partner-a',
    iat: NOW / 1000,
    exp: NOW / 1000 + 600,
  })
  expect(body).not.toContain('"d"')
})

test('another partner’s answer, an old one and another agency’s are worth nothing', async () => {
  const { attestor, keys } = await keysOf('one')
  const other = await keysOf('two')
  const proof = await attestor.attest(claim)
  await expect(jwtVerify(proof, keys, terms('partner-b'))).rejects.toThrow('"aud"')
  await expect(jwtVerify(proof, keys, terms('partner-a', NOW + 600_000))).rejects.toThrow('"exp"')
  await expect(jwtVerify(proof, other.keys, terms('partner-a'))).rejects.toThrow('no applicable key')
})
