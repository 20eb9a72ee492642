import { invariant } from '../../../kit/errors.ts'
import { writeReceipt } from '../../../kit/evidence/access-receipt.ts'
import type { Hash } from '../../../kit/evidence/merkle-hash.ts'
import type { ProofPlan } from '../../../kit/evidence/merkle-tree.ts'
import { buildProof, planConsistency, planInclusion } from '../../../kit/evidence/merkle-tree.ts'
import type { Placed } from './records.ts'
import type { AccessLogStore } from './store.ts'
import { nodeKey } from './store.ts'

/** A receipt for each entry, all of the log's last head; read in two queries, however many there are. */
export async function loadReceipts(store: AccessLogStore, entries: readonly Placed[]): Promise<readonly string[]> {
  const last = await store.loadLastHead()
  invariant(last, 'a log that has entries has a head')
  const plans = entries.map(({ position }) => planInclusion({ index: position, size: last.size }))
  const proofs = await loadProofs(store, plans)
  return entries.map(({ position, entry }, place) =>
    writeReceipt({ entry, index: position, proof: proofs[place] ?? [], head: last.head }),
  )
}

/** That the log of `first` entries is the beginning of that of `second`. @throws {RangeError} where it has not that many */
export async function loadConsistencyProof(
  store: AccessLogStore,
  sizes: { first: number; second: number },
): Promise<readonly Hash[]> {
  const plan = planConsistency(sizes)
  const size = (await store.loadLastHead())?.size ?? 0
  if (sizes.second > size) throw new RangeError(`got size ${sizes.second}, the log has ${size}`)
  return (await loadProofs(store, [plan]))[0] ?? []
}

async function loadProofs(store: AccessLogStore, plans: readonly ProofPlan[]): Promise<readonly (readonly Hash[])[]> {
  const positions = new Map(plans.flat(2).map((position) => [nodeKey(position), position]))
  const nodes = await store.loadNodes([...positions.values()])
  return plans.map((plan) =>
    buildProof(plan, (position) => {
      const hash = nodes.get(nodeKey(position))
      invariant(hash, 'every node of a plan was read')
      return hash
    }),
  )
}
