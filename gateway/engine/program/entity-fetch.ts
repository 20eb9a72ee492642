import type { SubgraphAnswer, SubgraphError, SubgraphReply } from '../engine.ts'
import type { EntityBatch, EntityFetchNode, Path } from '../plan/plan.ts'
import type { Contextual } from './contexts.ts'
import { compileContexts } from './contexts.ts'
import type { Places } from './places.ts'
import { entityShape } from './places.ts'
import type { PossibleTypes } from './possible-types.ts'
import type { Gap } from './problems.ts'
import type { Represent } from './represent.ts'
import { compileRepresent, NOBODY } from './represent.ts'
import { compileBody } from './request-body.ts'
import { inTreeKeys, targetOf } from './root-fetch.ts'
import type { Destination, Run, Step } from './run.ts'
import { answerIn, failed, invalidAnswer, silenced, unplaced } from './run.ts'
import type { Shape } from './shape.ts'
import type { Tree } from './take.ts'
import { compileTaker } from './take.ts'
import type { Visit, Walk } from './targets.ts'
import { compileWalk } from './targets.ts'

interface Terms {
  readonly places: Places
  readonly possibleTypes: PossibleTypes
}

/** Entities asked for in one request; agencies take no more (reliability figures of this project: 1,000). */
const REPRESENTATIONS_LIMIT = 1_000

const TOO_MANY = {
  failure: 'LIMIT_COST',
  message: 'This part of the answer needs more entities than one operation may ask for; ask for shorter pages.',
} as const

/** Asks one subgraph for fields of entities that are in the data already. An entity found twice is asked for once. */
export function compileEntityFetch(node: EntityFetchNode, terms: Terms): Step {
  const body = compileBody(node)
  const batches = node.batches.map((batch) => compileBatch(node, batch, terms))
  const contexts = node.batches.flatMap(({ contextRewrites }) => contextRewrites)
  const divide = contexts.length > 0 ? compileContexts(contexts, terms.possibleTypes) : null

  const ask = (run: Run, found: readonly Found[], from: number, contextual: Contextual): Promise<SubgraphReply> => {
    const own: [string, string][] = found.map(({ texts }, index) => {
      const part = texts.length > REPRESENTATIONS_LIMIT ? texts.slice(from, from + REPRESENTATIONS_LIMIT) : texts
      return [node.batches[index]?.variable ?? '', `[${part.join(',')}]`]
    })
    const given = [...own, ...contextual]
    return run.ask(node.subgraph, { kind: 'query', body: body(run.variables, given), exchange: run.exchange })
  }

  const fetch = async (run: Run, found: readonly Found[], contextual: Contextual): Promise<void> => {
    const most = Math.max(...found.map(({ texts }) => texts.length))
    run.entitiesLeft -= found.reduce((sum, { texts }) => sum + texts.length, 0)
    if (run.entitiesLeft < 0) {
      for (const [index, batch] of batches.entries()) batch.refuse(run, found[index])
    } else if (most > 0) {
      const calls = Array.from({ length: Math.ceil(most / REPRESENTATIONS_LIMIT) }, (_, round) =>
        ask(run, found, round * REPRESENTATIONS_LIMIT, contextual),
      )
      const replies = await Promise.all(calls)
      for (const [index, batch] of batches.entries()) {
        const mine = found[index]
        if (mine && mine.texts.length > 0)
          for (const [round, reply] of replies.entries()) batch.merge(run, part(mine, round), reply)
      }
    }
  }

  return async (run) => {
    const found = batches.map((batch) => batch.find(run))
    const parts = divide ? divide(run.root, found) : [{ found, contextual: [] }]
    await Promise.all(parts.map((part) => fetch(run, part.found, part.contextual)))
    if (node.id !== null) run.fetched.mark(node.id)
  }
}

/** The entities of one batch: each text once, and the objects that each of them stands for. */
export interface Found {
  readonly texts: string[]
  /** By path of the batch: its objects, and for each the number of its text. */
  readonly sites: { readonly path: Path; readonly targets: Tree[]; readonly numbers: number[] }[]
}

