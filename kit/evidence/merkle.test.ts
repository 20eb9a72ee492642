import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hash } from './merkle-hash.ts'
import { emptyRoot, leafHash, nodeHash } from './merkle-hash.ts'
import type { NodePosition } from './merkle-tree.ts'
import {
  appendLeaves,
  buildProof,
  emptyTree,
  peakPositions,
  planConsistency,
  planInclusion,
  rootOf,
} from './merkle-tree.ts'
import { isConsistent, isIncluded } from './verify-proof.ts'

/** The eight leaves and the roots of their first 1 to 8 that Certificate Transparency implementations check against. */
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const leaves = inputs.map((input) => leafHash(Buffer.from(input, 'hex')))

/** The definition, word by word (RFC 9162, section 2.1.1). */
function treeHash(hashes: readonly Hash[]): Hash {
  const [only] = hashes
  if (!only) return emptyRoot
  if (hashes.length === 1) return only
  let half = 1
  while (half * 2 < hashes.length) half *= 2
  return nodeHash(treeHash(hashes.slice(0, half)), treeHash(hashes.slice(half)))
}

function grow(hashes: readonly Hash[]) {
  const { nodes, ...edge } = appendLeaves(emptyTree, hashes)
  const stored = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]))
  const read = ({ level, index }: NodePosition) => {
    const hash = stored.get(`${level}/${index}`)
    if (!hash) throw new Error(`no node ${level}/${index}`)
    return hash
  }
  return { edge, read }
}

const hexOf = (proof: readonly Hash[]) => proof.map((hash) => hash.toString('hex'))

describe('the tree of the Certificate Transparency vectors', () => {
  it('has the known root at every size', () => {
    const grown = leaves.map((_, last) => rootOf(appendLeaves(emptyTree, leaves.slice(0, last + 1))).toString('hex'))
    expect(grown).toEqual(roots)
    expect(rootOf(emptyTree).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  it('gives the known inclusion proofs', () => {
    const { read } = grow(leaves)
    const proofOf = (index: number, size: number) => hexOf(buildProof(planInclusion({ index, size }), read))
    expect(proofOf(0, 1)).toEqual([])
    expect(proofOf(0, 8)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(proofOf(5, 8)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    expect(proofOf(2, 3)).toEqual(['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'])
    expect(proofOf(1, 5)).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ])
  })

  it('gives the known consistency proofs', () => {
    const { read } = grow(leaves)
    const proofOf = (first: number, second: number) => hexOf(buildProof(planConsistency({ first, second }), read))
    expect(proofOf(1, 1)).toEqual([])
    expect(proofOf(1, 8)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(proofOf(6, 8)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    expect(proofOf(2, 5)).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ])
  })
})

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes))
const someLeaves = fc.array(hash, { minLength: 1, maxLength: 70 })
const part = fc.nat({ max: 1_000_000 })

describe('a tree of any size', () => {
  it('has the root that the definition gives it, however it was filled', () => {
    fc.assert(
      fc.property(someLeaves, part, (all, cut) => {
        const at = cut % (all.length + 1)
        const grown = appendLeaves(appendLeaves(emptyTree, all.slice(0, at)), all.slice(at))
        expect(rootOf(grown)).toEqual(treeHash(all))
        const { read } = grow(all)
        expect(grown.peaks).toEqual(peakPositions(all.length).map(read))
      }),
    )
  })

  it('proves each leaf of each of its pasts, and no other leaf at its place', () => {
    fc.assert(
      fc.property(someLeaves, part, part, (all, one, two) => {
        const size = 1 + (one % all.length)
        const index = two % size
        const { read } = grow(all)
        const proof = buildProof(planInclusion({ index, size }), read)
        const root = treeHash(all.slice(0, size))
        const leaf = read({ level: 0, index })
        expect(isIncluded({ index, size, leaf, root, proof })).toBe(true)
        expect(isIncluded({ index, size, leaf: leafHash(leaf), root, proof })).toBe(false)
        expect(isIncluded({ index, size, leaf, root, proof: [...proof, leaf] })).toBe(false)
        expect(isIncluded({ index, size, leaf, root: leafHash(root), proof })).toBe(false)
        expect(isIncluded({ index: size, size, leaf, root, proof })).toBe(false)
        if (proof.length > 0) expect(isIncluded({ index, size, leaf, root, proof: proof.slice(1) })).toBe(false)
      }),
    )
  })

  it('proves that it only grew, and nothing of a tree that was rewritten', () => {
    fc.assert(
      fc.property(someLeaves, part, part, part, (all, one, two, three) => {
        const second = 1 + (one % all.length)
        const first = 1 + (two % second)
        const proof = buildProof(planConsistency({ first, second }), grow(all).read)
        const past = { size: first, root: treeHash(all.slice(0, first)) }
        const present = { size: second, root: treeHash(all.slice(0, second)) }
        expect(isConsistent({ first: past, second: present, proof })).toBe(true)
        const changed = three % first
        const rewritten = all.map((leaf, index) => (index === changed ? leafHash(leaf) : leaf))
        const forged = buildProof(planConsistency({ first, second }), grow(rewritten).read)
        const other = { size: second, root: treeHash(rewritten.slice(0, second)) }
        expect(isConsistent({ first: past, second: other, proof })).toBe(false)
        expect(isConsistent({ first: past, second: other, proof: forged })).toBe(false)
        expect(isConsistent({ first: present, second: past, proof })).toBe(first === second)
        const nothing = { size: 0, root: emptyRoot }
        expect(isConsistent({ first: nothing, second: present, proof: [] })).toBe(true)
      }),
    )
  })

  it('refuses to prove what it does not have', () => {
    expect(() => planInclusion({ index: 3, size: 3 })).toThrow('got leaf 3 of 3')
    expect(() => planInclusion({ index: 0.5, size: 3 })).toThrow('got leaf 0.5 of 3')
    expect(() => planConsistency({ first: 4, second: 3 })).toThrow('got sizes 4 and 3')
  })

  it('keeps its proofs short beyond 2^32 leaves', () => {
    expect(planInclusion({ index: 2 ** 33, size: 2 ** 40 })).toHaveLength(40)
    expect(planConsistency({ first: 2 ** 33 + 1, second: 2 ** 40 }).length).toBeLessThanOrEqual(41)
  })
})
