import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { socketBody } from '../../body-mac.ts'
import type { Seal } from './seal.ts'
import { macOf, sealedHeaders } from './seal.ts'

export interface Answer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions: { readonly code: string; readonly public?: boolean }
  }[]
}

export interface Subscription {
  readonly url: string
  readonly seal?: Seal | undefined
  readonly query: string
  readonly variables?: Record<string, unknown>
}

export interface Stream extends AsyncIterableIterator<Answer, undefined> {
  /** Hangs up without a word. */
  leave(): Promise<void>
}

/** Subscribes the way `curl` does. Resolves when the agency has accepted: nothing is missed from then on. */
export async function subscribeByEventStream(asked: Subscription): Promise<Stream> {
  const leaving = new AbortController()
  const response = await postForEvents(asked, leaving.signal)
  if (!response.body || response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  // Locked at once: a body that nobody has begun to read is cancelled when its response is garbage.
  const answers = readAnswers(response.body.pipeThrough(new TextDecoderStream()))
  return Object.assign(answers, { leave: async () => leaving.abort() })
}

export function postForEvents({ url, seal, query, variables }: Subscription, signal?: AbortSignal) {
  const body = JSON.stringify({ query, variables })
  return fetch(url, {
    method: 'POST',
    headers: { ...sealedHeaders(seal, body), accept: 'text/event-stream' },
    body,
    ...(signal ? { signal } : {}),
  })
}

/** Ends with the event `complete` and throws where the stream breaks off before it. */
async function* readAnswers(body: ReadableStream<string>): AsyncGenerator<Answer, undefined> {
  let text = ''
  for await (const chunk of body) {
    const blocks = (text + chunk).split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      if (block.startsWith('event: complete')) return
      if (block.startsWith('event: next')) yield JSON.parse(block.slice(block.indexOf('data: ') + 6)) as Answer
    }
  }
  throw new Error('the event stream broke off')
}

/** Subscribes by `graphql-ws` on a socket of its own. An error message of the protocol is an answer without data. */
export async function subscribeByWebSocket({ url, seal, query, variables }: Subscription): Promise<Stream> {
  const operation = { query, ...(variables ? { variables } : {}) }
  const headers = sealedHeaders(seal, '')
  const client = createClient({
    url: url.replace('http', 'ws'),
    retryAttempts: 0,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, { headers })
      }
    },
  })
  const events = client.iterate(sealOperation(seal, operation)) as AsyncIterableIterator<Answer, undefined>
  return Object.assign(
    {
      next: () => events.next().catch(answerOfErrors),
      [Symbol.asyncIterator]() {
        return this
      },
    },
    { leave: async () => client.terminate() },
  )
}

export function sealOperation<O extends { readonly query: string }>(seal: Seal | undefined, operation: O) {
  return seal ? { ...operation, extensions: { bodyMac: macOf(seal, socketBody(operation)) } } : operation
}

function answerOfErrors(reason: unknown): IteratorResult<Answer, undefined> {
  if (!Array.isArray(reason)) throw reason
  return { done: false, value: { errors: reason } }
}
