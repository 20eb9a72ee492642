import { Agent, request } from 'undici'
import type { z } from 'zod'
import { BODY_MAC_HEADER } from '../../kit/body-mac.ts'
import { CHANGES_PATH, changesAnswer, POLL_MS, STANDING_PATH, standingAnswer } from '../../kit/standing.ts'
import { anonymous, STATEMENT_HEADER } from '../../kit/viewer-statement.ts'
import type { StatementFor } from '../subgraph-client/keep-statements.ts'
import type { StandingRegister } from './standing-room.ts'

const ASK_TIMEOUT_MS = 2_000
/** Beside the time that a poll may be left unanswered. */
const POLL_TIMEOUT_MS = POLL_MS + 1_000

/** Asks the register over HTTP, behind its door like every agency: the gateway speaks for itself there, so for nobody. */
export function openRegister(options: {
  /** The name of its subgraph, which its statements are for. */
  subgraph: string
  /** Its GraphQL endpoint of the moment; the register answers at the same origin. */
  address: () => string | undefined
  sign: StatementFor
}): StandingRegister {
  const agent = new Agent({ connections: 16, pipelining: 1 })
  const post = async <A extends z.ZodType>(path: string, call: Call<A>): Promise<z.output<A>> => {
    const address = options.address()
    if (!address) throw new Error(`no address of subgraph ${options.subgraph}`)
    const body = JSON.stringify(call.question)
    const statement = await options.sign({ viewer: anonymous, audience: options.subgraph })
    const response = await request(new URL(path, address), {
      dispatcher: agent,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [STATEMENT_HEADER]: statement.text,
        [BODY_MAC_HEADER]: statement.macOf(body),
      },
      body,
      signal: call.signal,
    })
    const text = await response.body.text()
    if (response.statusCode !== 200) throw new Error(`status ${response.statusCode} from ${path}`)
    return call.answer.parse(JSON.parse(text))
  }
  return {
    ask: (question) =>
      post(STANDING_PATH, { question, answer: standingAnswer, signal: AbortSignal.timeout(ASK_TIMEOUT_MS) }),
    poll: (question, signal) => {
      const either = AbortSignal.any([signal, AbortSignal.timeout(POLL_TIMEOUT_MS)])
      return post(CHANGES_PATH, { question, answer: changesAnswer, signal: either })
    },
    close: () => agent.destroy(),
  }
}

interface Call<A> {
  readonly question: object
  readonly answer: A
  readonly signal: AbortSignal
}
