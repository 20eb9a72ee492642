import type { Connection, KeysetPage, KeysetRows, PageArguments } from '../../kit/connection.ts'
import { keysetConnection, parseKeysetPage } from '../../kit/connection.ts'
import type { PairwiseIds } from './pairwise-ids.ts'

/**
 * A keyset page whose cursors only the calling partner is shown: a bare position would be the same for all of them.
 * @throws {PublicError} PAGE_SIZE_INVALID, CURSOR_INVALID
 */
export async function pairwisePage<N>(
  ids: PairwiseIds,
  { first, after }: PageArguments,
  load: (page: KeysetPage) => Promise<KeysetRows<N>>,
): Promise<Connection<N>> {
  const page = parseKeysetPage({ first: first ?? null, after: after == null ? null : readCursor(ids, after) })
  const { edges, pageInfo, ...rest } = keysetConnection(page, await load(page))
  const show = (cursor: string | null) => cursor && showCursor(ids, cursor)
  return {
    ...rest,
    edges: edges.map(({ cursor, node }) => ({ cursor: showCursor(ids, cursor), node })),
    pageInfo: { ...pageInfo, startCursor: show(pageInfo.startCursor), endCursor: show(pageInfo.endCursor) },
  }
}

/** The position, as the number that a UUID is, goes the way of an id. */
function showCursor(ids: PairwiseIds, cursor: string): string {
  const position = BigInt(Buffer.from(cursor, 'base64url').toString())
  const hex = position.toString(16).padStart(32, '0')
  return ids.show(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))
}

/** Another partner's cursor decodes to a number far too large for a position, which is then refused like any other text. */
function readCursor(ids: PairwiseIds, shown: string): string {
  const hex = ids.read(shown)?.replaceAll('-', '')
  return hex === undefined ? '' : Buffer.from(BigInt(`0x${hex}`).toString()).toString('base64url')
}
