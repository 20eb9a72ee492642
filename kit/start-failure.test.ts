import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ConfigError } from './config.ts'
import { doAll, reportStartFailure } from './start-failure.ts'

let lines: string[]
beforeEach(() => {
  lines = []
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
})
afterEach(() => vi.restoreAllMocks())

const coded = (message: string, more: object) => Object.assign(new Error(message), more)

test('a problem of the operator is told in its own words, whole', () => {
  reportStartFailure('parks', new ConfigError('files are out of date:\n\n- old\n+ new'))
  expect(lines).toEqual(['parks cannot start: files are out of date:\n\n- old\n+ new'])
})

test('several problems are a line each; the same one, met by several parts, is told once', () => {
  const down = () => new ConfigError('the database does not answer')
  reportStartFailure('parks', new AggregateError([down(), new AggregateError([new ConfigError('no key'), down()])]))
  expect(lines).toEqual(['parks cannot start: the database does not answer', 'parks cannot start: no key'])
})

test('a port that is taken is told as the system meets it', async () => {
  const first = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => first.once('listening', resolve))
  const { port } = first.address() as { port: number }
  const error = await new Promise((resolve) => createServer().once('error', resolve).listen(port, '127.0.0.1'))
  first.close()
  reportStartFailure('parks', error)
  expect(lines).toEqual([`parks cannot start: port ${port} is taken; stop what listens there or choose a free one`])
})

test('a port that this user may not use is told with the way out', () => {
  reportStartFailure('parks', coded('listen EACCES: permission denied', { code: 'EACCES', port: 80 }))
  expect(lines).toEqual(['parks cannot start: this user may not listen on port 80; choose one above 1023'])
})

test('what the system or the database tells is one line with its code', () => {
  reportStartFailure('parks', coded('relation "trees" does not exist\nLINE 1: select', { code: '42P01' }))
  expect(lines).toEqual(['parks cannot start: relation "trees" does not exist (42P01)'])
})

test('a bug is told with its place, for whoever mends it', () => {
  reportStartFailure('parks', new TypeError('x is not a function'))
  expect(lines).toEqual([
    expect.stringMatching(/^parks cannot start: TypeError: x is not a function\n.*start-failure\.test/),
  ])
})

test('all tasks are done before the first problem is told', async () => {
  const done: string[] = []
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    done.push('slow')
  }
  const refuse = () => {
    throw new ConfigError('no key')
  }
  await expect(doAll([refuse, slow])).rejects.toThrow(new ConfigError('no key'))
  await expect(doAll([refuse, slow, refuse])).rejects.toMatchObject({ errors: [{}, {}] })
  await doAll([slow])
  expect(done).toEqual(['slow', 'slow', 'slow'])
})
