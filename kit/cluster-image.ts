import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { join } from 'node:path'
import type { PGliteOptions } from '@electric-sql/pglite'
import { PGlite } from '@electric-sql/pglite'

/**
 * An engine in memory with an empty database cluster. To make a cluster takes four seconds of processor time, to read one
 * half a second; so the first engine's is kept beside the packages, for the version of the engine that made it.
 */
export async function openInMemory(options: PGliteOptions): Promise<PGlite> {
  const path = imagePath()
  const image = readImage(path)
  if (image) {
    const engine = await PGlite.create({ ...options, loadDataDir: image }).catch(() => undefined)
    if (engine) return engine
    // Whatever is wrong with it, a new one is not.
    rmSync(path, { force: true })
  }
  const engine = await PGlite.create(options)
  await keepImage(engine, path)
  return engine
}

function imagePath(): string {
  const manifest = findPackageJSON('@electric-sql/pglite', import.meta.url)
  const { version } = JSON.parse(readFileSync(String(manifest), 'utf8')) as { version: string }
  return join(import.meta.dirname, `../node_modules/.cache/pglite/${version}.tar`)
}

function readImage(path: string): Blob | undefined {
  try {
    return new Blob([readFileSync(path)])
  } catch {
    return undefined
  }
}

/** Several processes may keep theirs at once: each writes its own draft, and any of them will do. */
async function keepImage(engine: PGlite, path: string): Promise<void> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    const image = await engine.dumpDataDir('none')
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(draft, await image.bytes())
    renameSync(draft, path)
  } catch {
    // Without it every start makes its own cluster, as the first one did.
    rmSync(draft, { force: true })
  }
}
