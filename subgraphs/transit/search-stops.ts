import type { Stop } from './records.ts'

/** Stops whose id or name in any language contains the text, exact names first, then beginnings; all without a text. */
export function searchStops(
  stops: Iterable<Stop>,
  wanted: { search?: string | null | undefined; cityId?: string | null | undefined },
): Stop[] {
  const needle = fold(wanted.search ?? '')
  const ranked = [...stops]
    .filter((stop) => !wanted.cityId || stop.cityId === wanted.cityId)
    .map((stop) => ({ stop, rank: rankOf(stop, needle) }))
    .filter(({ rank }) => rank < NO_MATCH)
  return ranked.toSorted((a, b) => a.rank - b.rank || (a.stop.id < b.stop.id ? -1 : 1)).map(({ stop }) => stop)
}

const NO_MATCH = 3

function rankOf(stop: Stop, needle: string): number {
  if (needle === '') return 0
  const { en, zhHant, zhHans, pt } = stop.name
  const names = [stop.id, en, zhHant, zhHans, pt ?? ''].map(fold)
  if (names.some((name) => name === needle)) return 0
  if (names.some((name) => name.startsWith(needle))) return 1
  return names.some((name) => name.includes(needle)) ? 2 : NO_MATCH
}

/** Without case, width and accents: `praça` is found by `PRACA`. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
