import type { GraphQLError } from 'graphql'
import { GatewayError } from '../errors.ts'
import type { OperationResult } from './engine.ts'
import { BODY_END, BODY_START, WrittenData } from './engine.ts'
import type { Selection } from './operation/selection.ts'
import type { PossibleTypes } from './program/possible-types.ts'
import { incomplete, openErrors } from './program/problems.ts'
import type { Run } from './program/run.ts'
import type { Tree } from './program/take.ts'
import type { Write } from './write/compile-writer.ts'
import type { Flaw } from './write/output.ts'
import { Output } from './write/output.ts'

export interface Answering {
  readonly write: Write
  /** What the caller asked for, with the keys of the tree. */
  readonly selections: readonly Selection[]
  readonly possibleTypes: PossibleTypes
}

type Path = readonly (string | number)[]

/** Writes the data of a run as the answer. Whatever went wrong is told of at the place where it shows. */
export function finishAnswer(run: Run, answering: Answering): OperationResult {
  for (const settle of run.unsettled) settle()
  const output = new Output(run)
  const data = writeData(answering.write, run.root, output)
  if (run.problems.length === 0 && output.flaws.length === 0) return { data, cost: output.cost }
  return { data, cost: output.cost, errors: errorsOf(run, { data, base: [], flaws: output.flaws, answering }) }
}

/** Writes an object as the data of a body; `null` where it cannot be written. */
export function writeData(write: Write, tree: Tree, output: Output): WrittenData | null {
  output.ascii(BODY_START)
  if (!write(tree, output)) return null
  output.ascii(BODY_END)
  return new WrittenData(output.take())
}

/** The errors of an answer or of a part of it, which stands at `base`. */
export function errorsOf(
  run: Run,
  written: { data: WrittenData | null; base: Path; flaws: readonly Flaw[]; answering: Answering },
): readonly GraphQLError[] {
  const { possibleTypes, selections } = written.answering
  const [refused, flaws] = partition(written.flaws, ({ reason }) => reason === 'refused')
  const refusals = refused.flatMap((flaw) => refusalOf(flaw, run))
  // Nothing went wrong: the answer need not be read again to learn where.
  if (run.problems.length === 0 && flaws.length === 0) return refusals
  const data = { base: written.base, value: written.data?.toJSON() ?? null }
  const errors = openErrors({ root: run.root, data, possibleTypes, selections })
  const [silent, spoken] = partition(run.problems, ({ kind }) => kind === 'silence')
  const shown = spoken.map((problem) => ({ problem, errors: errors.shown(problem) }))
  const heard = new Set(shown.flatMap(({ problem, errors: found }) => (found.length > 0 ? [problem.subgraph] : [])))
  // An agency of which the caller hears anyway need not be told of once more where nothing is missing.
  const unheard = spoken.filter(({ subgraph }) => !heard.has(subgraph)).flatMap(errors.unshown)
  const told = withoutRepeats([...shown.flatMap(({ errors: found }) => found), ...unheard])
  const missing = withoutRepeats([...flaws.map(incomplete), ...silent.flatMap(errors.shown)])
  return [
    ...refusals,
    ...told,
    ...missing.filter(({ path }) => !told.some((error) => isOnOneLine(error.path ?? [], path ?? []))),
  ]
}

function refusalOf({ path, field = -1 }: Flaw, run: Run): GatewayError[] {
  const refusal = run.refused.get(field)
  return refusal ? [new GatewayError({ ...refusal, path })] : []
}

/** One lies on the way to the other: what is missing here is missing because of what went wrong there. */
function isOnOneLine(one: Path, other: Path): boolean {
  return one.length > 0 && one.slice(0, other.length).every((step, index) => step === other[index])
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))]
}

function withoutRepeats(errors: readonly GraphQLError[]): GraphQLError[] {
  const keyOf = ({ message, path, extensions }: GraphQLError) => JSON.stringify([message, path, extensions])
  return [...new Map(errors.map((error) => [keyOf(error), error])).values()]
}
