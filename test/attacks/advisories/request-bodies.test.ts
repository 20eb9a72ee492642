import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SmallHouse } from '../../../gateway/testing/small-house.ts'
import { startSmallHouse } from '../../../gateway/testing/small-house.ts'

let house: SmallHouse
beforeAll(async () => {
  house = await startSmallHouse()
})
afterAll(() => house.close())

const LEND = '{"query":"mutation { lend(id: \\"1\\") { id } }"}'

async function send(headers: Record<string, string>, body: string | Buffer) {
  const before = house.log.length
  const { statusCode, body: answer, headers: got } = await request(house.gateway.url, { method: 'POST', headers, body })
  const { data, errors } = JSON.parse(await answer.text())
  await expect.poll(() => house.log.slice(before).some(({ msg }) => msg === 'request')).toBe(true)
  const line = house.log.slice(before).find(({ msg }) => msg === 'request')
  return { status: statusCode, code: errors?.[0]?.extensions.code, data, fetches: line?.fetches, headers: got }
}

describe('a body that is not what it says', () => {
  const megabytes = Buffer.from(`{"query":"{ me }","variables":{"x":"${'x'.repeat(20_000_000)}"}}`)
  const packed = { gzip: gzipSync(megabytes), br: brotliCompressSync(megabytes), deflate: deflateSync(megabytes) }

  test.each([
    ...Object.entries(packed),
    ['gzip, gzip', gzipSync(packed.gzip)] as const,
    ['identity, br', packed.br] as const,
    ['x-unknown', packed.gzip] as const,
  ])('is not unpacked: %s (CVE-2024-28101)', async (encoding, body) => {
    const before = process.memoryUsage().arrayBuffers
    const told = await send({ 'content-type': 'application/json', 'content-encoding': encoding }, body)
    expect(told.status).toBeOneOf([400, 413, 415])
    expect(told.data).toBe(undefined)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  })

  test('is read as UTF-8 or not at all, whatever alphabet it names (CVE-2026-23897)', async () => {
    const alphabets = ['utf-16', 'utf-16le', 'utf-32', 'utf-7', 'utf7', 'gb18030', 'gbk', 'big5', 'big5-hkscs']
    const rarer = ['shift_jis', 'iso-2022-jp', 'euc-kr', 'latin1', 'windows-1252', 'ibm037', 'ucs2', 'x', '', '"']
    for (const alphabet of [...alphabets, ...rarer]) {
      const told = await send({ 'content-type': `application/json; charset=${alphabet}` }, LEND)
      expect([alphabet, told.status === 415 || told.data?.lend?.id === '1']).toEqual([alphabet, true])
    }
    const wide = Buffer.from(LEND, 'utf16le')
    const told = await send({ 'content-type': 'application/json; charset=utf-16le' }, wide)
    expect([told.status, told.fetches]).toEqual([expect.toBeOneOf([400, 415]), []])
  })

  test.each([
    'text/plain',
    'text/plain; application/json',
    'text/plain,application/json',
    'text/json',
    'application/jsonp',
    'application/json-seq',
    'application/x-json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=application/json',
    'application/graphql',
    'application/ json',
    'json',
    '*/*',
    ';application/json',
    'application/json\u00a0',
    'application/jsоn',
  ])('a change in a body of type %s reaches nobody (CVE-2025-64166, CVE-2026-25223)', async (type) => {
    const told = await send({ 'content-type': Buffer.from(type).toString('latin1') }, LEND)
    expect([told.status, told.fetches, told.data]).toEqual([expect.toBeOneOf([400, 415]), [], undefined])
  })
})

test('no answer to somebody with a token may be kept by anybody (GHSA-8r69-3cvp-wxc3)', async () => {
  const authorization = `Bearer ${await house.tokenFor()}`
  const headers = { 'content-type': 'application/json', authorization }
  const bodies = ['{"query":"{ me }"}', '{"query":"{"}', '[]', LEND, '{"query":"{ leak }"}']
  const answers = await Promise.all(bodies.map((body) => send(headers, body)))
  expect(answers.map(({ headers: got }) => got['cache-control'])).toEqual(bodies.map(() => 'no-store'))
  const refused = await send({ ...headers, authorization: `${authorization}x` }, '{"query":"{ me }"}')
  expect([refused.status, refused.headers['cache-control']]).toEqual([401, 'no-store'])
})
