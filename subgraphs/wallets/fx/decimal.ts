/** An exact fraction; money maths never passes through a floating-point number. */
export interface Ratio {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** Digits after the point in the rates we quote. */
const SCALE = 8
const UNIT = 10n ** BigInt(SCALE)

/** Reads positive decimal text such as `0.9150`. @throws {RangeError} */
export function parseRatio(text: string): Ratio {
  const found = /^(\d{1,9})(?:\.(\d{1,12}))?$/.exec(text)
  const [, whole = '', fraction = ''] = found ?? []
  const numerator = BigInt(whole + fraction)
  if (!found || numerator === 0n) throw new RangeError(`got ${text}, wanted a positive decimal such as 0.9150`)
  return { numerator, denominator: 10n ** BigInt(fraction.length) }
}

export function multiply(one: Ratio, other: Ratio): Ratio {
  return { numerator: one.numerator * other.numerator, denominator: one.denominator * other.denominator }
}

export function divide(one: Ratio, other: Ratio): Ratio {
  return { numerator: one.numerator * other.denominator, denominator: one.denominator * other.numerator }
}

/** Decimal text of at most eight digits after the point, rounded up or to the nearest (a half goes up). */
export function formatRatio(ratio: Ratio, rounding: 'up' | 'nearest'): string {
  const { numerator, denominator } = ratio
  const scaled = rounding === 'up' ? ceilDivide(numerator * UNIT, denominator) : halfUp(numerator * UNIT, denominator)
  const digits = scaled.toString().padStart(SCALE + 1, '0')
  return `${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`.replace(/\.?0+$/, '')
}

/** A whole number of minor units times a ratio, rounded as told. @throws {RangeError} beyond 2^53 */
export function scaleAmount(amountMinor: number, ratio: Ratio, rounding: 'up' | 'down'): number {
  const product = BigInt(amountMinor) * ratio.numerator
  const scaled = rounding === 'up' ? ceilDivide(product, ratio.denominator) : product / ratio.denominator
  if (scaled > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError(`the amount ${scaled} is beyond 2^53`)
  return Number(scaled)
}

function ceilDivide(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator
}

function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator)
}
