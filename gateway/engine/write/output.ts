/** Why a value could not be written. */
type FlawReason = 'missing' | 'null' | 'invalid' | 'refused'

/** A value that the schema does not allow at this place of the answer. */
export interface Flaw {
  readonly path: readonly (string | number)[]
  readonly reason: FlawReason
  /** Which field of the operation was refused. */
  readonly field?: number
}

/** Flaws beyond these are not told of one by one. */
const FLAWS_LIMIT = 100

interface Given {
  /** The values of the boolean variables that conditions hang on. */
  readonly isTrue: (variable: string) => boolean
  /** Answers of `__schema` and `__type`, by response name. */
  readonly introspected: Readonly<Record<string, unknown>>
  /** `plain` where no string of the data has anything to escape. */
  readonly texts: { readonly plain: boolean }
}

/** An object's text, and what its fields weigh. */
interface WrittenBefore {
  readonly write: unknown
  readonly start: number
  readonly end: number
  readonly cost: number
}

/** Room for an answer of common size; and how much of it is kept for the next one. */
const ROOM_BYTES = 262_144
const KEPT_BYTES = 4 * 1_048_576

/** One answer is written after another, so that one piece of memory serves them all. */
let room = Buffer.allocUnsafeSlow(ROOM_BYTES)

/** Up to this length bytes are copied sooner by a loop than by a call. */
const SHORT = 32

/** Anything but printable ASCII that stands for itself between quotation marks. */
const SPECIAL = /[^ !#-[\]-~]/

/**
 * One answer while it is written, as UTF-8. It must be written and taken without a pause, because the next one is
 * written to the same memory. Paths of flaws are put together only when there is one: each level of the answer adds its
 * own step as the flaw comes up through it.
 */
export class Output {
  readonly isTrue: Given['isTrue']
  readonly introspected: Given['introspected']
  /** Where the texts of objects begin and end that stand in several places of the data. */
  readonly written = new Map<object, WrittenBefore>()
  /** How many bytes have been written. */
  length = 0
  /** The weights of all fields that were written; of those too that were taken back, because they were fetched. */
  cost = 0
  readonly #plain: boolean
  readonly #flaws: { path: (string | number)[]; reason: FlawReason; field?: number }[] = []

  constructor({ isTrue, introspected, texts }: Given) {
    this.isTrue = isTrue
    this.#plain = texts.plain
    this.introspected = introspected
    if (room.length > KEPT_BYTES) room = Buffer.allocUnsafeSlow(ROOM_BYTES)
  }

  get flaws(): readonly Flaw[] {
    return this.#flaws
  }

  /** A copy of what has been written since `start`. */
  take(start = 0): Buffer {
    return Buffer.from(room.subarray(start, this.length))
  }

  /** JSON text in ASCII, such as labels, brackets and numbers. */
  ascii(text: string): true {
    const { length } = text
    this.#reserve(length)
    const at = this.length
    const bytes = room
    if (length > SHORT) bytes.write(text, at, 'latin1')
    else for (let index = 0; index < length; index++) bytes[at + index] = text.charCodeAt(index)
    this.length = at + length
    return true
  }

  /** JSON text of any kind. */
  json(text: string): true {
    this.#reserve(text.length * 3)
    this.length += room.write(text, this.length, 'utf8')
    return true
  }

  /** A string as JSON. */
  string(text: string): true {
    const { length } = text
    if (this.#plain && length > SHORT) return this.#plainString(text)
    this.#reserve(length + 2)
    if (length > SHORT ? SPECIAL.test(text) : !this.#shortString(text)) return this.json(JSON.stringify(text))
    if (length > SHORT) {
      room[this.length] = QUOTATION_MARK
      room.write(text, this.length + 1, 'latin1')
      room[this.length + length + 1] = QUOTATION_MARK
    }
    this.length += length + 2
    return true
  }

  /** Writes once more what stands between two places. */
  again({ start, end, cost }: WrittenBefore): true {
    this.cost += cost
    this.#reserve(end - start)
    room.copyWithin(this.length, start, end)
    this.length += end - start
    return true
  }

  /** Takes back what was written since a place. */
  back(start: number): void {
    this.length = start
    for (const [object, { end }] of this.written) if (end > start) this.written.delete(object)
  }

  /** Notes that a value is not what the schema promises. */
  flaw(value: unknown): false {
    const reason = value === undefined ? 'missing' : value === null ? 'null' : 'invalid'
    if (this.#flaws.length < FLAWS_LIMIT) this.#flaws.push({ path: [], reason })
    return false
  }

  /** Notes that there is no value because the caller may not read the field. */
  refuse(field: number): void {
    if (this.#flaws.length < FLAWS_LIMIT) this.#flaws.push({ path: [], reason: 'refused', field })
  }

  /** Puts a step in front of the flaws noted since `from`. */
  under(step: string | number, from: number): void {
    for (let index = from; index < this.#flaws.length; index++) this.#flaws[index]?.path.unshift(step)
  }

  /** To look at none of its characters is four times as fast. */
  #plainString(text: string): true {
    this.#reserve(text.length * 3 + 2)
    const start = this.length + 1
    const end = start + room.write(text, start, 'utf8')
    room[start - 1] = QUOTATION_MARK
    room[end] = QUOTATION_MARK
    this.length = end + 1
    return true
  }

  /** False, with nothing counted as written, where the text cannot stand as it is. */
  #shortString(text: string): boolean {
    const { length } = text
    const start = this.length + 1
    const bytes = room
    bytes[start - 1] = QUOTATION_MARK
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index)
      if (unit < 32 || unit > 126 || unit === QUOTATION_MARK || unit === BACKSLASH) return false
      bytes[start + index] = unit
    }
    bytes[start + length] = QUOTATION_MARK
    return true
  }

  #reserve(bytes: number): void {
    const needed = this.length + bytes
    if (needed <= room.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, room.length * 2))
    room.copy(larger, 0, 0, this.length)
    room = larger
  }
}

const QUOTATION_MARK = 34
const BACKSLASH = 92
