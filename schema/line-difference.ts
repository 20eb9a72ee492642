const SHOWN_LINES = 6
/** So many equal lines in a row mean that two texts run together again. */
const REUNION_LINES = 3

/** The first place where two texts part, up to where they meet again: got with `-`, wanted with `+`. */
export function describeDifference(options: { path: string; got: string | undefined; wanted: string }): string {
  if (options.got === undefined) return `${options.path} is missing`
  const got = options.got.split('\n')
  const wanted = options.wanted.split('\n')
  const parting = got.findIndex((line, index) => line !== wanted[index])
  const start = parting === -1 ? got.length : parting
  const { removed, added } = firstHunk(got.slice(start), wanted.slice(start))
  const place = `${options.path} is out of date from line ${start + 1}:`
  return [place, ...shown(removed, '-'), ...shown(added, '+')].join('\n')
}

/** The shortest pair of heads after which both texts go on alike. */
function firstHunk(got: readonly string[], wanted: readonly string[]): { removed: string[]; added: string[] } {
  const reach = got.length + wanted.length
  for (let length = 1; length < reach; length++) {
    for (let removed = 0; removed <= length; removed++) {
      if (isReunion(got.slice(removed), wanted.slice(length - removed))) {
        return { removed: got.slice(0, removed), added: wanted.slice(0, length - removed) }
      }
    }
  }
  return { removed: [...got], added: [...wanted] }
}

function isReunion(got: readonly string[], wanted: readonly string[]): boolean {
  if (got.length === 0 || wanted.length === 0) return got.length === wanted.length
  return got.slice(0, REUNION_LINES).every((line, index) => line === wanted[index])
}

function shown(lines: readonly string[], sign: string): string[] {
  const left = lines.length - SHOWN_LINES
  const some = lines.slice(0, SHOWN_LINES).map((line) => `    ${sign} ${line}`)
  return left > 0 ? [...some, `    ${sign} … and ${left} more lines`] : some
}
