import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openTarget } from './load.ts'
import type { Question } from './questions.ts'
import { FIXED_SEED, seededText } from './seeded-text.ts'

const question: Question = {
  body: seededText(Buffer.from(JSON.stringify({ query: '{ id }', variables: { seed: FIXED_SEED } }))),
  data: { id: `${FIXED_SEED}u1`, name: 'Ada' },
}

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

test('a gateway that answers rightly is measured', async () => {
  const { target, asked } = await openServer((seed) => ({ data: { id: `${seed}u1`, name: 'Ada' } }))
  const figures = await target.load({ variant: 'differing', isOver: () => asked.length >= 50 })
  expect(figures).toMatchObject({ failed: 0, firstFailure: undefined })
  expect(figures.answered).toBeGreaterThanOrEqual(49)
  expect(new Set(asked).size).toBe(asked.length)
})

test('fields in another order are the right answer still', async () => {
  let turns = 0
  const { target, asked } = await openServer((seed) =>
    turns++ % 2 ? { data: { name: 'Ada', id: `${seed}u1` } } : { data: { id: `${seed}u1`, name: 'Ada' } },
  )
  const figures = await target.load({ variant: 'identical', isOver: () => asked.length >= 10 })
  expect(figures.failed).toBe(0)
})

test('the answer to somebody else’s request is a failure', async () => {
  const { target, asked } = await openServer(() => ({ data: { id: `${FIXED_SEED}u1`, name: 'Ada' } }))
  const figures = await target.load({ variant: 'differing', isOver: () => asked.length >= 5 })
  expect(figures.answered).toBe(0)
  expect(figures.firstFailure).toMatch('got other data than a server without federation gives')
})

test.each([
  ['errors beside the data', { data: question.data, errors: [{ message: 'no' }] }, 'got errors, wanted none'],
  ['other data', { data: { id: null, name: 'Ada' } }, 'got other data'],
])('a gateway whose first answer has %s is not measured', async (_, answer, message) => {
  await expect(openServer(() => answer)).rejects.toThrow(message)
})

async function openServer(answer: (seed: string) => unknown) {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString())
    asked.push(body.variables.seed)
    response.end(JSON.stringify(answer(body.variables.seed)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => new Promise((resolve) => server.close(resolve)))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
  const target = await openTarget({ url, question, connections: 2 })
  closers.unshift(() => target.close())
  return { target, asked }
}
