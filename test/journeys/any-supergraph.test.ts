import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Place, Started } from '../support/started-house.ts'
import { freePorts, openPlace, projectRoot, startCommand } from '../support/started-house.ts'

let place: Place
let gateway: Started
let url: string

/** The command as the README shows it, with a supergraph and a port for its two words in capitals. */
beforeAll(async () => {
  place = await openPlace()
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')
  const command = /^npm run -s gateway -- .*$/m.exec(readme)?.[0] ?? ''
  const [port = 0] = await freePorts(1)
  const line = command
    .replace('FILE', 'test/conformance/public/products-example.supergraph.graphql')
    .replace('N ', `${port} `)
  gateway = startCommand(['bash', '-c', line], place)
  await gateway.says('gateway answers on ')
  url = `http://127.0.0.1:${port}`
})
afterAll(() => {
  gateway?.end()
  place?.remove()
})

test('the command of the README serves a supergraph, and needs neither keys nor agencies to begin', async () => {
  expect(gateway.stdout()).toBe(`gateway answers on ${url}/graphql\n`)
  expect(gateway.stderr()).toBe('')
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ query: '{ __schema { queryType { name } } }' })
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body })
  expect(await response.json()).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } })
})
