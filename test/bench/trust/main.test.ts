import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const run = (...flags: string[]) => promisify(execFile)(process.execPath, [main, ...flags], { timeout: 110_000 })
const figure = expect.any(Number)
/** A house and two gateways take a quarter of a minute to start. */
const isThorough = Boolean(process.env.CI || process.env.SOAK)

test.runIf(isThorough)(
  'the benchmark prints one document of what trust costs, all of whose answers were right (skipped without CI or SOAK)',
  async () => {
    const { stdout } = await run('--json', '--seconds', '0.5', '--rounds', '1')
    const document = JSON.parse(stdout)
    expect(document).toMatchObject({ addedCpuMs: figure, auditAppendP99Ms: figure, machine: { node: process.version } })
    for (const name of ['baseCpuMs', 'fullCpuMs', 'baseRequests', 'fullRequests', 'appends'])
      expect(document[name]).toBeGreaterThan(0)
  },
  120_000,
)

test('a flag it does not know ends it with a word about it', async () => {
  await expect(run('--rounds', 'many')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('rounds') })
})
