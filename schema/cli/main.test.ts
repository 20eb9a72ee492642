import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PARTNER_FILE } from '../generated-files.ts'
import { projectRoot } from '../root.ts'

const main = join(projectRoot, 'schema/cli/main.ts')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gba-cli-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function gba(...args: string[]): Promise<Outcome> {
  const env = { ...process.env, KEYS_DIR: join(folder, 'keys'), NODE_ENV: 'development' }
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}

/** What callers had before: the partner schema of today with one field more, or one less. */
function before(change: (text: string) => string): string {
  const path = join(folder, 'before.graphql')
  writeFileSync(path, change(readFileSync(join(projectRoot, PARTNER_FILE), 'utf8')))
  return path
}

const addField = (text: string) => text.replace('type Query {\n', 'type Query {\n  gone: String\n')

test('help is data and no failure', async () => {
  const { code, stdout, stderr } = await gba('--help')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  for (const command of ['compose', 'check', 'dev', 'doctor', 'token', 'explain', 'keys'])
    expect(stdout).toContain(`  ${command} `)
})

test('an unknown command is misuse, and the nearest one is named', async () => {
  const { code, stdout, stderr } = await gba('chek')
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toContain('Did you mean check?')
})

test.each([
  ['an unknown option', ['check', '--strict']],
  ['a revision that is not there', ['check', '--against', 'no-such-revision']],
  ['an agency that is not in the roster', ['dev', '--only', 'weather']],
  ['a code that nobody gives', ['explain', 'NO_SUCH_CODE']],
  ['a persona that is not in the sandbox', ['token', '--persona', 'nobody']],
  ['an agency that seals nothing', ['keys', 'rotate', '--agency', 'transit']],
])('%s is misuse', async (_what, args) => {
  const { code, stdout, stderr } = await gba(...args)
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).not.toBe('')
})

test('contracts that break nobody pass', async () => {
  const { code, stdout, stderr } = await gba(
    'check',
    '--against',
    before((text) => text),
  )
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(stderr).toContain('The contracts pass.')
})

test('a field that is gone is refused, and let go where the callers agreed', async () => {
  const file = before(addField)
  const refused = await gba('check', '--against', file)
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain("BREAKING: calls that work today would fail (1)\n  Field 'gone' was removed")
  expect((await gba('check', '--against', file, '--accept-breaking')).code).toBe(0)
})

test('the answer for programs is versioned JSON on stdout, and nothing else', async () => {
  const { code, stdout, stderr } = await gba('check', '--json', '--against', before(addField))
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    command: 'check',
    ok: false,
    against: join(folder, 'before.graphql'),
    findings: [],
    changes: [
      {
        level: 'BREAKING',
        path: 'Query.gone',
        message: "Field 'gone' was removed from object type 'Query'",
        reason: expect.any(String),
      },
    ],
  })
})

test('nothing is coloured where nobody sees it', async () => {
  const { stderr } = await gba('check', '--against', before(addField))
  expect(stderr).not.toContain('\u001b[')
})

test('a code is explained', async () => {
  const { code, stdout } = await gba('explain', 'list_unbounded', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    command: 'explain',
    explanations: [{ code: 'LIST_UNBOUNDED' }],
  })
})

test('a persona of the sandbox gets a token that is alone on stdout', async () => {
  const { code, stdout } = await gba('token', '--persona', 'hk-resident')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
})

test('nothing but commander is loaded before a command needs it', () => {
  expect([...packagesBehind(main)].filter((name) => !name.startsWith('node:'))).toEqual(['commander'])
})

/** Packages that a file's static imports lead to; types are erased and dynamic imports wait. */
function packagesBehind(file: string, seen = new Set<string>(), packages = new Set<string>()): Set<string> {
  if (seen.has(file)) return packages
  seen.add(file)
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^'();]*from '([^']+)'/gm)
  for (const [, target = ''] of imports) {
    if (target.startsWith('.')) packagesBehind(join(dirname(file), target), seen, packages)
    else packages.add(target)
  }
  return packages
}
