import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startNode } from './child.ts'
import type { ExtraSubgraph } from './compose-supergraph.ts'
import { composeSupergraph } from './compose-supergraph.ts'
import type { Engine, RunningEngine } from './engines/engine.ts'
import { startEngine } from './engines/engine.ts'

/** What every section works with: the subgraphs, a folder of its own, and gateways over any supergraph. */
export interface Bench {
  readonly folder: string
  /** The benchmark's supergraph, with more subgraphs that are never asked if so wished. */
  composeWith(extra: readonly ExtraSubgraph[]): string
  writeSupergraph(name: string, sdl: string): string
  /** @throws with its last words where the process of the subgraphs has ended: what failed then is not the gateway */
  checkSubgraphs(): void
  start(engine: Engine, supergraphFile: string): Promise<RunningEngine>
  note(line: string): void
  close(): Promise<void>
}

export async function openBench(note: (line: string) => void): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-'))
  const subgraphs = startNode({ args: [fileURLToPath(new URL('subgraphs/main.ts', import.meta.url))] })
  const ports = JSON.parse(await subgraphs.readLine()) as Record<string, number>
  return {
    folder,
    composeWith: (extra) => composeSupergraph(ports, extra),
    writeSupergraph(name, sdl) {
      const file = join(folder, `${name}.graphql`)
      // Put in place at once, as a deployment does it: whoever watches the file never reads half of it.
      writeFileSync(`${file}.new`, sdl)
      renameSync(`${file}.new`, file)
      return file
    },
    checkSubgraphs: subgraphs.checkAlive,
    start: (engine, supergraphFile) => startEngine(engine, { supergraphFile, folder }),
    note,
    async close() {
      await subgraphs.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
