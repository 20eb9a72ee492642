import type { DeferredPart, IncrementalResult } from '../engine.ts'
import type { Answering } from '../finish-answer.ts'
import { errorsOf, finishAnswer, writeData } from '../finish-answer.ts'
import { askedPaths } from '../operation/asked-path.ts'
import type { Condition } from '../operation/selection.ts'
import type { Run, Step } from '../program/run.ts'
import { placesOf } from '../program/targets.ts'
import { Output } from '../write/output.ts'
import type { DeferredFragment } from './compile-defer.ts'

export interface Deferring extends Answering {
  readonly program: Step
  readonly defers: readonly DeferredFragment[]
}

/**
 * Answers what is not deferred, and then each deferred fragment as soon as its data have come and the part around it has
 * been answered.
 */
export async function runDeferred(run: Run, deferring: Deferring): Promise<IncrementalResult> {
  await deferring.program(run)
  const initial = finishAnswer(run, deferring)
  return { initial, deferred: deferParts(run, deferring) }
}

async function* deferParts(run: Run, deferring: Deferring): AsyncGenerator<DeferredPart> {
  const active = deferring.defers.filter(({ conditions }) => holds(conditions, run))
  const waiting = new Map<string, Promise<DeferredFragment>>()
  const answered = new Map<string, Promise<unknown>>()
  for (const fragment of active) {
    const outer = fragment.within === null ? undefined : answered.get(fragment.within)
    const own = run.deferred.get(fragment.id)
    const ready = Promise.all([own?.done, outer]).then(() => fragment)
    waiting.set(fragment.id, ready)
    answered.set(fragment.id, ready)
  }
  while (waiting.size > 0) {
    const fragment = await Promise.race(waiting.values())
    waiting.delete(fragment.id)
    yield* partsOf(run.deferred.get(fragment.id)?.run ?? { ...run, problems: [], unsettled: [] }, fragment, deferring)
  }
}

function holds(conditions: readonly Condition[], run: Run): boolean {
  return conditions.every(({ variable, wanted }) => run.isTrue(variable) === wanted)
}

/** One part for each object that the fragment stands on. */
function* partsOf(run: Run, fragment: DeferredFragment, answering: Answering): Generator<DeferredPart> {
  const { possibleTypes, selections } = answering
  for (const settle of run.unsettled) settle()
  const found = [...placesOf(run.root, fragment.path, possibleTypes)]
  for (const [tree, place] of found.flatMap(([tree, places]) => places.map((place) => [tree, place] as const))) {
    const [path = []] = askedPaths(selections, place)
    const output = new Output(run)
    const data = writeData(fragment.write, tree, output)
    const problems = run.problems.length > 0 || output.flaws.length > 0
    const flaws = output.flaws.map((flaw) => ({ ...flaw, path: [...path, ...flaw.path] }))
    const errors = problems ? errorsOf(run, { data, base: path, flaws, answering }) : []
    yield {
      path,
      label: fragment.label,
      data,
      cost: output.cost,
      ...(errors.length > 0 ? { errors } : {}),
    }
  }
}
