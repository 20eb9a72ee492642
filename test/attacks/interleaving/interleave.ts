import { decodeJwt } from 'jose'
import { Agent, fetch } from 'undici'
import type { Dice } from '../access-log/dice.ts'
import type { CanaryResident } from './canary-residents.ts'
import type { Question } from './questions.ts'
import { questions } from './questions.ts'

/** So many ask the same thing at the same moment. */
const AT_ONCE = 24
/** Fewer connections than callers: each carries one person's request after another's. */
const CONNECTIONS = 6
/** One caller of so many has no token. */
const NOBODY_EVERY = 12

export interface Interleaved {
  readonly asked: number
  readonly byKind: ReadonlyMap<string, number>
  readonly byNobody: number
  /** What was in an answer to somebody else, as it was found. */
  readonly foreign: readonly string[]
  /** Answers that do not tell whoever asked what is his. */
  readonly wanting: readonly string[]
}

/** Asks in waves: in each all callers ask one question at once, most for different residents, some for the same. */
export async function interleave(options: {
  url: string
  residents: readonly [CanaryResident, ...CanaryResident[]]
  requests: number
  dice: Dice
}): Promise<Interleaved> {
  const { url, residents, requests, dice } = options
  const dispatcher = new Agent({ connections: CONNECTIONS, pipelining: 1 })
  const told = {
    asked: 0,
    byKind: new Map<string, number>(),
    byNobody: 0,
    foreign: [] as string[],
    wanting: [] as string[],
  }
  const askOne = async (question: Question, who: CanaryResident | undefined) => {
    const answer = await ask({ url, question, who, dispatcher })
    told.asked += 1
    told.byNobody += who ? 0 : 1
    told.byKind.set(question.kind, (told.byKind.get(question.kind) ?? 0) + 1)
    const found = whoseAre(answer)
    told.foreign.push(...foreignTo(who, found))
    if (who && !isWhole(found, { question, who })) told.wanting.push(`${question.kind}: ${answer.slice(0, 400)}`)
  }
  for (let wave = 0; told.asked < requests; wave++) {
    const question = questions[wave % questions.length] ?? questions[0]
    const crowd = dice.below(3) === 0 ? residents.slice(0, 2) : residents
    await Promise.all(
      Array.from({ length: AT_ONCE }, () => {
        const who = dice.below(NOBODY_EVERY) === 0 ? undefined : crowd[dice.below(crowd.length)]
        return askOne(question, who)
      }),
    )
  }
  await dispatcher.close()
  return told
}

async function ask(options: {
  url: string
  question: Question
  who: CanaryResident | undefined
  dispatcher: Agent
}): Promise<string> {
  const { url, question, who, dispatcher } = options
  const { query, variables, way } = question
  const headers = {
    'content-type': 'application/json',
    accept: way === 'parts' ? 'multipart/mixed;deferSpec=20220824, application/json' : 'application/json',
    ...(who ? { authorization: `Bearer ${who.token}` } : {}),
  }
  if (way === 'get') {
    const response = await fetch(`${url}?query=${encodeURIComponent(query)}`, { headers, dispatcher })
    return response.text()
  }
  const body = JSON.stringify({ query, variables })
  return (await fetch(url, { method: 'POST', headers, body, dispatcher })).text()
}

/** Something in an answer that belongs to one resident. */
export type Found = `name ${string}` | `id ${string}`

export function whoseAre(answer: string): readonly Found[] {
  const names = [...answer.matchAll(/(?:Canary |Canário |金絲雀|金丝雀)([0-9a-f]{16})/g)]
  const ids = [...answer.matchAll(/"id":"([\w-]{22})"/g)]
  const proofs = [...answer.matchAll(/"proof":"([^"]+)"/g)]
  return [
    ...names.map(([, tag]): Found => `name ${tag}`),
    ...ids.map(([, id]): Found => `id ${id}`),
    ...proofs.map(([, proof = '']): Found => `id ${decodeJwt(proof).sub}`),
  ]
}

/** To nobody everything is. */
export function foreignTo(who: CanaryResident | undefined, found: readonly Found[]): readonly Found[] {
  return found.filter((value) => !who || (value !== `name ${who.tag}` && value !== `id ${who.id}`))
}

function isWhole(found: readonly Found[], { question, who }: { question: Question; who: CanaryResident }): boolean {
  return found.includes(`id ${who.id}`) && (!question.tellsName || found.includes(`name ${who.tag}`))
}
