import type { Dispatcher } from 'undici'
import { Agent, request } from 'undici'
import { ConfigError } from '../../kit/config.ts'
import { openPolledSource } from './polled-source.ts'
import type { SourceOptions, SupergraphSource, UrlOptions } from './source.ts'
import { decodeText, MAX_BYTES } from './source.ts'

const MAX_BACK_OFF_MS = 60_000

/** A supergraph at an address, fetched again only where its ETag has changed. Redirects are not followed. */
export function openUrlSource(options: SourceOptions & UrlOptions & { url: string }): SupergraphSource {
  const { pollMs = 10_000, maxBytes = MAX_BYTES, timeoutMs = 10_000, chance = Math.random, headers = {} } = options
  const url = checkUrl(options.url)
  const agent = new Agent({ connect: { timeout: timeoutMs }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs })
  const closing = new AbortController()
  let etag: string | undefined

  async function readText(): Promise<string | undefined> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)])
    const conditions = etag ? { 'if-none-match': etag } : {}
    const answer = await request(url, {
      dispatcher: agent,
      signal,
      headers: {
        ...headers,
        accept: 'text/plain, application/graphql, */*',
        'accept-encoding': 'identity',
        ...conditions,
      },
    })
    if (answer.statusCode === 304 && etag) {
      await answer.body.dump()
      return undefined
    }
    const text = decodeText(await readBody(answer, maxBytes))
    etag = typeof answer.headers.etag === 'string' ? answer.headers.etag : undefined
    return text
  }

  const source = openPolledSource({
    name: `${url.origin}${url.pathname}`,
    remedy: 'mend SUPERGRAPH_URL or what answers there',
    readText,
    delayMs: (failures) => jittered(failures, { pollMs, chance }),
    now: options.now,
    logger: options.logger,
  })
  return {
    ...source,
    close() {
      source.close()
      closing.abort()
      void agent.destroy()
    },
  }
}

function checkUrl(text: string): URL {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) throw new ConfigError('SUPERGRAPH_URL: wanted an http or https address')
  if (url.username || url.password) {
    throw new ConfigError('SUPERGRAPH_URL: wanted an address without credentials; send them in a header')
  }
  return url
}

/** Doubles with each failure in a row; at random between half of that and the whole, so that gateways spread. */
function jittered(failures: number, options: { pollMs: number; chance: () => number }): number {
  const { pollMs, chance } = options
  const ceiling = Math.max(pollMs, MAX_BACK_OFF_MS)
  return Math.min(ceiling, pollMs * 2 ** Math.min(failures, 20)) * (0.5 + chance() / 2)
}

async function readBody({ statusCode, headers, body }: Dispatcher.ResponseData, maxBytes: number): Promise<Uint8Array> {
  const problem = problemOf({ statusCode, encoding: headers['content-encoding'] })
  const chunks: Uint8Array[] = []
  let size = 0
  if (!problem) {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength
      if (size > maxBytes) break
      chunks.push(chunk)
    }
  }
  // What is not read to its end is cut off.
  body.on('error', () => {}).destroy()
  if (problem) throw new ConfigError(problem)
  if (size > maxBytes) throw new ConfigError(`got over ${maxBytes} bytes`)
  return Buffer.concat(chunks)
}

function problemOf(answer: { statusCode: number; encoding: unknown }): string | undefined {
  if (answer.statusCode >= 300 && answer.statusCode < 400)
    return `got status ${answer.statusCode}, and no redirect is followed`
  if (answer.statusCode !== 200) return `got status ${answer.statusCode}, wanted 200`
  if (answer.encoding && answer.encoding !== 'identity') return 'got a compressed answer, wanted a plain one'
  return undefined
}
