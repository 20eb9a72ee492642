import { ByteCollector } from '../collect-bytes.ts'
import { decodeText } from '../read-answer.ts'

export interface ServerEvent {
  /** `message` where the server gave it no name. */
  readonly name: string
  readonly data: string
}

const LF = 10
const CR = 13

/**
 * Reads server-sent events (WHATWG HTML, section 9.2.6) from bytes as they come, however they are cut. An event is kept
 * as bytes until its blank line, so that an endless one costs no more than the limit.
 */
export class EventParser {
  readonly #limit: number
  readonly #onEvent: (event: ServerEvent) => void
  #bytes: ByteCollector
  #lineIsEmpty = true
  #afterCr = false

  constructor(options: { maxBytes: number; onEvent: (event: ServerEvent) => void }) {
    this.#limit = options.maxBytes
    this.#onEvent = options.onEvent
    this.#bytes = new ByteCollector(this.#limit)
  }

  /** False where an event is larger than the limit or no UTF-8; nothing more can be read then. */
  push(chunk: Buffer): boolean {
    let start = 0
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index]
      const completesCrLf = byte === LF && this.#afterCr
      this.#afterCr = byte === CR
      if (completesCrLf) continue
      if (byte !== LF && byte !== CR) {
        this.#lineIsEmpty = false
      } else if (!this.#lineIsEmpty) {
        this.#lineIsEmpty = true
      } else {
        if (!this.#bytes.add(chunk.subarray(start, index)) || !this.#tell()) return false
        start = index + 1
      }
    }
    return this.#bytes.add(chunk.subarray(start))
  }

  /** Everything since the last blank line. */
  #tell(): boolean {
    const text = decodeText(this.#bytes.bytes)
    this.#bytes = new ByteCollector(this.#limit)
    if (text === undefined) return false
    const event = readEvent(text)
    if (event) this.#onEvent(event)
    return true
  }
}

/** `undefined` for what carries no data: comments that keep the line alive. */
function readEvent(text: string): ServerEvent | undefined {
  let name = 'message'
  const data: string[] = []
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, field, value = ''] = /^([^:]+)(?:: ?(.*))?$/s.exec(line) ?? []
    if (field === 'event') name = value
    else if (field === 'data') data.push(value)
  }
  return name === 'message' && data.length === 0 ? undefined : { name, data: data.join('\n') }
}
