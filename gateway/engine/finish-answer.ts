import type { GraphQLError } from 'graphql'
import type { OperationResult } from './engine.ts'
import { WrittenData } from './engine.ts'
import type { Selection } from './operation/selection.ts'
import type { PossibleTypes } from './program/possible-types.ts'
import { incomplete, openErrors } from './program/problems.ts'
import type { Run } from './program/run.ts'
import type { Write } from './write/compile-writer.ts'
import type { Flaw } from './write/flaws.ts'
import { openWriteRun } from './write/flaws.ts'

export interface Answering {
  readonly write: Write
  /** What the caller asked for, with the keys of the tree. */
  readonly selections: readonly Selection[]
  readonly possibleTypes: PossibleTypes
  /** Gives a key of the tree the caller's own name back. */
  readonly clientName: (key: string) => string
}

type Path = readonly (string | number)[]

/** Writes the data of a run as the answer. Whatever went wrong is told of at the place where it shows. */
export function finishAnswer(run: Run, answering: Answering): OperationResult {
  for (const settle of run.unsettled) settle()
  const writing = openWriteRun(run)
  const json = answering.write(run.root, writing) ?? 'null'
  const data = json === 'null' ? null : new WrittenData(json)
  if (run.problems.length === 0 && writing.flaws.length === 0) return { data }
  return { data, errors: errorsOf(run, { json, base: [], flaws: writing.flaws, answering }) }
}

/** The errors of an answer or of a part of it, which stands at `base`. */
export function errorsOf(
  run: Run,
  written: { json: string; base: Path; flaws: readonly Flaw[]; answering: Answering },
): readonly GraphQLError[] {
  const { possibleTypes, clientName, selections } = written.answering
  const data = { base: written.base, value: JSON.parse(written.json) as unknown }
  const toErrors = openErrors({ root: run.root, data, possibleTypes, selections, clientName })
  const [silent, spoken] = partition(run.problems, ({ kind }) => kind === 'silence')
  const told = withoutRepeats(spoken.flatMap(toErrors))
  const missing = withoutRepeats([...written.flaws.map(incomplete), ...silent.flatMap(toErrors)])
  return [...told, ...missing.filter(({ path }) => !told.some((error) => isOnOneLine(error.path ?? [], path ?? [])))]
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
