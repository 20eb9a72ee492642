import type { Logger } from '../../kit/logger.ts'
import type { Built, CheckSupergraph } from './build-generation.ts'
import type { LastGood } from './last-good.ts'
import type { Supergraph } from './load-supergraph.ts'
import { checkAddresses, idOf } from './load-supergraph.ts'
import type { SupergraphSource } from './source.ts'

export type Build = (sdl: string, check: CheckSupergraph) => Promise<Built>

export interface First {
  readonly built: Built
  /** Why the source's own is not served but the copy on disk; its id where there was one to refuse. */
  readonly problem: { readonly id: string; readonly reason: string } | undefined
}

/**
 * What a start serves: the source's supergraph; or, where that is gone or cannot be served, the last one that could. A
 * gateway that was running would have stayed with that one, and one that starts in such an hour does the same.
 * @throws {ConfigError} where there is neither, for what is wrong with the source's own
 */
export async function buildFirst(room: {
  source: SupergraphSource
  addresses: Readonly<Record<string, string>>
  lastGood: LastGood | undefined
  build: Build
  logger: Logger
}): Promise<First> {
  const { source, addresses, lastGood, build, logger } = room
  let sdl = ''
  try {
    sdl = await source.read()
    const built = await build(sdl, (supergraph: Supergraph) => checkAddresses(supergraph, addresses))
    return { built, problem: undefined }
  } catch (error) {
    const kept = await lastGood?.load()
    if (!kept || kept.sdl === sdl) throw error
    const reason = error instanceof Error ? error.message : 'unknown reason'
    const ageHours = Math.round(kept.ageMs / 360_000) / 10
    logger.error({ reason, ageHours, supergraph: idOf(kept.sdl) }, 'the last good supergraph on disk is served instead')
    return { built: await build(kept.sdl, () => {}), problem: { id: sdl ? idOf(sdl) : '', reason } }
  }
}
