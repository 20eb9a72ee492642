import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

/** By package: the advisories, and the versions from which on they are mended, a line for each that was mended apart. */
const mended: Readonly<Record<string, { readonly ids: string; readonly from: string }>> = {
  '@apollo/gateway': { ids: 'GHSA-74cr-77xc-8g6r, CVE-2025-32030, CVE-2025-32031, CVE-2026-32621', from: '2.13.2' },
  '@apollo/query-planner': { ids: 'CVE-2024-43414, CVE-2026-32621', from: '2.13.2' },
  '@apollo/federation-internals': { ids: 'CVE-2026-32621', from: '2.13.2' },
  '@apollo/composition': { ids: 'CVE-2025-64530, GHSA-m8jr-fxqx-8xx6', from: '2.12.1' },
  '@apollo/server': { ids: 'CVE-2026-23897, GHSA-9q82-xgwf-vj6h, GHSA-j5g3-5c8r-7qfx', from: '5.5.0' },
  mercurius: { ids: 'CVE-2021-43801, CVE-2023-22477, CVE-2025-64166, CVE-2026-30241', from: '16.10.0' },
  graphql: { ids: 'CVE-2023-26144', from: '16.8.1' },
  fastify: { ids: 'CVE-2025-32442, CVE-2026-25223, CVE-2026-3419, CVE-2026-3635, CVE-2026-33806', from: '5.12.1' },
  '@fastify/websocket': { ids: 'CVE-2022-39386', from: '7.1.1' },
  ws: { ids: 'CVE-2026-48779, CVE-2026-62389, GHSA-58qx-3vcg-4xpx', from: '8.21.1' },
  undici: { ids: 'CVE-2026-1525 to 1528, CVE-2026-2229, CVE-2026-2581, CVE-2026-22036', from: '8.5.0' },
}

/** Packages that this project does without, and why. */
const shunned: Readonly<Record<string, string>> = {
  'fast-jwt': 'CVE-2026-34950 and its kin: tokens are verified with jose',
  'graphql-shield': 'GHSA-hx78-272p-mqqh: decisions are kept by object, not by a key of text',
  '@graphql-tools/executor-legacy-ws': 'CVE-2026-118665: a socket to an agency carries one subscription',
  '@fastify/http-proxy': 'CVE-2026-15631 and its kin: nothing is proxied by path',
  '@fastify/reply-from': 'CVE-2026-107318: TLS is verified by Node itself',
  'apollo-server': 'out of support',
  'apollo-server-core': 'out of support',
  'graphql-playground-html': 'GHSA-qm7x-rc44-rrqw',
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
const lockfile = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
const { packages } = lockfile.parse(JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')))

function versionsOf(name: string): string[] {
  return Object.entries(packages).flatMap(([path, { version }]) =>
    path.endsWith(`node_modules/${name}`) && version ? [version] : [],
  )
}

/** Dotted numbers; what is before a release (`-beta`) is older than it. */
function isAtLeast(version: string, least: string): boolean {
  const [numbers = '', pre] = version.split('-', 2)
  const [a, b] = [numbers, least].map((text) => text.split('.').map(Number))
  const difference = [0, 1, 2].map((place) => (a?.[place] ?? 0) - (b?.[place] ?? 0)).find((by) => by !== 0) ?? 0
  return difference > 0 || (difference === 0 && pre === undefined)
}

describe('what is installed', () => {
  test.each(Object.entries(mended))('%s is mended in every copy', (name, { from }) => {
    const versions = versionsOf(name)
    expect(versions).not.toEqual([])
    expect(versions.filter((version) => !isAtLeast(version, from))).toEqual([])
  })

  test.each(Object.keys(shunned))('%s is not among it', (name) => {
    expect(versionsOf(name)).toEqual([])
  })

  test('an older version, and one before a release, would be found', () => {
    expect(['8.4.9', '7.28.0', '8.5.0-beta.1'].map((version) => isAtLeast(version, '8.5.0'))).toEqual(
      Array(3).fill(false),
    )
    expect(['8.5.0', '8.10.0', '9.0.0'].map((version) => isAtLeast(version, '8.5.0'))).toEqual(Array(3).fill(true))
  })
})

test('nobody turns the verification of certificates off', () => {
  const files = globSync(['{gateway,kit,schema,subgraphs}/**/*.ts', 'start.ts'], { cwd: root })
  const careless = files.filter((file) =>
    /rejectUnauthorized:\s*false|NODE_TLS_REJECT_UNAUTHORIZED/.test(readFileSync(`${root}/${file}`, 'utf8')),
  )
  expect(files.length).toBeGreaterThan(100)
  expect(careless).toEqual([])
})