/** What one of several requests asked for, its texts numbered from nought. */
function part(found: Found, round: number): Found {
  const from = round * REPRESENTATIONS_LIMIT
  const texts = found.texts.slice(from, from + REPRESENTATIONS_LIMIT)
  if (texts.length === found.texts.length) return found
  const sites = found.sites.map(({ path, targets, numbers }) => {
    const mine = targets.map((target, index) => ({ target, number: (numbers[index] ?? -1) - from }))
    const kept = mine.filter(({ number }) => number >= 0 && number < texts.length)
    return { path, targets: kept.map(({ target }) => target), numbers: kept.map(({ number }) => number) }
  })
  return { texts, sites }
}

function compileBatch(node: EntityFetchNode, batch: EntityBatch, { places, possibleTypes }: Terms) {
  const represent = compileRepresent(batch.requires, batch.inputRewrites, possibleTypes)
  const shape = entityShape(node.operation, batch)
  const taker = compileTaker(shape, possibleTypes)
  const { settle } = taker
  const finders = batch.paths.map((path) => compileFinder(path, batch, { places, possibleTypes, represent, settle }))
  const disturbed = batch.paths.flatMap((path) => places.disturbedBy(path, shape))
  const fields = shape.filter(({ from }) => from !== '__typename').map((field) => [targetOf(field)])

  const find = (run: Run): Found => {
    const found: Found = { texts: [], sites: [] }
    const numbers = new Map<string, number>()
    for (const finder of finders) found.sites.push(finder(run, found.texts, numbers))
    return found
  }

  const destinationOf = (found: Found): Destination => {
    const gaps = found.sites.map(({ path, targets }): Gap => ({ path, targets, fields }))
    const settle = () => {
      for (const { targets } of gaps) for (const target of targets) taker.settle(target)
    }
    return { subgraph: node.subgraph, gaps, settle }
  }

  const merge = (run: Run, found: Found, reply: SubgraphReply): void => {
    const destination = destinationOf(found)
    const answer = answerIn(run, reply, destination)
    if (!answer) return
    const entities = entitiesOf(answer, batch.responseKey)
    for (const error of answer.errors) if (isMine(error)) tell(run, error, { found, shape, destination })
    if (entities) {
      const wrong = mergeEntities(found, entities)
      for (const site of disturbed) run.sites[site] &&= null
      if (wrong.size > 0) tellWrong(run, found, wrong)
    } else if (answer.errors.length > 0) silenced(run, destination)
    else failed(run, invalidAnswer(node.subgraph), destination)
  }

  /** What came is no entity, or did not come at all. */
  const tellWrong = (run: Run, found: Found, wrong: ReadonlySet<number>): void => {
    const gaps = found.sites.map(({ path, targets, numbers }): Gap => {
      return { path, targets: targets.filter((_, index) => wrong.has(numbers[index] ?? -1)), fields }
    })
    failed(run, invalidAnswer(node.subgraph), { subgraph: node.subgraph, gaps, settle: () => {} })
  }

  /** An error of another batch in the same request is told of there; one without a place is told of once. */
  const isMine = ({ path }: SubgraphError): boolean =>
    path?.length ? path[0] === batch.responseKey : batch === node.batches[0]

  /** @returns the numbers of those that are no entities */
  const mergeEntities = (found: Found, entities: readonly unknown[]): Set<number> => {
    const wrong = new Set<number>()
    const taken: boolean[] = []
    for (const { targets, numbers } of found.sites) {
      for (let index = 0; index < targets.length; index++) {
        const target = targets[index] as Tree // within bounds
        const number = numbers[index] as number
        const entity = entities[number]
        if (typeof entity === 'object' && entity !== null && !Array.isArray(entity)) {
          taker.merge(target, entity as Tree, !taken[number])
          taken[number] = true
          continue
        }
        // Null is no such entity: its fields are null, and that is no error.
        if (entity !== null) wrong.add(number)
        taker.settle(target)
      }
    }
    return wrong
  }

  const refuse = (run: Run, found: Found | undefined): void => {
    if (found && found.texts.length > 0) failed(run, TOO_MANY, destinationOf(found))
  }

  return { find, merge, refuse }
}

