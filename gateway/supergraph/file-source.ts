import type { FSWatcher } from 'node:fs'
import { watch } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ConfigError } from '../../kit/config.ts'
import { openPolledSource } from './polled-source.ts'
import type { SourceOptions, SupergraphSource } from './source.ts'
import { decodeText, MAX_BYTES } from './source.ts'

/** Editors and copying tools write in several steps; they are given this long to finish. */
const SETTLE_MS = 100

/**
 * A supergraph in a file. Its folder is watched, because a file that is replaced by renaming takes its watch along; any
 * stir there makes us look, because what changes may be a link the path leads through. A file that is gone or empty for
 * a while is waited for.
 */
export function openFileSource(options: SourceOptions & { path: string }): SupergraphSource {
  const { path, pollMs = 5_000, maxBytes = MAX_BYTES, now, logger } = options
  const readText = openReader(path, maxBytes)
  const source = openPolledSource({
    name: path,
    remedy: 'run npm run compose or set SUPERGRAPH_FILE',
    readText,
    delayMs: () => pollMs,
    now,
    logger,
  })
  let watcher: FSWatcher | undefined
  let settling: NodeJS.Timeout | undefined

  function stir(): void {
    settling ??= setTimeout(() => {
      settling = undefined
      source.look()
    }, SETTLE_MS).unref()
  }

  return {
    ...source,
    watch(listener) {
      source.watch(listener)
      watcher = watchFolder(dirname(path), stir)
      // What was written between the first reading and the watch stirs nobody.
      stir()
    },
    close() {
      clearTimeout(settling)
      watcher?.close()
      source.close()
    },
  }
}

/** `undefined` where the system cannot watch; the file is then looked at from time to time all the same. */
function watchFolder(folder: string, stir: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, stir)
    return watcher.on('error', () => watcher.close())
  } catch {
    return undefined
  }
}

function openReader(path: string, maxBytes: number): () => Promise<string | undefined> {
  let seen = ''
  return async () => {
    const file = await stat(path, { bigint: true })
    const mark = [file.ino, file.size, file.mtimeNs, file.ctimeNs].join()
    if (mark === seen) return undefined
    if (!file.isFile()) throw new ConfigError('it is no file')
    if (file.size > maxBytes) throw new ConfigError(`got ${file.size} bytes, wanted at most ${maxBytes}`)
    const text = decodeText(await readFile(path))
    // Only what could be read counts as seen.
    seen = mark
    return text
  }
}
