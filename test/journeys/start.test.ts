import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:net'
import { createServer } from 'node:net'
import { join, relative } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Keyring } from '../../kit/keys.ts'
import { loadKeyPair, loadPublicKey, loadSecret } from '../../kit/keys.ts'
import { roster } from '../../schema/roster.ts'
import { flagshipVariables, readOperation } from '../../start.ts'
import { issueSandboxToken } from '../../subgraphs/identity/issuer/issue-token.ts'
import { beginQuestion } from '../support/slow-question.ts'
import type { Place, Started } from '../support/started-house.ts'
import { isListening, listening, openPlace, projectRoot, runInBash, startCommand } from '../support/started-house.ts'

const NODE = join(projectRoot, 'node_modules/.bin/node')
const agencies = roster.map(({ name }) => name)
const flagship = { query: readOperation('cross-boundary-trip'), variables: flagshipVariables(Date.now()) }

/** Asks for a stop while a request runs; that request is answered whole, no other is taken, and nothing stays. */
async function expectDrained(options: { place: Place; started: Started; token: string; stop: () => void }) {
  const { place, started, token, stop } = options
  const port = place.ports.gateway ?? 0
  const running = await beginQuestion({ port, token, question: flagship })
  const toldAt = performance.now()
  stop()
  await expect.poll(() => isListening(port), { timeout: 5_000, interval: 20 }).toBe(false)
  const { status, body } = await running.finish()
  expect(status).toBe(200)
  expect(body.data).toMatchObject({ itineraries: { nodes: expect.arrayContaining([expect.anything()]) } })
  expect(await started.exit).toEqual({ code: 0, signal: null })
  expect(performance.now() - toldAt).toBeLessThan(10_000)
  expect(await listening(place)).toEqual([])
}

describe('npm start', () => {
  let place: Place
  let started: Started
  let tokens: string[]

  beforeAll(async () => {
    place = await openPlace()
    // Bash lets the house take its place, so that it gets a Ctrl-C twice: from the terminal, and passed on by npm.
    started = startCommand(['npm', 'start'], place)
    await started.says('Ask a first question')
    tokens = [...started.stdout().matchAll(/^ {2}(?:hk-resident|shenzhen-hukou) +(eyJ\S+)$/gm)].map(([, jwt]) =>
      String(jwt),
    )
  })
  afterAll(() => {
    started.end()
    place.remove()
  })

  test('says what runs where, offers two tokens and one question, and warns of nothing', () => {
    const said = started.stdout()
    expect(Number(/is up after ([\d.]+) s/.exec(said)?.[1])).toBeLessThan(30)
    expect(said).toContain(`  gateway   http://127.0.0.1:${place.ports.gateway}/graphql\n`)
    const places = [...said.matchAll(/^ {2}(\w+) +(http\S+) +\(answers the gateway only\)$/gm)]
    expect(places.map(([, name, url]) => [name, url])).toEqual(
      agencies.map((name) => [name, `http://127.0.0.1:${place.ports[name]}/graphql`]),
    )
    expect(new Set(tokens).size).toBe(2)
    expect(said.match(/^curl /gm)).toHaveLength(1)
    expect(started.stderr()).toBe('')
  })

  test('the question, copied word for word, is answered with journeys, fares, wallets and crossings', async () => {
    const [line = ''] = /^curl .*$/m.exec(started.stdout()) ?? []
    const { data, errors } = JSON.parse(await runInBash(line, place.env)) as {
      data: { viewer: object; itineraries: { nodes: { fares: object[]; crossings: object[]; legs: object[] }[] } }
      errors?: unknown
    }
    expect(errors).toBeUndefined()
    expect(data.viewer).toMatchObject({ name: { en: 'Chan Siu Ming' }, wallets: { nodes: [{}, {}, {}] } })
    const [itinerary] = data.itineraries.nodes
    expect(itinerary?.legs.length).toBeGreaterThan(1)
    expect(itinerary?.fares).toContainEqual(
      expect.objectContaining({
        payableWith: expect.arrayContaining([expect.objectContaining({ payable: true, amount: expect.anything() })]),
      }),
    )
    expect(itinerary?.crossings).toMatchObject([{ controlPoint: {}, decision: { verdict: 'ALLOWED' } }])
  })

  test('a browser gets GraphiQL at its root', async () => {
    const response = await fetch(`http://127.0.0.1:${place.ports.gateway}/`, { headers: { accept: 'text/html' } })
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('<title>GBA Graph</title>')])
  })

  test('a Ctrl-C, which npm and the house both get, lets a running request finish and ends with exit code 0', async () => {
    const stop = () => started.signalGroup('SIGINT')
    await expectDrained({ place, started, token: tokens[0] ?? '', stop })
    expect(started.stderr()).toBe('')
  })
})

