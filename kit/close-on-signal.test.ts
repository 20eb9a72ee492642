import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const module = fileURLToPath(new URL('./close-on-signal.ts', import.meta.url))

/** A process that prints `up`, and `closed` once its close is through. */
function startProcess(options: { close?: string; before?: string; after?: string; terms?: string }) {
  const { close = '', before = '', after = '', terms = '{}' } = options
  const code = `import { closeOnSignal } from '${module}'
    import { setTimeout as sleep } from 'node:timers/promises'
    setInterval(() => {}, 1_000)
    ${before}
    const stop = closeOnSignal(async () => { ${close}; console.log('closed') }, ${terms})
    console.log('up')
    ${after}`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const said = { out: '', err: '' }
  child.stdout?.on('data', (chunk) => {
    said.out += String(chunk)
  })
  child.stderr?.on('data', (chunk) => {
    said.err += String(chunk)
  })
  // Not the child's own `close`: it never comes where the parent has disconnected.
  const ends = [once(child, 'exit'), ...[child.stdout, child.stderr].map((stream) => once(stream as Readable, 'close'))]
  const end = Promise.all(ends).then(([exit]) => ({ code: exit?.[0], signal: exit?.[1], ...said }))
  return { child, end }
}

async function isUp(child: ChildProcess): Promise<void> {
  await once(child.stdout as Readable, 'data')
}

const ended = { code: 0, signal: null, out: 'up\nclosed\n', err: '' }

describe.concurrent('a process that closes on a signal', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s: what runs finishes, and the exit code is 0',
    async (signal) => {
      const { child, end } = startProcess({ close: 'await sleep(200)' })
      await isUp(child)
      child.kill(signal)
      expect(await end).toEqual(ended)
    },
  )

  test('the same wish again at once, as npm passes it on, cuts nothing off', async () => {
    const { child, end } = startProcess({ close: 'await sleep(400)' })
    await isUp(child)
    for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) {
      child.kill(signal)
      await setTimeout(50)
    }
    expect(await end).toEqual(ended)
  })

  test('who asks again after a second has lost patience: exit code 1 at once', async () => {
    const { child, end } = startProcess({ close: 'await sleep(60_000)' })
    await isUp(child)
    child.kill('SIGINT')
    await setTimeout(1_200)
    child.kill('SIGINT')
    expect(await end).toEqual({ code: 1, signal: null, out: 'up\n', err: '' })
  })

  test('what does not finish in ten seconds is cut off, and that is told', { timeout: 20_000 }, async () => {
    const { child, end } = startProcess({ close: 'await sleep(60_000)' })
    await isUp(child)
    const toldAt = performance.now()
    child.kill('SIGINT')
    expect(await end).toMatchObject({ code: 1, out: 'up\n', err: 'what still ran after 10 s was cut off\n' })
    expect(performance.now() - toldAt).toBeGreaterThan(9_900)
  })

  test('a process with a time of its own is cut off after that', async () => {
    const { child, end } = startProcess({ close: 'await sleep(60_000)', terms: '{ drainMs: 200 }' })
    await isUp(child)
    child.kill('SIGINT')
    expect(await end).toMatchObject({ code: 1, out: 'up\n', err: 'what still ran after 0.2 s was cut off\n' })
  })

  test('a process that is told by other means closes like on a signal, and only then', async () => {
    const { child, end } = startProcess({
      terms: '{ signals: [] }',
      before: `process.on('SIGTERM', () => { console.log('told'); setImmediate(stop) })`,
    })
    await isUp(child)
    child.kill('SIGTERM')
    expect(await end).toMatchObject({ code: 0, out: 'up\ntold\nclosed\n' })
  })

  test('a crash is told, closes and exits 1', async () => {
    const { end } = startProcess({ after: `await sleep(50); throw new Error('no soil')` })
    expect(await end).toMatchObject({ code: 1, out: 'up\nclosed\n', err: expect.stringContaining('Error: no soil') })
  })

  test('a close that fails is told and exits 1', async () => {
    const { child, end } = startProcess({ close: `throw new Error('stuck')` })
    await isUp(child)
    child.kill('SIGTERM')
    expect(await end).toMatchObject({ code: 1, out: 'up\n', err: expect.stringContaining('Error: stuck') })
  })

  test('a child whose house is gone closes too', async () => {
    const { child, end } = startProcess({})
    await isUp(child)
    child.disconnect()
    expect(await end).toEqual(ended)
  })

  test('also where the house went before the child had started', async () => {
    const { child, end } = startProcess({ before: `console.log('starting'); await sleep(300)` })
    await isUp(child)
    child.disconnect()
    expect(await end).toMatchObject({ code: 0, out: expect.stringContaining('closed'), err: '' })
  })
})
