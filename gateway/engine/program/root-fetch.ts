import type { SubgraphError, SubgraphReply } from '../engine.ts'
import type { FetchNode } from '../plan/plan.ts'
import { compileGuard } from './guard.ts'
import type { Places } from './places.ts'
import type { PossibleTypes } from './possible-types.ts'
import type { Gap } from './problems.ts'
import { compileBody } from './request-body.ts'
import type { Destination, Run, Step } from './run.ts'
import { answerIn, failed, invalidAnswer, silenced, unplaced } from './run.ts'
import type { Shape } from './shape.ts'
import { shapeOf } from './shape.ts'
import type { Tree } from './take.ts'
import { compileTaker } from './take.ts'
import { compileWalk } from './targets.ts'

interface Compiled {
  readonly places: Places
  readonly possibleTypes: PossibleTypes
}

/** Asks one subgraph for root fields. */
export function compileRootFetch(node: FetchNode, terms: Compiled): Step {
  const body = compileBody(node)
  const receive = compileReceiver(node, terms)
  const isWanted = compileGuard(node.operation)
  const kind = node.operationKind
  return async (run) => {
    const targets = isWanted(run.isTrue) ? receive.targetsIn(run) : []
    if (targets.length > 0) {
      const reply = await run.ask(node.subgraph, { kind, body: body(run.variables), exchange: run.exchange })
      receive.merge(run, targets, reply)
    }
    if (node.id !== null) run.fetched.mark(node.id)
  }
}

/** Merges an answer into the data. An event of a subscription comes in the same way. */
export function compileReceiver(node: FetchNode, { places, possibleTypes }: Compiled) {
  const shape = shapeOf(node.operation, node.rewrites)
  const taker = compileTaker(shape, possibleTypes)
  const walk = compileWalk(node.path, possibleTypes)
  const disturbed = places.disturbedBy(node.path, shape)
  const fields = firstLevels(shape)

  const targetsIn = (run: Run): Tree[] => {
    if (node.path.length === 0) return [run.root]
    const found = new Set<Tree>()
    walk(run.root, (tree) => found.add(tree))
    return [...found]
  }

  const merge = (run: Run, targets: readonly Tree[], reply: SubgraphReply): void => {
    const { subgraph, path } = node
    const settle = () => {
      for (const target of targets) taker.settle(target)
    }
    const destination: Destination = { subgraph, gaps: [{ path, targets, fields }], settle }
    const answer = answerIn(run, reply, destination)
    if (!answer) return
    const { data, errors } = answer
    for (const error of errors) tell(run, error, { destination, shape })
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) {
      for (const target of targets) taker.merge(target, data as Tree, targets.length === 1)
      settleNulls(run, targets, data as Tree)
      for (const site of disturbed) run.sites[site] &&= null
    } else if (data !== null && data !== undefined) failed(run, invalidAnswer(subgraph), destination)
    else if (errors.length > 0) silenced(run, destination)
    else failed(run, invalidAnswer(subgraph), destination)
  }

  /** Once more at the end, when other agencies have answered for the same objects. */
  const settleNulls = (run: Run, targets: readonly Tree[], data: Tree): void => {
    const isNull = targets.some((target) => taker.settleNulls(target, data))
    if (isNull) run.unsettled.push(() => targets.forEach((target) => void taker.settleNulls(target, data)))
  }

  return { targetsIn, merge }
}

function tell(run: Run, error: SubgraphError, terms: { destination: Destination; shape: Shape }): void {
  const { destination, shape } = terms
  const field = inTreeKeys(error.path ?? [], shape)
  if (field.length === 0) {
    unplaced(run, error, destination)
    return
  }
  const gaps = destination.gaps.map((gap): Gap => ({ ...gap, fields: [field] }))
  run.problems.push({ kind: 'error', subgraph: destination.subgraph, error, gaps, isPlaced: true })
}

/**
 * A path of the subgraph's answer in keys of the data, as far as it names what was asked for. Some servers write the
 * places in lists as text.
 */
export function inTreeKeys(path: readonly (string | number)[], shape: Shape): (string | number)[] {
  const keys: (string | number)[] = []
  let current: Shape = shape
  for (const step of path) {
    if (typeof step === 'number' || /^\d+$/.test(step)) {
      keys.push(Number(step))
      continue
    }
    const field = current.find(({ from }) => from === step)
    if (!field) return keys
    current = field.shape ?? []
    keys.push(targetOf(field))
  }
  return keys
}

/** What may be missing when the fetch fails: fields below the root fields, which several agencies may answer for. */
function firstLevels(shape: Shape): (string | number)[][] {
  return shape.flatMap((field) => {
    const key = targetOf(field)
    const below = (field.shape ?? []).filter(({ from }) => from !== '__typename')
    return below.length > 0 ? below.map((inner) => [key, targetOf(inner)]) : [[key]]
  })
}

/** Fields that an agency answers under another name still have one key in the data, whatever their type. */
export function targetOf({ from, renames }: Shape[number]): string {
  return renames[0]?.to ?? from
}
