import { isDeepStrictEqual } from 'node:util'
import { Pool } from 'undici'
import type { Question } from './questions.ts'
import type { SeededText } from './seeded-text.ts'
import { FIXED_SEED, seededText, seedOf } from './seeded-text.ts'

/** `identical`: every request is the same; `differing`: each has a seed of its own, so nothing can be shared. */
export type Variant = 'identical' | 'differing'

export interface LoadFigures {
  /** Rightly, that is; their latencies are those below. */
  readonly answered: number
  readonly failed: number
  readonly firstFailure: string | undefined
  readonly seconds: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** One gateway under test: asks it and holds every answer against the right one. */
export interface Target {
  /** Asks on all connections without a pause until it is over. */
  load(options: { variant: Variant; isOver: () => boolean }): Promise<LoadFigures>
  close(): Promise<void>
}

const REQUEST_TIMEOUT_MS = 10_000
/** A gateway that fails so often is not measured to the end. */
const MAX_FAILURES = 1_000

/** @throws when the gateway's first answer is not that of a server without federation */
export async function openTarget(options: {
  url: string
  question: Question
  headers?: Readonly<Record<string, string>>
  connections: number
}): Promise<Target> {
  const { question, connections } = options
  const { origin, pathname } = new URL(options.url)
  const pool = new Pool(origin, { connections, bodyTimeout: REQUEST_TIMEOUT_MS })
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...options.headers }
  const ask: Ask = async (body) => {
    const terms = { path: pathname, method: 'POST' as const, headers, body, headersTimeout: REQUEST_TIMEOUT_MS }
    const answer = await pool.request(terms)
    return { status: answer.statusCode, body: Buffer.from(await answer.body.arrayBuffer()) }
  }
  const right = await learnAnswer(ask, question)
  // Differing seeds never come twice, not even from one measurement to the next.
  let seeds = 0
  return {
    load: ({ variant, isOver }) => {
      const nextSeed = variant === 'identical' ? () => FIXED_SEED : () => seedOf(++seeds)
      return loadUntil({ ask, question, right, nextSeed, isOver, connections })
    },
    close: () => pool.destroy(),
  }
}

type Ask = (body: Buffer) => Promise<{ status: number; body: Buffer }>

/** The gateway's own bytes of the right answer, by which the others are known without parsing them. */
async function learnAnswer(ask: Ask, question: Question): Promise<SeededText> {
  const answer = await ask(question.body.withSeed(FIXED_SEED))
  checkAnswer(answer, question.data)
  return seededText(answer.body)
}

async function loadUntil(run: {
  ask: Ask
  question: Question
  right: SeededText
  nextSeed: () => string
  isOver: () => boolean
  connections: number
}): Promise<LoadFigures> {
  const { isOver, nextSeed, connections } = run
  const startMs = performance.now()
  const latenciesMs: number[] = []
  const failures: string[] = []
  const askOnAndOn = async () => {
    while (!isOver() && failures.length < MAX_FAILURES) {
      try {
        latenciesMs.push(await askOnce(run, nextSeed()))
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error))
      }
    }
  }
  await Promise.all(Array.from({ length: connections }, askOnAndOn))
  const sorted = latenciesMs.sort((one, other) => one - other)
  return {
    answered: sorted.length,
    failed: failures.length,
    firstFailure: failures[0],
    seconds: (performance.now() - startMs) / 1000,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
  }
}

/** Its latency in milliseconds. @throws for an answer that is not the right one */
async function askOnce(run: { ask: Ask; question: Question; right: SeededText }, seed: string): Promise<number> {
  const { ask, question, right } = run
  const body = question.body.withSeed(seed)
  const sentMs = performance.now()
  const answer = await ask(body)
  const latencyMs = performance.now() - sentMs
  const asExpected = answer.status === 200 && answer.body.equals(right.withSeed(seed))
  if (!asExpected) checkAnswer(answer, reseed(question.data, seed))
  return latencyMs
}

/** Bytes may differ where a gateway orders fields in its own way; the data may not. */
function checkAnswer(answer: { status: number; body: Buffer }, wanted: unknown): void {
  const text = answer.body.toString()
  if (answer.status !== 200) throw new Error(`got status ${answer.status}, wanted 200: ${text.slice(0, 500)}`)
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown }
  if (errors) throw new Error(`got errors, wanted none: ${JSON.stringify(errors).slice(0, 500)}`)
  if (isDeepStrictEqual(data, wanted)) return
  throw new Error(`got other data than a server without federation gives: ${text.slice(0, 500)}`)
}

function reseed(data: unknown, seed: string): unknown {
  return JSON.parse(JSON.stringify(data).replaceAll(FIXED_SEED, seed))
}

/** @param sorted ascending, at least one value */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** For `isOver`: true once the seconds from now have passed. */
export function afterSeconds(seconds: number): () => boolean {
  const endMs = performance.now() + seconds * 1000
  return () => performance.now() >= endMs
}
