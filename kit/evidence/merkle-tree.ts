import type { Hash } from './merkle-hash.ts'
import { emptyRoot, nodeHash } from './merkle-hash.ts'

/** A complete subtree of 2^level leaves; `index` counts those of its level from the left. Once there, it never changes. */
export interface NodePosition {
  readonly level: number
  readonly index: number
}

export interface TreeNode extends NodePosition {
  readonly hash: Hash
}

/** All that an append must know: how many leaves there are, and the roots of the complete subtrees they form, from the left. */
export interface TreeEdge {
  readonly size: number
  readonly peaks: readonly Hash[]
}

export const emptyTree: TreeEdge = { size: 0, peaks: [] }

/**
 * Adds leaves to the right. A leaf closes as many subtrees as its number ends in ones, so the work is O(1) a leaf on
 * average and O(log n) at most. @returns the new edge, and every node that came to be, leaves (level 0) included
 */
export function appendLeaves(edge: TreeEdge, leaves: readonly Hash[]): TreeEdge & { readonly nodes: TreeNode[] } {
  const peaks = [...edge.peaks]
  const nodes: TreeNode[] = []
  let { size } = edge
  for (const leaf of leaves) {
    let node: TreeNode = { level: 0, index: size, hash: leaf }
    nodes.push(node)
    while (node.index % 2 === 1) {
      const left = peaks.pop()
      if (!left) throw new RangeError(`a tree of ${edge.size} leaves came with ${edge.peaks.length} peaks`)
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left, node.hash) }
      nodes.push(node)
    }
    peaks.push(node.hash)
    size += 1
  }
  return { size, peaks, nodes }
}

/** The Merkle tree hash of the leaves so far (RFC 9162, section 2.1.1). */
export function rootOf({ peaks }: TreeEdge): Hash {
  return fold(peaks) ?? emptyRoot
}

/** Where the peaks of a tree stand, from the left. */
export function peakPositions(size: number): readonly NodePosition[] {
  return positionsOf({ start: 0, end: size })
}

/** A proof before its hashes are read: each of its hashes folds the complete subtrees of one list, left to right. */
export type ProofPlan = readonly (readonly NodePosition[])[]

/** The proof that a leaf is in the tree of the first `size` (RFC 9162, section 2.1.3.1). @throws {RangeError} */
export function planInclusion({ index, size }: { index: number; size: number }): ProofPlan {
  if (!(Number.isSafeInteger(size) && Number.isSafeInteger(index) && index >= 0 && index < size))
    throw new RangeError(`got leaf ${index} of ${size}`)
  const siblings: Span[] = []
  let span: Span = { start: 0, end: size }
  while (span.end - span.start > 1) {
    const { left, right } = halves(span)
    siblings.push(index < left.end ? right : left)
    span = index < left.end ? left : right
  }
  return siblings.reverse().map(positionsOf)
}

/**
 * The proof that the tree of the first `first` leaves is the beginning of the tree of the first `second` (RFC 9162,
 * section 2.1.4.1); empty where both are the same or the first is empty. @throws {RangeError}
 */
export function planConsistency({ first, second }: { first: number; second: number }): ProofPlan {
  if (!(Number.isSafeInteger(first) && Number.isSafeInteger(second) && first >= 0 && first <= second))
    throw new RangeError(`got sizes ${first} and ${second}`)
  if (first === 0 || first === second) return []
  const spans: Span[] = []
  let span: Span = { start: 0, end: second }
  while (span.end !== first) {
    const { left, right } = halves(span)
    spans.push(first <= left.end ? right : left)
    span = first <= left.end ? left : right
  }
  // What is left is a subtree of both; the verifier has it already where it is the whole first tree.
  if (span.start > 0) spans.push(span)
  return spans.reverse().map(positionsOf)
}

/** Reads a plan's hashes. @param read of a node that the tree has */
export function buildProof(plan: ProofPlan, read: (position: NodePosition) => Hash): Hash[] {
  return plan.map((positions) => fold(positions.map(read)) ?? emptyRoot)
}

interface Span {
  readonly start: number
  readonly end: number
}

/** At the largest power of two below the number of leaves. */
function halves({ start, end }: Span): { left: Span; right: Span } {
  let half = 1
  while (half * 2 < end - start) half *= 2
  return { left: { start, end: start + half }, right: { start: start + half, end } }
}

/** The complete subtrees that a span of the tree consists of, from the left. */
function positionsOf({ start, end }: Span): NodePosition[] {
  const positions: NodePosition[] = []
  for (let at = start; at < end; ) {
    let [level, width] = [0, 1]
    while (at % (width * 2) === 0 && at + width * 2 <= end) [level, width] = [level + 1, width * 2]
    positions.push({ level, index: at / width })
    at += width
  }
  return positions
}

function fold(hashes: readonly Hash[]): Hash | undefined {
  return hashes.reduceRight<Hash | undefined>((right, left) => (right ? nodeHash(left, right) : left), undefined)
}
