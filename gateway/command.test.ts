import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot, startCommand } from '../test/support/started-house.ts'

const node = join(projectRoot, 'node_modules/.bin/node')
const heard: (string | undefined)[] = []
/** A subgraph nobody here wrote: it knows neither our kit nor our headers. */
const subgraph = createServer((request, response) => {
  heard.push(Object.keys(request.headers).find((name) => name.includes('statement')))
  response.setHeader('content-type', 'application/json').end('{"data":{"greeting":"hello","deep":{"deep":{"id":"1"}}}}')
})

let folder: string
let supergraph: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gba-command-'))
  supergraph = join(folder, 'supergraph.graphql')
  await new Promise<void>((resolve) => subgraph.listen(0, '127.0.0.1', resolve))
  const { port } = subgraph.address() as AddressInfo
  writeFileSync(supergraph, compose(`http://127.0.0.1:${port}/graphql`))
})
afterAll(() => {
  subgraph.close()
  rmSync(folder, { recursive: true, force: true })
})

function compose(url: string): string {
  const typeDefs = parse('type Query { greeting: String deep: Deep } type Deep { id: ID deep: Deep }')
  const { supergraphSdl } = composeServices([{ name: 'strangers', url, typeDefs }])
  if (!supergraphSdl) throw new Error('the test supergraph does not compose')
  return supergraphSdl
}

const keys = () => join(folder, 'keys')

/** The command with what an operator's shell has, and no keys anywhere. */
function run(flags: readonly string[], variables: NodeJS.ProcessEnv = {}) {
  const { NODE_ENV, NODE_OPTIONS, ...shell } = process.env
  const env = { ...shell, LOG_LEVEL: 'error', KEYS_DIR: keys(), ...variables }
  return startCommand([node, 'gateway/main.ts', ...flags], { env })
}

async function outcomeOf(flags: readonly string[], variables: NodeJS.ProcessEnv = {}) {
  const started = run(flags, variables)
  const { code } = await started.exit
  return { code, out: started.stdout(), lines: started.stderr().trim().split('\n') }
}

async function ask(url: string, query: string) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })
  return (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] }
}

describe('a gateway without authentication', () => {
  test('serves a supergraph of strangers to everybody, makes no key, and a limit can be raised', async () => {
    const started = run(['--supergraph', supergraph, '--port', '0', '--no-auth', '--limit-depth', '3'])
    try {
      await started.says('gateway answers on ')
      const url = /answers on (\S+)/.exec(started.stdout())?.[1] ?? ''
      expect((await ask(url, '{ greeting }')).data).toEqual({ greeting: 'hello' })
      expect((await ask(url, '{ deep { deep { id } } }')).data).toEqual({ deep: { deep: { id: '1' } } })
      const refused = await ask(url, '{ deep { deep { deep { id } } } }')
      expect(refused.errors?.map(({ extensions }) => extensions.code)).toEqual(['LIMIT_DEPTH'])
      expect(heard.filter(Boolean)).toEqual([])
      expect(existsSync(keys())).toBe(false)
      const probes = await Promise.all(
        ['/health', '/ready'].map(async (path) => (await fetch(new URL(path, url))).json()),
      )
      expect(probes).toEqual([{ status: 'ok' }, { ready: true }])
      const metrics = await (await fetch(new URL('/metrics', url))).text()
      expect(metrics).toMatch(/^gateway_request_duration_seconds_count\{operation="query",status="200"\} 2$/m)
      expect(metrics).toMatch(/^gateway_errors_total\{code="LIMIT_DEPTH"\} 1$/m)
      expect(metrics).toMatch(/^gateway_subgraph_duration_seconds_count\{subgraph="strangers",kind="query",.*\} 2$/m)
      started.signal('SIGTERM')
      expect(await started.exit).toEqual({ code: 0, signal: null })
      expect(started.stderr()).toBe('')
    } finally {
      started.end()
    }
  })

  test('executes with the reference where that is asked for', async () => {
    const started = run(['--supergraph', supergraph, '--port', '0', '--no-auth', '--engine', 'reference'])
    try {
      await started.says('gateway answers on ')
      const url = /answers on (\S+)/.exec(started.stdout())?.[1] ?? ''
      expect((await ask(url, '{ greeting }')).data).toEqual({ greeting: 'hello' })
    } finally {
      started.end()
    }
  })

  test('serves rules that nobody asks only where that is said', async () => {
    const flags = ['--supergraph', 'schema/supergraph.graphql', '--port', '0', '--no-auth', '--unprotected']
    const started = run(flags)
    try {
      await started.says('gateway answers on ')
    } finally {
      started.end()
    }
  })

  test.each([
    ['on every address', ['--listen', '0.0.0.0'], {}, 'NO_AUTH serves callers on this machine alone'],
    [
      'over rules that it would not ask',
      ['--supergraph', 'schema/supergraph.graphql'],
      {},
      'which --no-auth would not ask',
    ],
    ['in production', [], { NODE_ENV: 'production' }, 'NO_AUTH cannot run with NODE_ENV=production'],
  ])('does not start %s', async (_name, flags, variables, problem) => {
    const { code, lines } = await outcomeOf(['--supergraph', supergraph, '--no-auth', ...flags], variables)
    expect(code).toBe(1)
    expect(lines).toEqual([expect.stringContaining(problem)])
  })
})

describe.concurrent('a command that cannot be done says why in one line and exits 1', () => {
  test.each([
    [
      'a file that is not there',
      ['--supergraph', '/nowhere.graphql'],
      {},
      'supergraph /nowhere.graphql cannot be read',
    ],
    ['a file that is no supergraph', ['--supergraph', 'package.json'], {}, 'the supergraph is no GraphQL schema'],
    ['a port that is none', ['--supergraph', 'package.json', '--port', 'eighty'], {}, 'PORT: wanted a port number'],
    ['a limit of nothing', ['--limit-cost', '0'], {}, 'LIMIT_COST: wanted 1 or more'],
    ['the reference in production', ['--engine', 'reference'], { NODE_ENV: 'production' }, 'ENGINE=reference is for'],
  ])('%s', async (_name, flags, variables, problem) => {
    const { code, out, lines } = await outcomeOf([...flags], { PORT: '0', ...variables })
    expect([code, out]).toEqual([1, ''])
    expect(lines).toEqual([expect.stringContaining(problem)])
  })

  test('a misspelt flag gets the one that was meant', async () => {
    const { code, lines } = await outcomeOf(['--suprgraph', supergraph])
    expect(code).toBe(1)
    expect(lines).toEqual(
      expect.arrayContaining([`error: unknown option '--suprgraph'`, '(Did you mean --supergraph?)']),
    )
  })
})

test('--help lists the flags and what they stand for', async () => {
  const { code, out } = await outcomeOf(['--help'])
  expect(code).toBe(0)
  for (const text of ['--supergraph <file|url>', '--no-auth', '--workers <n>', '(LIMIT_DEPTH)', 'docs/operator.md'])
    expect(out).toContain(text)
})
