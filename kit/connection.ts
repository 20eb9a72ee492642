import { PublicError } from './errors.ts'

/** No list answers more than this many edges at once. */
export const PAGE_LIMIT = 100

export interface PageArguments {
  readonly first?: number | null
  readonly after?: string | null
}

export interface Connection<N> {
  readonly edges: readonly { readonly cursor: string; readonly node: N }[]
  readonly nodes: readonly N[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
  readonly totalCount: number
}

/**
 * The Relay page of a list that is in memory and in its final order. Cursors name the node (`keyOf`), so they stay right
 * when rows are added before them.
 * @throws {PublicError} PAGE_SIZE_INVALID, CURSOR_INVALID
 */
export function pageOf<N>(nodes: readonly N[], page: PageArguments, keyOf: (node: N) => string): Connection<N> {
  const size = checkPageSize(page.first)
  const start = page.after == null ? 0 : positionAfter(nodes, page.after, keyOf)
  return connectionOf({
    entries: nodes.slice(start, start + size).map((node) => ({ key: keyOf(node), node })),
    hasNextPage: start + size < nodes.length,
    hasPreviousPage: start > 0,
    totalCount: nodes.length,
  })
}

/** A page of a list that is kept newest first by an ever-growing position, so that new rows shift nobody's page. */
export interface KeysetPage {
  readonly size: number
  /** Only rows with a smaller position; `null` from the newest on. */
  readonly before: number | null
}

/** The rows of one page, up to one more than its size, and how many rows the whole list has. */
export interface KeysetRows<N> {
  readonly rows: readonly { readonly position: number; readonly node: N }[]
  readonly totalCount: number
}

/** @throws {PublicError} PAGE_SIZE_INVALID, CURSOR_INVALID */
export function parseKeysetPage({ first, after }: PageArguments): KeysetPage {
  const size = checkPageSize(first)
  if (after == null) return { size, before: null }
  const key = decodeCursor(after)
  if (!/^\d{1,15}$/.test(key)) throw cursorInvalid()
  return { size, before: Number(key) }
}

/** The Relay page of the rows that were read for a keyset page. */
export function keysetConnection<N>(page: KeysetPage, { rows, totalCount }: KeysetRows<N>): Connection<N> {
  return connectionOf({
    entries: rows.slice(0, page.size).map(({ position, node }) => ({ key: String(position), node })),
    hasNextPage: rows.length > page.size,
    hasPreviousPage: page.before !== null,
    totalCount,
  })
}

function connectionOf<N>(page: {
  readonly entries: readonly { readonly key: string; readonly node: N }[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly totalCount: number
}): Connection<N> {
  const { entries, hasNextPage, hasPreviousPage, totalCount } = page
  const edges = entries.map(({ key, node }) => ({ cursor: encodeCursor(key), node }))
  const [startCursor = null, endCursor = null] = [edges.at(0)?.cursor, edges.at(-1)?.cursor]
  const pageInfo = { hasNextPage, hasPreviousPage, startCursor, endCursor }
  return { edges, nodes: edges.map((edge) => edge.node), pageInfo, totalCount }
}

function checkPageSize(first: number | null | undefined): number {
  const size = first ?? 20
  if (size < 1 || size > PAGE_LIMIT) {
    throw new PublicError('PAGE_SIZE_INVALID', `got first: ${size}, wanted 1 to ${PAGE_LIMIT}; page on with after`)
  }
  return size
}

function positionAfter<N>(nodes: readonly N[], cursor: string, keyOf: (node: N) => string): number {
  const key = decodeCursor(cursor)
  const position = nodes.findIndex((node) => keyOf(node) === key)
  if (position === -1) throw cursorInvalid()
  return position + 1
}

const encodeCursor = (key: string) => Buffer.from(key).toString('base64url')
const decodeCursor = (cursor: string) => Buffer.from(cursor, 'base64url').toString()
const cursorInvalid = () =>
  new PublicError('CURSOR_INVALID', 'the cursor names no place in this list; start again without after')