describe('in production', () => {
  let place: Place
  let started: Started
  let token: string

  beforeAll(async () => {
    place = await openPlace()
    token = await bringKeys(place)
    const env = { ...place.env, NODE_ENV: 'production', TOKEN_JWKS_FILE: join(place.folder, 'jwks.json') }
    started = startCommand([NODE, 'start.ts'], { env })
    await started.says('Ctrl-C stops it')
  })
  afterAll(() => {
    started.end()
    place.remove()
  })

  const ask = async (question: object) => {
    const response = await fetch(`http://127.0.0.1:${place.ports.gateway}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(question),
    })
    return (await response.json()) as { data?: Record<string, unknown>; errors?: { extensions: { code: string } }[] }
  }

  test('nobody is offered a token or a made-up resident', async () => {
    expect(started.stdout()).not.toMatch(/eyJ|curl|sandbox|GraphiQL|gba token/)
    expect(started.stderr()).toBe('')
    const issue = runInBash('npx gba token --persona hk-resident', { ...place.env, NODE_ENV: 'production' })
    await expect(issue).rejects.toMatchObject({ stdout: '', stderr: expect.stringContaining('NODE_ENV=production') })
  })

  test('there is no GraphiQL and no introspection', async () => {
    for (const path of ['/', '/graphiql/boot.json']) {
      const response = await fetch(`http://127.0.0.1:${place.ports.gateway}${path}`, {
        headers: { accept: 'text/html' },
      })
      expect([path, response.status]).toEqual([path, 404])
    }
    const { data, errors } = await ask({ query: '{ __schema { queryType { name } } }' })
    expect([data, errors?.[0]?.extensions.code]).toEqual([undefined, 'GRAPHQL_VALIDATION_FAILED'])
  })

  test('the registers are empty of the sandbox: a partner nobody registered reads no person, and journeys all the same', async () => {
    const { data, errors } = await ask(flagship)
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['RESIDENCY_BLOCKED']))
    expect(data?.viewer).toBeNull()
    expect(data?.itineraries).toMatchObject({ nodes: expect.arrayContaining([expect.anything()]) })
  })

  test('SIGINT to the process alone lets a running request finish and ends with exit code 0', async () => {
    await expectDrained({ place, started, token, stop: () => started.signal('SIGINT') })
    expect(started.stderr()).toBe('')
  })
})

/** The keys that an operator brings. @returns a token of the authority whose key is trusted */
async function bringKeys(place: Place): Promise<string> {
  const keyring: Keyring = { folder: join(place.folder, 'keys'), createMissing: true }
  const authority: Keyring = { folder: join(place.folder, 'authority'), createMissing: true }
  await Promise.all([
    loadPublicKey(keyring, 'gateway'),
    loadSecret(keyring, 'pairwise'),
    loadSecret(keyring, 'wallets-offer'),
    loadSecret(keyring, 'wallets-ids'),
    loadSecret(keyring, 'permits-ids'),
    ...['identity', 'permits', 'wallets', 'transit'].map((agency) => loadSecret(keyring, `statement-${agency}`)),
    ...['kek-identity-1', 'kek-permits-1', 'index-identity-document-number'].map((name) => loadSecret(keyring, name)),
    ...['verification-identity', 'verification-permits', 'consent-receipts', 'access-log'].map((name) =>
      loadPublicKey(keyring, name),
    ),
  ])
  const issuer = await loadKeyPair(authority, 'issuer')
  writeFileSync(join(keyring.folder, 'issuer.public.jwk.json'), JSON.stringify(issuer.publicJwk))
  writeFileSync(join(place.folder, 'jwks.json'), JSON.stringify({ keys: [issuer.publicJwk] }))
  cpSync(join(keyring.folder, 'pairwise.secret'), join(authority.folder, 'pairwise.secret'))
  return issueSandboxToken({ env: {}, keyring: authority, persona: 'hk-resident', now: Date.now })
}

