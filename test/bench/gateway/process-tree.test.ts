import { expect, test } from 'vitest'
import { startNode } from './child.ts'
import { parseStat, readTree, watchTree } from './process-tree.ts'

const busy = `
  let sum = 0
  for (let turn = 0; turn < 5e8; turn++) sum += turn % 7
  const { user, system } = process.cpuUsage()
  process.stdout.write(String((user + system) / 1000))
`

/** Works a while in a child process, waits for its end, says how much CPU that took, and stays. */
const parent = `
  const { stdout } = require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(busy)}])
  console.log(stdout.toString())
  setInterval(() => {}, 1000)
`

test('the CPU of a child process that has ended is counted to its parent', async () => {
  const child = startNode({ args: ['-e', parent] })
  const watch = watchTree(child.pid)
  const childCpuMs = Number(await child.readLine())
  const { cpuMs, peakRssMb } = watch.stop()
  await child.stop()
  expect(childCpuMs).toBeGreaterThan(0)
  // The kernel's clock ticks every 10 ms; two figures of four are cut to it.
  expect(cpuMs).toBeGreaterThanOrEqual(childCpuMs - 50)
  expect(peakRssMb).toBeGreaterThan(20)
})

test('a process that has ended uses nothing', () => {
  expect(readTree(2 ** 30)).toEqual({ cpuMs: 0, rssMb: 0 })
})

test('a command with brackets and spaces in its name is read right', () => {
  const stat = '42 (a) b (c)) S 7 42 42 0 -1 0 0 0 0 0 11 12 13 14 20 0 1 0 5 0 0'
  expect(parseStat(stat)).toEqual({ pid: 42, parent: 7, ticks: 50 })
})
