import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const run = (...flags: string[]) => promisify(execFile)(process.execPath, [main, ...flags], { timeout: 110_000 })

test('the benchmark prints one document with every gateway in both variants, all of whose answers were right', async () => {
  const { stdout } = await run('--json', '--seconds', '1')
  const document = JSON.parse(stdout)
  const figure = expect.any(Number)
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
  expect(document.machine).toMatchObject({ cores: figure, node: process.version })
  expect(document.failures).toBeUndefined()
}, 120_000)

test('a flag it does not know ends it with a word about it', async () => {
  await expect(run('--only', 'everything')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('only') })
  await expect(run('--seconds', 'many')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('seconds') })
})
