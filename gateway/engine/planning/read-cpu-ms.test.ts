import { expect, test } from 'vitest'
import { readCpuMs } from './read-cpu-ms.ts'

test.runIf(process.platform === 'linux')('the processor time of a process is told, within what it says itself', () => {
  const { user, system } = process.cpuUsage()
  const usedMs = readCpuMs(process.pid)
  const after = process.cpuUsage()
  expect(usedMs).toBeGreaterThan((user + system) / 1_000 - 50)
  expect(usedMs).toBeLessThan((after.user + after.system) / 1_000 + 50)
})

test('of a process that is not there nothing is told', () => {
  expect(readCpuMs(undefined)).toBeNaN()
  expect(readCpuMs(2 ** 30)).toBeNaN()
})
