import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../kit/clock.ts'

export interface LastGood {
  /** Durable once resolved: what was there before, or all of this, never a part. */
  save(sdl: string): Promise<void>
  /** The copy and how long ago it was saved; `undefined` where there is none that is whole. */
  load(): Promise<{ readonly sdl: string; readonly ageMs: number } | undefined>
}

/**
 * The last supergraph from a source that was built and served, kept for a start at which the source is gone. The copies
 * of several sources share a folder without being taken for each other.
 */
export function openLastGood(options: { folder: string; sourceName: string; now: Clock }): LastGood {
  const { folder, sourceName, now } = options
  const path = join(folder, `supergraph-${digestOf(sourceName).slice(0, 16)}.graphql`)
  return {
    async save(sdl) {
      await mkdir(folder, { recursive: true })
      await replaceFile(folder, path, `# ${new Date(now()).toISOString()} ${digestOf(sdl)}\n${sdl}`)
    },
    async load() {
      const text = await readFile(path, 'utf8').catch(() => '')
      const [, savedAt = '', digest] = /^# (\S+) (\S+)\n/.exec(text) ?? []
      const sdl = text.slice(text.indexOf('\n') + 1)
      return digestOf(sdl) === digest ? { sdl, ageMs: Math.max(0, now() - Date.parse(savedAt)) } : undefined
    },
  }
}

/** Renaming is atomic; the two syncs make first the content and then the name survive a power cut. */
async function replaceFile(folder: string, path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`
  try {
    await syncing(draft, 'wx', (file) => file.writeFile(text))
    await rename(draft, path)
    await syncing(folder, 'r', async () => {})
  } finally {
    await rm(draft, { force: true })
  }
}

async function syncing(
  path: string,
  flags: 'wx' | 'r',
  write: (file: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await write(file)
    await file.sync()
  } finally {
    await file.close()
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
