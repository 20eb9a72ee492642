/**
 * A caller in a process of its own: tells on standard output when the gateway is warm and when it has asked its last. It
 * parses no answer: what it computes on a machine of few cores, the gateway waits for.
 */
import { Client } from 'undici'

/** What the caller is to ask, and for how long. */
export interface CallerTask {
  readonly url: string
  readonly token: string
  readonly body: string
  readonly warmUpRequests: number
  readonly seconds: number
}

const WARM_UP_CALLERS = 8

const task = JSON.parse(process.env.CALLER_TASK ?? '') as CallerTask
const { origin, pathname: path } = new URL(task.url)
const headers = { 'content-type': 'application/json', authorization: `Bearer ${task.token}` }

async function askOnAndOn(isOver: () => boolean): Promise<void> {
  const client = new Client(origin)
  while (!isOver()) {
    const { statusCode, body } = await client.request({ path, method: 'POST', headers, body: task.body })
    const answer = Buffer.from(await body.arrayBuffer())
    if (statusCode === 200 && !answer.includes('"errors":')) continue
    throw new Error(`the flagship got status ${statusCode} or errors, wanted neither: ${answer.subarray(0, 500)}`)
  }
  await client.close()
}

// Until the compiler has seen enough: after a hundred requests the same code takes twice as long.
let left = task.warmUpRequests
await Promise.all(Array.from({ length: WARM_UP_CALLERS }, () => askOnAndOn(() => left-- <= 0)))
console.log('warm')
const endsAtMs = performance.now() + task.seconds * 1_000
await askOnAndOn(() => performance.now() >= endsAtMs)
console.log('done')
