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
  const edges = nodes.slice(start, start + size).map((node) => ({ cursor: encodeCursor(keyOf(node)), node }))
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: start + size < nodes.length,
      hasPreviousPage: start > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: nodes.length,
  }
}

function checkPageSize(first: number | null | undefined): number {
  const size = first ?? 20
  if (size < 1 || size > PAGE_LIMIT) {
    throw new PublicError('PAGE_SIZE_INVALID', `got first: ${size}, wanted 1 to ${PAGE_LIMIT}; page on with after`)
  }
  return size
}

function positionAfter<N>(nodes: readonly N[], cursor: string, keyOf: (node: N) => string): number {
  const key = Buffer.from(cursor, 'base64url').toString()
  const position = nodes.findIndex((node) => keyOf(node) === key)
  if (position === -1)
    throw new PublicError('CURSOR_INVALID', 'the cursor names nothing in this list; start again without after')
  return position + 1
}

function encodeCursor(key: string): string {
  return Buffer.from(key).toString('base64url')
}
