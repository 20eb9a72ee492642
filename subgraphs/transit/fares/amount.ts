/** Every currency of the region has two decimals (ISO 4217). */
const DECIMAL = /^(\d{1,9})(?:\.(\d{1,2}))?$/

/** Minor units of a decimal text, exactly: `10.6` is 1060; `undefined` for anything else, a third decimal included. */
export function parseAmountMinor(text: string): number | undefined {
  const [, whole, fraction = ''] = DECIMAL.exec(text) ?? []
  return whole === undefined ? undefined : Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
}
