/**
 * The second net under the log: no room writes personal data or secrets on purpose, and what slips through is masked by
 * its shape. Numbers whose check digit is published are masked only where it is right, so that few others are hit.
 * Works on a line of JSON and leaves it one. Names have no shape: nothing but care keeps them out.
 */
export function maskPersonal(line: string): string {
  return line.replace(TEXTS, maskText)
}

/** The texts of a line of JSON, every one: a pattern that passed over the short ones would take what stands between. */
const TEXTS = /"[^"\\]*(?:\\.[^"\\]*)*"/g

/** A text with escapes is read first: an escape ends in letters or digits that are no part of what follows. */
function maskText(text: string): string {
  if (text.length < SHORTEST || !HINT.test(text)) return text
  if (!text.includes('\\')) return text.replace(SHAPES, maskOne)
  return JSON.stringify(String(JSON.parse(text)).replace(SHAPES, maskOne))
}

/** Of a text with its quotes that can hold one of the shapes. */
const SHORTEST = 8

/** Every shape below has one of these: most texts are done after one look. */
const HINT = /\d{6}|@|eyJ|\+\d|Bearer |DPoP /

const MASK = '[masked]'

const START = '(?<![A-Za-z0-9])'
const END = '(?![A-Za-z0-9])'

/** Group names tell which check follows. All repetitions are bounded: a hostile line costs no more than its length. */
const SHAPES = new RegExp(
  [
    String.raw`(?<token>\beyJ[\w-]{8,4096}\.[\w-]{8,8192}(?:\.[\w-]{0,4096})?)`,
    String.raw`(?<scheme>(?:Bearer|DPoP) [\w.~+/=-]{8,8192})`,
    String.raw`(?<credentials>(?<=:\/\/)[^\s/@":]{1,64}:[^\s/@"]{1,256}(?=@))`,
    String.raw`(?<email>(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b)`,
    String.raw`${START}(?<phone>\+[1-9]\d{0,2}[ -]?(?:\d[ -]?){6,12}\d${END})`,
    // Macao resident card as printed, and travel permits: no check digit is published. Before what might look like them.
    String.raw`${START}(?<unchecked>[157]\d{6}\(\d\)|C(?:\d{8}|[A-HJ-NP-Z]\d{7})|[HM]\d{8}(?:\d{2})?|[HM]A\d{7})${END}`,
    // Hong Kong identity card: bare in capitals, or as printed.
    String.raw`${START}(?<card>[A-Z]{1,2}\d{6}[0-9A]|[A-Za-z]{1,2}\d{6}\([0-9Aa]\))${END}`,
    // Mainland resident number and the residence permits built like it (GB 11643-1999).
    String.raw`${START}(?<resident>[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])${END}`,
  ].join('|'),
  'g',
)

/** `replace` hands over the match, the groups in order, the place, the line and the groups by name. */
function maskOne(match: string, ...rest: unknown[]): string {
  // The last argument of a replacer is the named groups, where the expression has some.
  const { card, resident } = rest.at(-1) as Record<string, string | undefined>
  if (card !== undefined) return isCardNumber(card) ? MASK : match
  if (resident !== undefined) return isResidentNumber(resident) ? MASK : match
  return MASK
}

/** Modulo 11 over eight places weighted 9 to 2; a number of one letter is padded with a blank that counts 36. */
function isCardNumber(text: string): boolean {
  const narrowed = text.replaceAll(/[()]/g, '').toUpperCase()
  const places = [...narrowed.padStart(9, ' ')].map((place) => (place === ' ' ? 36 : Number.parseInt(place, 36)))
  return places.reduce((sum, value, index) => sum + value * (9 - index), 0) % 11 === 0
}

/** ISO 7064 MOD 11-2. */
function isResidentNumber(text: string): boolean {
  const sum = [...text.slice(0, 17)].reduce((total, digit) => ((total + Number(digit)) * 2) % 11, 0)
  return '10X98765432'[sum] === text.slice(17).toUpperCase()
}
