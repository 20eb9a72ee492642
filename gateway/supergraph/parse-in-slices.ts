import type { DefinitionNode } from 'graphql'
import { parse } from 'graphql'

/** How long one piece of work may hold the event loop before others get their turn. */
const SLICE_MS = 5
/** About a millisecond of parsing; a single definition is never cut. */
const SLICE_CHARS = 8_192

/**
 * Parses a schema as `parse` does, without positions, but never holds the event loop for longer than a few milliseconds
 * (one very large definition aside).
 * @throws {GraphQLError} where the text is no GraphQL
 */
export async function parseInSlices(sdl: string): Promise<DefinitionNode[]> {
  const definitions: DefinitionNode[] = []
  await inSlices(sliceSdl(sdl), (slice) => {
    definitions.push(...parse(slice, { noLocation: true }).definitions)
  })
  return definitions
}

/**
 * Does the work for each item and gives the event loop back whenever it has held it for long enough, and before and after:
 * what the caller does there may be a slice of its own.
 */
export async function inSlices<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  await giveWay()
  let since = performance.now()
  for (const item of items) {
    work(item)
    if (performance.now() - since < SLICE_MS) continue
    await giveWay()
    since = performance.now()
  }
  await giveWay()
}

/** Others get their turn. */
function giveWay(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/**
 * Cuts a schema into texts of whole definitions. The only place to cut that no name, string or comment can imitate is
 * behind a brace that closes the outermost level: at that place a definition always ends.
 */
export function* sliceSdl(sdl: string): Generator<string> {
  const mark = /"""|"|#|[{([]|[})\]]/g
  let start = 0
  let depth = 0
  for (let found = mark.exec(sdl); found; found = mark.exec(sdl)) {
    const [text] = found
    if (text === '"""' || text === '"' || text === '#') mark.lastIndex = skipText(sdl, text, mark.lastIndex)
    else depth += '{(['.includes(text) ? 1 : -1
    if (depth === 0 && text === '}' && mark.lastIndex - start >= SLICE_CHARS) {
      yield sdl.slice(start, mark.lastIndex)
      start = mark.lastIndex
    }
  }
  // What is left may be blank or a comment, which is no document by itself.
  const rest = sdl.slice(start)
  if (start === 0 || /^\s*[^\s#]/m.test(rest)) yield rest
}

/** The index behind a string or comment whose opening mark ends at `from`. An endless one ends with the text. */
function skipText(sdl: string, mark: '"""' | '"' | '#', from: number): number {
  const end = mark === '#' ? /\n|\r/g : mark === '"' ? /\\[^\n]|"|\n/g : /\\"""|"""/g
  end.lastIndex = from
  for (let found = end.exec(sdl); found; found = end.exec(sdl)) {
    if (!found[0].startsWith('\\')) return end.lastIndex
  }
  return sdl.length
}
