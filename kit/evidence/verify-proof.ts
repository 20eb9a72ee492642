import type { Hash } from './merkle-hash.ts'
import { emptyRoot, nodeHash } from './merkle-hash.ts'

const half = (value: number) => Math.floor(value / 2)
const isOdd = (value: number) => value % 2 === 1

/** Is the leaf the one at `index` of the tree with that root? (RFC 9162, section 2.1.3.2) */
export function isIncluded(claim: {
  index: number
  size: number
  leaf: Hash
  root: Hash
  proof: readonly Hash[]
}): boolean {
  const { index, size, leaf, root, proof } = claim
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  let [node, last, hash] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash)
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      hash = nodeHash(hash, sibling)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && hash.equals(root)
}

/** Is the first tree the beginning of the second? (RFC 9162, section 2.1.4.2) */
export function isConsistent(claim: {
  first: { size: number; root: Hash }
  second: { size: number; root: Hash }
  proof: readonly Hash[]
}): boolean {
  const { first, second, proof } = claim
  if (!Number.isSafeInteger(first.size) || !Number.isSafeInteger(second.size)) return false
  if (first.size < 0 || first.size > second.size) return false
  if (first.size === second.size) return proof.length === 0 && first.root.equals(second.root)
  if (first.size === 0) return proof.length === 0 && first.root.equals(emptyRoot)
  return walk(claim, isPowerOfTwo(first.size) ? [first.root, ...proof] : proof)
}

function walk(
  { first, second }: { first: { size: number; root: Hash }; second: { size: number; root: Hash } },
  [start, ...rest]: readonly Hash[],
): boolean {
  if (!start) return false
  let [node, last] = [first.size - 1, second.size - 1]
  while (isOdd(node)) [node, last] = [half(node), half(last)]
  let [older, newer] = [start, start]
  for (const sibling of rest) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      older = nodeHash(sibling, older)
      newer = nodeHash(sibling, newer)
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      newer = nodeHash(newer, sibling)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && older.equals(first.root) && newer.equals(second.root)
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value))
}