function entitiesOf({ data }: SubgraphAnswer, responseKey: string): readonly unknown[] | undefined {
  const list = typeof data === 'object' && data !== null ? Reflect.get(data, responseKey) : undefined
  return Array.isArray(list) ? list : undefined
}

function tell(run: Run, error: SubgraphError, terms: { found: Found; shape: Shape; destination: Destination }): void {
  const { found, shape, destination } = terms
  const [, number, ...rest] = error.path ?? []
  const field = inTreeKeys(rest, shape)
  const isKnown = number !== undefined && Number(number) < found.texts.length
  if (!isKnown) {
    unplaced(run, error, destination)
    return
  }
  const gaps = found.sites.map(({ path, targets, numbers }): Gap => {
    const meant = targets.filter((_, index) => numbers[index] === Number(number))
    return { path, targets: meant, fields: [field] }
  })
  run.problems.push({ kind: 'error', subgraph: destination.subgraph, error, gaps, isPlaced: field.length > 0 })
}

type Finder = (run: Run, texts: string[], numbers: Map<string, number>) => Found['sites'][number]

/** Finds the objects at one path, from the nearest place where others have been found before. */
function compileFinder(
  path: Path,
  batch: EntityBatch,
  terms: Terms & { represent: Represent; settle: (tree: Tree) => void },
): Finder {
  const { places, possibleTypes, represent } = terms
  const site = places.siteOf(path)
  const above = places.nearest(path)
  const fromRoot = compileWalk(path, possibleTypes)
  const fromAbove = above && compileWalk(above.rest, possibleTypes)
  const unites = places.isMadeOf(path, batch)

  return (run, texts, numbers) => {
    const all: Tree[] = []
    const targets: Tree[] = []
    const mine: number[] = []
    const isFirst = run.sites[site] === undefined
    // Only a walk from the root may come to one object twice: where it passes one that stands for several.
    const seen = places.united.size > 0 && startsAtRoot(run, site, above?.site ?? -1) ? new Set<Tree>() : null
    const standIns = unites && isFirst ? new Map<number, Tree>() : null
    const visit: Visit = (tree, holder, key) => {
      if (seen?.has(tree)) return
      const text = represent(tree)
      if (text === undefined || text === NOBODY) {
        // Who is nobody is asked for nowhere: his fields are null, as those of an entity that nobody knows.
        if (text === NOBODY) terms.settle(tree)
        seen?.add(tree)
        all.push(tree)
        return
      }
      const number = numbers.get(text) ?? texts.push(text) - 1
      numbers.set(text, number)
      const standIn = standIns?.get(number)
      if (standIn) {
        holder[key] = standIn
        return
      }
      standIns?.set(number, tree)
      seen?.add(tree)
      all.push(tree)
      targets.push(tree)
      mine.push(number)
    }
    walkFrom(run, { site, above: above?.site ?? -1, fromRoot, fromAbove }, visit)
    run.sites[site] = all
    return { path, targets, numbers: mine }
  }
}

function startsAtRoot(run: Run, site: number, above: number): boolean {
  return !run.sites[site] && !run.sites[above]
}

function walkFrom(
  run: Run,
  way: { site: number; above: number; fromRoot: Walk; fromAbove: Walk | null },
  visit: Visit,
): void {
  const here = run.sites[way.site]
  const start = run.sites[way.above]
  if (here) for (const tree of here) visit(tree, { tree } as never, 'tree')
  else if (start && way.fromAbove) for (const tree of start) way.fromAbove(tree, visit)
  else way.fromRoot(run.root, visit)
}
