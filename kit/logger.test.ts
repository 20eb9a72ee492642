import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openLogger } from './logger.ts'
import { maskPersonal } from './mask-personal.ts'

function openHeard() {
  const lines: string[] = []
  const logger = openLogger({ name: 'test', level: 'trace', destination: { write: (line) => void lines.push(line) } })
  const said = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  return { logger, lines, said }
}

const JWT = `eyJhbGciOiJFZERTQSJ9.${Buffer.from('{"sub":"11111111"}').toString('base64url')}.c2lnbmF0dXJl`

const PERSONAL = [
  'A123456(3)',
  'a123456(3)',
  'A1234563',
  'AB987654(3)',
  '440304190001010029',
  '11010519491231002X',
  '810000199408230021',
  '1234567(8)',
  'CA0000002',
  'C00000002',
  'H00000001',
  'H0000000101',
  'M00000005',
  'HA0000007',
  'chan.siu-ming@example.com.hk',
  '+852 9123 4567',
  '+8613800138000',
  JWT,
  'Bearer 9f86d081884c7d65',
]

const HARMLESS = [
  'A123456(4)',
  'A1234564',
  '440304190001010028',
  '440304199913010020',
  '2026-11-23T08:30:00+08:00',
  '11111111-1111-4111-8111-111111111111',
  'c1234567-aaaa-4bbb-8ccc-123456789012',
  'H1234567',
  'pkg@1.2.3',
  'sz:metro:civic-center',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
]

describe('the net under the log', () => {
  test.each(PERSONAL)('masks %s wherever it stands', (text) => {
    for (const around of [text, `got ${text}, wanted`, `"${text}"`, `\n${text}\t`, `\u0000${text}`, `${text}。`]) {
      const line = JSON.stringify({ around })
      expect(maskPersonal(line)).not.toContain(text)
      expect(maskPersonal(line)).toContain('[masked]')
    }
  })

  test.each(HARMLESS)('leaves %s alone', (text) => {
    expect(maskPersonal(JSON.stringify({ text }))).toBe(JSON.stringify({ text }))
  })

  test('leaves every line the JSON that it was', () => {
    const words = fc.constantFrom(...PERSONAL, ...HARMLESS, '"', '\\', '\n', ' ', 'x', '陳')
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (parts) => {
        const line = JSON.stringify({ a: 1, time: 1_763_789_000_123, b: '', text: parts.join(''), c: parts })
        const masked = maskPersonal(line)
        expect(JSON.parse(masked)).toMatchObject({ a: 1, time: 1_763_789_000_123, b: '' })
        expect(parts.filter((part) => PERSONAL.includes(part) && masked.includes(JSON.stringify(part)))).toEqual([])
      }),
    )
  })

  test('a line made to be slow costs no more than its length', () => {
    for (const part of ['+1 ', 'a.', 'eyJ', 'Bearer ', '123456', 'A', 'a@', '://a:']) {
      expect(maskPersonal(part.repeat(100_000 / part.length)).length).toBeGreaterThan(0)
    }
  })
})

describe('a log line', () => {
  test('holds no secret and nothing that a caller sent, at the top or one level down', () => {
    const { logger, lines } = openHeard()
    const secret = 'canary-of-the-log'
    logger.info({ authorization: secret, variables: { name: secret }, request: { headers: { cookie: secret } } }, 'x')
    logger.child({ room: 1 }).trace({ token: secret, query: { parameters: [secret] } })
    expect(lines).toHaveLength(2)
    expect(lines.filter((line) => line.includes(secret))).toEqual([])
  })

  test('tells an error by type, message, code, frames and causes, without what a driver hangs on it', () => {
    const { logger, said } = openHeard()
    const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (name)=(Chan Siu Ming)' })
    const failure = new Error('not saved', { cause })
    logger.error({ err: Object.assign(failure, { query: 'insert', rows: ['Chan Siu Ming'] }) }, 'it failed')
    expect(JSON.stringify(said())).not.toContain('Chan')
    expect(said()[0]).toMatchObject({
      msg: 'it failed',
      err: {
        type: 'Error',
        message: 'not saved',
        stack: expect.stringContaining('logger.test.ts'),
        cause: { code: '23505', message: 'duplicate key' },
      },
    })
  })

  test('does not repeat the text that a parser or the database could not read', () => {
    const { logger, said } = openHeard()
    const unreadable = Object.assign(new Error('invalid input syntax for type uuid: "Chan Siu Ming"'), {
      code: '22P02',
    })
    logger.error({ err: unreadable })
    try {
      JSON.parse('Chan Siu Ming')
    } catch (error) {
      logger.error({ err: error })
    }
    logger.error({ err: 'Chan Siu Ming' })
    expect(said()).toHaveLength(3)
    expect(JSON.stringify(said())).not.toContain('Chan')
    expect(said()[0]).toMatchObject({ err: { message: 'invalid input syntax for type uuid: "…"' } })
  })

  test('of an ordinary kind is written as it was meant', () => {
    const { logger, said } = openHeard()
    const id = '0d9a0f38-7a52-4f0f-9d8b-2f37c5f1a903'
    logger.info({ requestId: id, codes: ['BAD_REQUEST'], durationMs: 12 }, 'request')
    expect(said()).toMatchObject([{ requestId: id, codes: ['BAD_REQUEST'], durationMs: 12, msg: 'request' }])
  })
})
