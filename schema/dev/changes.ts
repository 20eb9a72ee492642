import type { FSWatcher } from 'node:fs'
import { existsSync, readdirSync, statSync, watch } from 'node:fs'
import { join } from 'node:path'

/** Editors write a file in several steps; what comes within this time is one save. */
const QUIET_MS = 80
/** Generated, or not part of what runs. */
const IGNORED = /(?:^|\/)(?:schema\.types\.ts|[^/]*\.test\.ts|\.[^/]*|[^/]*~)$/

/**
 * Calls `onSave` with the paths (from the root) that changed in the folders, one call at a time; what changes
 * meanwhile comes with the next call.
 */
export function watchFolders(options: {
  root: string
  folders: readonly string[]
  onSave: (paths: readonly string[]) => Promise<void>
}): { close(): void } {
  const pending = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let isBusy = false
  const flush = async () => {
    if (isBusy || pending.size === 0) return
    isBusy = true
    const paths = [...pending]
    pending.clear()
    await options.onSave(paths).finally(() => {
      isBusy = false
    })
    await flush()
  }
  const onChange = (path: string) => {
    if (IGNORED.test(path)) return
    pending.add(path)
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), QUIET_MS)
  }
  const closers = options.folders.map((folder) => watchTree(options.root, folder, onChange))
  return {
    close: () => {
      clearTimeout(timer)
      for (const close of closers) close()
    },
  }
}

/**
 * A watcher a folder: Node's own recursive one watches files on Linux, and loses a file that an editor replaces by
 * renaming another over it (Node 24, lib/internal/fs/recursive_watch.js).
 */
function watchTree(root: string, folder: string, onChange: (path: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>()
  const add = (path: string) => {
    if (watchers.has(path) || !isFolder(join(root, path))) return
    const watcher = watch(join(root, path), (_event, name) => {
      if (name === null) return
      add(join(path, name))
      onChange(join(path, name))
    })
    // A folder that is removed ends its watcher with an error on some systems.
    watcher.on('error', () => watchers.delete(path))
    watchers.set(path, watcher)
    for (const entry of readdirSync(join(root, path))) add(join(path, entry))
  }
  add(folder)
  return () => {
    for (const watcher of watchers.values()) watcher.close()
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}
