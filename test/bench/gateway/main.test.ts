import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const run = (...flags: string[]) => promisify(execFile)(process.execPath, [main, ...flags], { timeout: 110_000 })
const figure = expect.any(Number)
/** Six gateways started, warmed and measured take half a minute. */
const withRivals = Boolean(process.env.CI || process.env.SOAK)

test('the benchmark prints one document of what our gateway took, all of whose answers were right', async () => {
  const { stdout } = await run('--json', '--seconds', '0.5', '--only', 'pipeline')
  const { pipeline, machine, failures } = JSON.parse(stdout)
  expect(pipeline).toEqual({ fullCpuMs: figure, bareCpuMs: figure, differenceMs: figure })
  for (const cpuMs of [pipeline.fullCpuMs, pipeline.bareCpuMs]) expect(cpuMs).toBeGreaterThan(0)
  expect(machine).toMatchObject({ cores: figure, node: process.version })
  expect(failures).toBeUndefined()
}, 120_000)

test.runIf(withRivals)(
  'every gateway is in it, in both variants (skipped without CI or SOAK)',
  async () => {
    const { stdout } = await run('--json', '--seconds', '1')
    const document = JSON.parse(stdout)
    const engines = ['ours', 'apollo', 'apollo-tuned']
    expect(document.runs).toEqual(
      ['identical', 'differing'].flatMap((variant) =>
        engines.map((engine) => ({
          engine,
          variant,
          rps: figure,
          p50Ms: figure,
          p99Ms: figure,
          cpuMsPerRequest: figure,
          peakRssMb: figure,
        })),
      ),
    )
    for (const { rps, cpuMsPerRequest } of document.runs) expect(rps * cpuMsPerRequest).toBeGreaterThan(0)
    expect(document.ratios).toContainEqual({
      variant: 'differing',
      engine: 'apollo',
      cpu: figure,
      rss: figure,
      rps: figure,
    })
    expect(document.failures).toBeUndefined()
  },
  120_000,
)

test('a flag it does not know ends it with a word about it', async () => {
  await expect(run('--only', 'everything')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('only') })
  await expect(run('--seconds', 'many')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('seconds') })
})
