import { GraphQLError } from 'graphql'
import type { ErrorCode } from '../../errors.ts'
import { GatewayError } from '../../errors.ts'
import type { SubgraphError } from '../engine.ts'
import { askedPaths } from '../operation/asked-path.ts'
import type { Selection } from '../operation/selection.ts'
import type { Path } from '../plan/plan.ts'
import type { Flaw } from '../write/output.ts'
import type { PossibleTypes } from './possible-types.ts'
import type { Tree } from './take.ts'
import { placesOf } from './targets.ts'

/** A list of a hundred stops whose agency is down is told of in this many errors, not in hundreds. */
const PLACES_LIMIT = 20

/** Where in the data something is missing: below these objects, all of them found at one path of the plan. */
export interface Gap {
  readonly path: Path
  readonly targets: readonly Tree[]
  /** What was asked of each of them, in keys of the tree; the first levels of it. */
  readonly fields: readonly (readonly (string | number)[])[]
}

/** What went wrong while the data were put together. */
export type Problem =
  /** Nobody said why these are missing, or what was said stands elsewhere. */
  | { readonly kind: 'silence'; readonly subgraph: string; readonly gaps: readonly Gap[] }
  | {
      readonly kind: 'failure'
      readonly subgraph: string
      readonly failure: { readonly failure: ErrorCode; readonly message: string }
      readonly gaps: readonly Gap[]
    }
  | {
      readonly kind: 'error'
      readonly subgraph: string
      readonly error: SubgraphError
      readonly gaps: readonly Gap[]
      readonly isPlaced: boolean
    }

type Place = readonly (string | number)[]

/**
 * Problems as errors of the caller's answer, each at the place where it shows. A call that failed leaves many fields
 * out: some of them have come from another agency after all, some the caller never asked for; so the errors stand where
 * the written answer is null.
 */
export function openErrors(terms: {
  root: Tree
  /** What has been written, and where in the answer it stands. */
  data: { base: Place; value: unknown }
  possibleTypes: PossibleTypes
  selections: readonly Selection[]
}): {
  shown(problem: Problem): GraphQLError[]
  /** For a problem that left no gap the caller can see, and that must be told of all the same. */
  unshown(problem: Problem): GraphQLError[]
} {
  const { root, data, possibleTypes, selections } = terms
  const known = new Map<Path, Map<Tree, Place[]>>()
  const placesAt = (path: Path): Map<Tree, Place[]> => {
    const places = known.get(path) ?? placesOf(root, path, possibleTypes)
    known.set(path, places)
    return places
  }
  const placesIn = (gap: Gap): Place[] => {
    const places = placesAt(gap.path)
    const found = gap.targets.flatMap((target) => places.get(target) ?? []).slice(0, PLACES_LIMIT)
    return found.flatMap((place) => gap.fields.flatMap((field) => askedPaths(selections, [...place, ...field])))
  }
  const write = (problem: Problem, place: Place | undefined): GraphQLError => {
    if (problem.kind === 'silence') return incomplete({ path: place ?? [], reason: 'missing' })
    return problem.kind === 'error' ? agencyError(problem, place) : failureError(problem, place)
  }
  return {
    shown(problem) {
      const places = problem.gaps.flatMap(placesIn)
      const isPlaced = problem.kind === 'error' && problem.isPlaced
      const nulls = isPlaced
        ? places
        : distinct(places.map((place) => nullOn(place, data)).filter((place) => place !== undefined))
      return nulls.slice(0, PLACES_LIMIT).map((place) => write(problem, place))
    },
    unshown(problem) {
      const [place] = problem.gaps.flatMap(placesIn)
      return [write(problem, place?.slice(0, 1))]
    },
  }
}

/** The path up to the first null on it; `undefined` where there is none. */
function nullOn(place: Place, { base, value: written }: { base: Place; value: unknown }): Place | undefined {
  if (base.some((step, index) => place[index] !== step)) return undefined
  if (written === null) return place.slice(0, Math.max(1, base.length))
  let value = written
  for (const [index, step] of place.entries()) {
    if (index < base.length) continue
    if (typeof value !== 'object' || value === null) return undefined
    if (Array.isArray(value) !== (typeof step === 'number')) return undefined
    value = Reflect.get(value, step)
    if (value === null) return place.slice(0, index + 1)
  }
  return undefined
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()]
}

/** Where an answer lacks what the schema promises, its place is null; that is never done without a word. */
export function incomplete({ path, reason }: Flaw): GatewayError {
  const message =
    reason === 'invalid'
      ? 'An agency gave a value that the schema does not allow, so this part of the answer is missing.'
      : 'An agency left out a value that the schema promises, so this part of the answer is missing.'
  return new GatewayError({ code: 'DATA_INCOMPLETE', message, path })
}

function failureError({ subgraph, failure }: Problem & { kind: 'failure' }, place: Place | undefined): GraphQLError {
  return new GatewayError({
    code: failure.failure,
    message: failure.message,
    subgraph,
    ...(place ? { path: place } : {}),
  })
}

/** What an agency said, in its own words; the mask decides what of it the caller may read. */
function agencyError({ subgraph, error }: Problem & { kind: 'error' }, place: Place | undefined): GraphQLError {
  const { message, code, errorId, public: marked } = error
  return new GraphQLError(message, {
    path: place ?? null,
    extensions: {
      ...(code === undefined ? {} : { code }),
      ...(errorId === undefined ? {} : { errorId }),
      ...(marked ? { public: true } : {}),
      serviceName: subgraph,
    },
  })
}
