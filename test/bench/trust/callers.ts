import { Pool } from 'undici'

/** Several callers of one gateway, each with a question of his own. */
export interface Callers {
  /** The data of each right answer, as the gateway writes them. @throws for an answer with errors */
  learn(): Promise<readonly Buffer[]>
  /** Asks without a pause until it is over, or after so many. @returns how many answers came, all of them right */
  load(options: { right: readonly Buffer[]; isOver: () => boolean; requests?: number }): Promise<number>
  close(): Promise<void>
}

export function openCallers(options: {
  url: string
  headers: Readonly<Record<string, string>>
  bodies: readonly string[]
}): Callers {
  const { bodies } = options
  const { origin, pathname: path } = new URL(options.url)
  const pool = new Pool(origin, { connections: bodies.length })
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...options.headers }
  const ask = async (body: string): Promise<Buffer> => {
    const answer = await pool.request({ path, method: 'POST', headers, body })
    const bytes = Buffer.from(await answer.body.arrayBuffer())
    if (answer.statusCode === 200) return bytes
    throw new Error(`got status ${answer.statusCode}, wanted 200: ${bytes.toString().slice(0, 500)}`)
  }
  return {
    learn: () => Promise.all(bodies.map(async (body) => dataOf(await ask(body)))),
    async load({ right, isOver, requests = Number.POSITIVE_INFINITY }) {
      let count = 0
      const askOnAndOn = async (body: string, caller: number) => {
        for (; !isOver() && count < requests; count++) checkAnswer(await ask(body), right[caller])
      }
      await Promise.all(bodies.map(askOnAndOn))
      return count
    },
    close: () => pool.destroy(),
  }
}

/** Without the brace that ends the answer: what it cost may stand behind its data. */
function dataOf(answer: Buffer): Buffer {
  const { data, errors } = JSON.parse(answer.toString()) as { data?: unknown; errors?: unknown }
  if (errors) throw new Error(`got errors, wanted none: ${JSON.stringify(errors).slice(0, 500)}`)
  return Buffer.from(JSON.stringify({ data }).slice(0, -1))
}

function checkAnswer(answer: Buffer, right: Buffer | undefined): void {
  if (right?.equals(answer.subarray(0, right.length))) return
  throw new Error(`got another answer than the first: ${answer.toString().slice(0, 500)}`)
}
