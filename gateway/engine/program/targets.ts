import type { Path, PathStep } from '../plan/plan.ts'
import { EACH_ITEM } from '../plan/plan.ts'
import type { PossibleTypes } from './possible-types.ts'
import type { Tree } from './take.ts'
import { ownValue } from './take.ts'

/** Is given each object at a path, with the place that holds it. */
export type Visit = (tree: Tree, holder: Record<string | number, unknown>, key: string | number) => void

/** Walks from an object along a path. Whatever is not there, or of another type, is passed by. */
export type Walk = (from: Tree, visit: Visit) => void

export function compileWalk(path: Path, possibleTypes: PossibleTypes): Walk {
  const steps = path.map((step) => compileStep(step, possibleTypes))
  const end: Step = (value, holder, key, visit) => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) end(item, value as never, index, visit)
    else if (typeof value === 'object' && value !== null) visit(value as Tree, holder, key)
  }
  const first = steps.reduceRight((next, step) => step(next), end)
  // Nobody holds the object from which a walk begins; an empty path visits it in a place of its own.
  return (from, visit) => first(from, { from }, 'from', visit)
}

type Step = (value: unknown, holder: Record<string | number, unknown>, key: string | number, visit: Visit) => void

function compileStep(step: PathStep, possibleTypes: PossibleTypes): (next: Step) => Step {
  if (step === EACH_ITEM) return eachItem
  if (typeof step === 'string') return (next) => fieldStep(step, next)
  const types = new Set(step.types.flatMap((type) => [type, ...(possibleTypes.get(type) ?? [])]))
  return (next) => (value, holder, key, visit) => {
    if (typeof value !== 'object' || value === null) return
    const { __typename: type } = value as Tree
    // Who was not asked for his type stands where there can be only one.
    if (type === undefined || types.has(type as string)) next(value, holder, key, visit)
  }
}

/** Some planners write one step for a list of lists, others one for each: all levels are passed by the first. */
function eachItem(next: Step): Step {
  const step: Step = (value, holder, key, visit) => {
    if (!Array.isArray(value)) return next(value, holder, key, visit)
    for (let index = 0; index < value.length; index++) step(value[index], value as never, index, visit)
  }
  return step
}

function fieldStep(name: string, next: Step): Step {
  const step: Step = (value, _holder, _key, visit) => {
    if (typeof value !== 'object' || value === null) return
    // Planners write a step for each list they know of; one they do not know of is walked all the same.
    if (Array.isArray(value)) for (const [index, item] of value.entries()) step(item, value as never, index, visit)
    else next(name in Object.prototype ? ownValue(value, name) : (value as Tree)[name], value as Tree, name, visit)
  }
  return step
}

/** True for a type that is among those named, or among the object types of one of them. */
export function isOneOf(types: readonly string[], type: unknown, possibleTypes: PossibleTypes): boolean {
  if (typeof type !== 'string') return false
  return types.some((one) => one === type || (possibleTypes.get(one)?.has(type) ?? false))
}

/** Where the objects of a path stand in the answer, in its own names: for errors, which are rare. */
export function placesOf(root: Tree, path: Path, possibleTypes: PossibleTypes): Map<Tree, (string | number)[][]> {
  const places = new Map<Tree, (string | number)[][]>()
  const walk = (value: unknown, index: number, place: (string | number)[]): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      const next = path[index] === EACH_ITEM ? index + 1 : index
      for (const [position, item] of value.entries()) walk(item, next, [...place, position])
      return
    }
    const step = path[index]
    const tree = value as Tree
    if (step === undefined) {
      const known = places.get(tree)
      if (known) known.push(place)
      else places.set(tree, [place])
    } else if (typeof step === 'string') walk(ownValue(tree, step), index + 1, [...place, step])
    else if (tree.__typename === undefined || isOneOf(step.types, tree.__typename, possibleTypes)) {
      walk(tree, index + 1, place)
    }
  }
  walk(root, 0, [])
  return places
}