describe('a start that cannot be is refused in one clear line and with exit code 1', () => {
  let place: Place
  let taken: Server
  let takenPort: number

  beforeAll(async () => {
    place = await openPlace()
    writeFileSync(join(place.folder, 'file'), '')
    taken = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const address = taken.address()
    takenPort = typeof address === 'object' && address ? address.port : 0
  })
  afterEach(async () => expect(await listening(place)).toEqual([]))
  afterAll(() => {
    taken.close()
    place.remove()
  })

  async function refusal(env: NodeJS.ProcessEnv, options: { args?: readonly string[]; cwd?: string } = {}) {
    const { args = [], cwd = projectRoot } = options
    const started = startCommand([NODE, 'start.ts', ...args], { env: { ...place.env, ...env }, cwd })
    const { code } = await started.exit
    expect([code, started.stdout()]).toEqual([1, ''])
    expect(started.stderr()).not.toMatch(/^\s+at |node:internal|Error:/m)
    return started
      .stderr()
      .split('\n')
      .filter(Boolean)
      .map((line) => line.replace('GBA Graph cannot start: ', ''))
  }

  test('the gateway’s port is taken', async () => {
    expect(await refusal({ PORT: String(takenPort) })).toEqual([
      `port ${takenPort} of gateway is taken; stop what listens there or set PORT to a free one`,
    ])
  })

  test('an agency’s port is taken', async () => {
    expect(await refusal({ WALLETS_PORT: String(takenPort) })).toEqual([
      `port ${takenPort} of wallets is taken; stop what listens there or set WALLETS_PORT to a free one`,
    ])
  })

  test('two parts are to have one port', async () => {
    expect(await refusal({ PORT: String(place.ports.permits) })).toEqual([
      `PORT and PERMITS_PORT have the same port ${place.ports.permits}; each part needs one of its own`,
    ])
  })

  const mayBindLow = process.getuid?.() === 0 || process.platform !== 'linux'
  test.skipIf(mayBindLow)('a port this user may not use (skipped where this user may use all)', async () => {
    expect(await refusal({ PORT: '80' })).toEqual([
      'this user may not listen on port 80, wanted for gateway; set PORT to one above 1023',
    ])
  })

  test.each([
    ['PORT is no number', { PORT: 'abc' }, 'bad configuration: PORT: wanted a port number'],
    [
      'DATABASE_URL is no URL',
      { DATABASE_URL: 'somewhere' },
      'bad configuration: DATABASE_URL: wanted a PostgreSQL URL such as postgresql://user@host:5432/gba',
    ],
    [
      'DATABASE_URL is a URL of something else',
      { DATABASE_URL: 'https://127.0.0.1/gba' },
      'bad configuration: DATABASE_URL: wanted a PostgreSQL URL such as postgresql://user@host:5432/gba',
    ],
    [
      'telemetry is switched on',
      { APOLLO_TELEMETRY_DISABLED: '0' },
      'bad configuration: APOLLO_TELEMETRY_DISABLED: wanted 1: the gateway library reports to its vendor otherwise',
    ],
  ])('%s', async (_name, env, line) => {
    expect(await refusal(env)).toEqual([line])
  })

  test('the database does not answer, and its password stays unsaid', async () => {
    const [line, ...more] = await refusal({ DATABASE_URL: 'postgresql://gba:hunter2@127.0.0.1:1/gba' })
    expect(line).toBe(
      'the database does not answer as asked (ECONNREFUSED); check DATABASE_URL and that the server runs',
    )
    expect(more).toEqual([])
  })

  test.each(['file', 'file/below'])('DATA_DIR is a file, or below one (%s)', async (name) => {
    const path = join(place.folder, name)
    expect(await refusal({ DATA_DIR: path })).toEqual([
      expect.stringMatching(
        `^data folder ${path} cannot be read and written \\((EEXIST|ENOTDIR)\\); set DATA_DIR to a folder this user owns`,
      ),
    ])
  })

  test('KEYS_DIR is a file', async () => {
    const path = join(place.folder, 'file')
    expect(await refusal({ KEYS_DIR: path })).toEqual([
      `key file ${path}/pairwise.secret cannot be read or made (ENOTDIR); set KEYS_DIR to a folder this user owns`,
    ])
  })

  test('production has no keys', async () => {
    const path = join(place.folder, 'none')
    expect(await refusal({ NODE_ENV: 'production', KEYS_DIR: path })).toEqual([
      `key file ${path}/pairwise.secret is missing; production makes no keys, put it there`,
    ])
  })

  test('processes are asked for without a PostgreSQL server', async () => {
    expect(await refusal({}, { args: ['--processes'] })).toEqual([
      '--processes needs a PostgreSQL server: set DATABASE_URL, for example postgresql://user@127.0.0.1:5432/gba',
    ])
  })

  test('an option that nobody knows', async () => {
    expect(await refusal({}, { args: ['--proceses'] })).toEqual([
      expect.stringContaining("Unknown option '--proceses'"),
    ])
  })

  test('several things are wrong: all are told, a line for each that somebody else will mend', async () => {
    const env = { PORT: 'abc', LIMIT_DEPTH: '0', TRANSIT_PORT: String(takenPort), KEYS_DIR: join(place.folder, 'file') }
    expect(await refusal(env)).toEqual([
      'bad configuration: PORT: wanted a port number',
      'bad configuration: LIMIT_DEPTH: wanted 1 or more',
      `port ${takenPort} of transit is taken; stop what listens there or set TRANSIT_PORT to a free one`,
      expect.stringMatching(/^key file .* cannot be read or made \(ENOTDIR\)/),
    ])
  })

  test('npm tells the same and hands on the exit code', async () => {
    const started = startCommand(['npm', 'start'], { env: { ...place.env, PORT: 'abc' } })
    expect((await started.exit).code).toBe(1)
    expect(started.stderr()).toBe('GBA Graph cannot start: bad configuration: PORT: wanted a port number\n')
  })

  // The start reads every module anew, and composes: on a busy machine that takes its time.
  test('a contract was changed and not composed: the difference is shown', async () => {
    const copy = copyProject(place.folder)
    const contract = join(copy, 'subgraphs/wallets/schema.graphql')
    const text = readFileSync(contract, 'utf8')
    writeFileSync(contract, text.replace('"The payment made."', '"The payment that was made."'))
    const [first, ...difference] = await refusal({}, { cwd: copy })
    expect(first).toBe('generated files are out of date; run `npm run compose` and look at the difference:')
    expect(difference.join('\n')).toMatch(/^schema\/supergraph\.graphql is out of date from line \d+:$/m)
    expect(difference).toContainEqual(expect.stringMatching(/^ +- +"""The payment made\."""$/))
    expect(difference).toContainEqual(expect.stringMatching(/^ +\+ +"""The payment that was made\."""$/))
  }, 90_000)
})

function copyProject(folder: string): string {
  const copy = join(folder, 'copy')
  const left = new Set(['node_modules', '.git', '.gba', 'docs', 'test'])
  mkdirSync(copy)
  cpSync(projectRoot, copy, { recursive: true, filter: (path) => !left.has(relative(projectRoot, path)) })
  symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'))
  return copy
}
