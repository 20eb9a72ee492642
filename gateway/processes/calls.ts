const ANSWER_TIMEOUT_MS = 5_000
/** Calls that may wait for their answer at once; more mean that the other end is stuck. */
const WAITING_MAX = 10_000

/** One end of the line between two of our own processes; what goes over it is copied as JSON. */
export interface Line {
  send(message: object): void
  listen(listener: (message: unknown) => void): void
}

/** What one end may ask of the other. Arguments and results are JSON. */
type Handlers = Readonly<Record<string, (argument: never) => unknown>>

interface Call {
  readonly call: string
  readonly argument: unknown
  readonly id: number
}

interface Reply {
  readonly reply: number
  readonly value?: unknown
  readonly error?: string
}

/** Calls what `Theirs` has. @throws (rejects) with the message of what was thrown there, or where no answer comes */
export type Calls<Theirs extends Handlers> = <K extends keyof Theirs & string>(
  name: K,
  argument: Parameters<Theirs[K]>[0],
) => Promise<Awaited<ReturnType<Theirs[K]>>>

/** Both ends open the same line with their own handlers, and may then call those of the other. */
export function openCalls<Theirs extends Handlers>(line: Line, handlers: Handlers): Calls<Theirs> {
  const waiting = new Map<number, (reply: Reply) => void>()
  let calls = 0
  line.listen((message) => {
    if (!isMessage(message)) return
    if ('call' in message) void answer(line, handlers, message)
    else waiting.get(message.reply)?.(message)
  })
  return (name, argument) =>
    new Promise((resolve, reject) => {
      if (waiting.size >= WAITING_MAX)
        return reject(new Error(`${waiting.size} calls wait already; ${name} is not made`))
      const id = ++calls
      const settle = (error: string | undefined, value?: unknown) => {
        clearTimeout(timer)
        waiting.delete(id)
        // The other end is of the same program and holds to the same types.
        if (error === undefined) resolve(value as Awaited<ReturnType<Theirs[typeof name]>>)
        else reject(new Error(error))
      }
      const timer = setTimeout(settle, ANSWER_TIMEOUT_MS, `no answer to ${name} within ${ANSWER_TIMEOUT_MS} ms`)
      waiting.set(id, ({ error, value }) => settle(error, value))
      line.send({ call: name, argument, id })
    })
}

async function answer(line: Line, handlers: Handlers, message: Call): Promise<void> {
  const { call, argument, id } = message
  // The other end is of the same program: it calls what there is, with what it takes.
  const handler = handlers[call] as ((argument: unknown) => unknown) | undefined
  try {
    line.send({ reply: id, value: await handler?.(argument) })
  } catch (error) {
    line.send({ reply: id, error: error instanceof Error ? error.message : String(error) })
  }
}

/** Libraries send messages of their own over the same line. */
function isMessage(message: unknown): message is Call | Reply {
  return typeof message === 'object' && message !== null && ('call' in message || 'reply' in message)
}
