import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal } from '../../attacks/consent/portal.ts'
import type { TestHouse } from '../../support/test-house.ts'
import { openTestHouse } from '../../support/test-house.ts'
import { openBrowser } from '../partner-login/browser.ts'
import { agree, issuerOf, signIn } from '../partner-login/partner.ts'
import { askAroundTheGateway, recordStatement, refusedInOrder } from './ask-permits.ts'
import { answerOf, projectRoot, readExamples, tryOut, withoutChance } from './read-guide.ts'

const CODES = ['RESIDENCY_BLOCKED', 'ROUTE_NOT_FILED', 'CONSENT_REQUIRED', 'PURPOSE_MISMATCH']

const examples = readExamples('docs/partner.md')
const agencyExamples = readExamples('docs/agency.md')
const tagged = (tag: string) => examples.filter((example) => example.tag === tag)
const told = (tag: string) => agencyExamples.find((example) => example.tag === tag)?.text ?? ''
const setup = tagged('setup')
  .map(({ text }) => text)
  .join('\n')

let house: TestHouse
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gba-partner-'))
  house = await openTestHouse()
}, 120_000)
afterAll(async () => {
  await house?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the partner guide', () => {
  test('shows each of the four residency codes', () => {
    const answers = tagged('answer').map(({ text }) => text)
    for (const code of CODES) {
      expect(answers.join('\n')).toContain(`"code": "${code}"`)
    }
  })

  // In their order: a reader tries one after the other, in one sandbox.
  test.each(examples.filter(({ tag }) => tag === 'try' || tag === 'print'))(
    'promises what comes: $title',
    async ({ tag, text, promised }) => {
      const run = () => tryOut(text, { house, setup, folder })
      if (tag === 'try') return expect(answerOf(await run())).toEqual(JSON.parse(promised))
      // The log shows an entry seconds later.
      const print = async () => withoutChance(await run())
      await expect.poll(print, { timeout: 20_000, interval: 500 }).toBe(withoutChance(promised))
    },
  )
})

test('the README shows what is refused', async () => {
  const [example] = readExamples('README.md').filter(({ tag }) => tag === 'try')
  const printed = await tryOut(String(example?.text), { house, setup: '', folder })
  expect(answerOf(printed)).toEqual(JSON.parse(String(example?.promised)))
})

describe('the app in the guide', () => {
  test('gets the strictest field there is, once its resident has signed in and agreed', async () => {
    const [app] = tagged('app')
    const program = String(app?.text)
      .replace('http://127.0.0.1:4001', issuerOf(house))
      .replace('http://127.0.0.1:4000', house.gatewayUrl)
    const child = spawn(process.execPath, ['--input-type=module', '-'], {
      cwd: projectRoot,
      env: { ...process.env, KEYS_DIR: house.keysFolder },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const ended = once(child, 'close')
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
    child.stdin.end(program)
    try {
      await expect.poll(() => said, { timeout: 15_000 }).toMatch(/^Open \S+\n/)
      const browser = openBrowser()
      const consent = await signIn(new URL(said.slice('Open '.length).trim()), 'hk-resident', browser)
      const back = await agree(consent, browser, { category: ['profile', 'identity-documents'], days: '30' })
      expect((await fetch(back)).status).toBe(200)
      await ended
    } finally {
      child.kill('SIGKILL')
    }
    expect(JSON.parse(said.split('\n').at(1) ?? said)).toEqual(JSON.parse(String(app?.promised)))
  }, 60_000)
})

describe('the agency guide', () => {
  const li = { persona: 'shenzhen-hukou', clientId: 'sandbox-macao-partner' }
  const query = '{ viewer { travelPermits { nodes { kind } } } }'

  test('shows what the gateway decides of permits', async () => {
    for (const { text, promised } of agencyExamples.filter(({ tag }) => tag === 'print')) {
      expect(withoutChance(await tryOut(text, { house, setup: '', folder }))).toBe(withoutChance(promised))
    }
  })

  test('shows the four codes as an agency gives them by itself', async () => {
    const answers = await Promise.all(refusedInOrder.map((change) => askAroundTheGateway(house, change)))
    const refusals = answers.map(({ errors }) => errors?.[0]?.extensions)
    expect(refusals.map((extensions) => extensions?.code)).toEqual(CODES)
    expect(refusals).toEqual(JSON.parse(told('refusals')))
    expect(answers.map(({ data }) => data)).toEqual(answers.map(() => ({ _entities: [{ travelPermits: null }] })))
    const { data } = await askAroundTheGateway(house, {})
    expect(data).toMatchObject({ _entities: [{ travelPermits: { nodes: [{ kind: 'EEP' }] } }] })
  })

  test('shows the statement that permits is sent, and the entry that tells of the release', async () => {
    await (await openPortal(house, li.persona)).grant(['travel-permits'], { clientId: li.clientId })
    const token = await house.tokenFor(li.persona, { ...li, scope: 'permits' })
    const statement = await recordStatement(house, { query, token })
    expect(shapeOf(statement)).toEqual(shapeOf(JSON.parse(told('statement'))))
    expect((await house.ask({ query, token })).errors).toBeUndefined()
    await expect.poll(() => lastEntry(li), { timeout: 20_000, interval: 500 }).toBeDefined()
    expect(shapeOf(await lastEntry(li))).toEqual(shapeOf(JSON.parse(told('entry'))))
  }, 60_000)
})

/** Of that app, as the resident's portal shows it. */
async function lastEntry({ persona, clientId }: { persona: string; clientId: string }): Promise<unknown> {
  const token = await house.tokenFor(persona, { clientId: 'resident-portal' })
  const query = '{ viewer { accessLog(first: 20) { nodes { clientId receipt } } } }'
  const { data } = await house.ask({ query, token })
  const { viewer } = data as { viewer: { accessLog: { nodes: { clientId: string; receipt: string }[] } } }
  const receipt = viewer.accessLog.nodes.find((entry) => entry.clientId === clientId)?.receipt
  return receipt === undefined ? undefined : (JSON.parse(receipt) as { entry: unknown }).entry
}

/** Ids, hashes and times aside. */
function shapeOf(value: unknown): unknown {
  const text = withoutChance(JSON.stringify(value))
  return JSON.parse(text.replaceAll(/"(at|iat|exp|expiresAt)":\d+/g, '"$1":0'))
}
