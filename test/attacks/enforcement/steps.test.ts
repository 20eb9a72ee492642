import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const namesIn = (pattern: string) => globSync(pattern, { cwd: root }).map((file) => file.replaceAll('\\', '/'))

/** Steps that refuse nobody anything of their own, and why. A file that is neither here nor attacked fails this test. */
const harmless: Readonly<Record<string, string>> = {
  'document-fault': 'the form of a refusal',
  execute: 'runs what has been admitted',
  'expand-trusted': 'puts a text in the place of its hash; admit-operation says who may send it',
  'keep-identified': 'remembers what authenticate has verified',
  'open-request': 'gives the request its id and its time',
  'prepare-operation': 'calls check-document, check-shape and check-operation in their order',
  'read-parameters': 'reads the form of a request; what has another form cannot be read',
  respond: 'writes what mask has let through',
  'write-log-line': 'writes one line when all is over',
}
/** The agencies' side. */
const doors = ['agency-door']

const steps = namesIn('gateway/steps/*.ts')
  .map((file) => basename(file, '.ts'))
  .filter((name) => !name.endsWith('.test'))
const attackFiles = new Map(namesIn('test/attacks/**/*.test.ts').map((file) => [basename(file, '.test.ts'), file]))
const enforcing = [...steps.filter((step) => !(step in harmless)), ...doors]

test('the pipeline has steps that enforce something, and every excuse is for a step there is', () => {
  expect(enforcing.length).toBeGreaterThan(8)
  expect(Object.keys(harmless).filter((step) => !steps.includes(step))).toEqual([])
})

test.each(enforcing)('%s has an attack file of its name', (step) => {
  expect(attackFiles.get(step), `wanted test/attacks/**/${step}.test.ts`).toBeDefined()
})

test.each(enforcing)('the attack file of %s takes the step out and expects every attack to succeed', (step) => {
  const text = readFileSync(`${root}/${attackFiles.get(step)}`, 'utf8')
  // `attackStep` writes that test for its callers; the others have written it themselves.
  expect(text).toMatch(new RegExp(`attackStep\\('${step}', \\{\\s+without:|'with the (step|door) taken out`))
})
