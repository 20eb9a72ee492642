import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { ConfigError } from './config.ts'

/**
 * Keeps a second process from a folder that only one may write: the embedded engine does not check that itself. The lock
 * stands beside the folder, names its holder, and is taken over from one that is gone.
 * @returns what gives the folder free again @throws {ConfigError} where it is in use
 */
export function lockFolder(folder: string): () => void {
  const path = `${folder.replace(/\/+$/, '')}.lock`
  if (!tryLock(path)) {
    const holder = Number(readFileSync(path, 'utf8'))
    if (isAlive(holder)) {
      throw new ConfigError(`data folder ${folder} is in use by process ${holder}; stop it or set DATA_DIR to another`)
    }
    rmSync(path, { force: true })
    if (!tryLock(path))
      throw new ConfigError(`data folder ${folder} was taken this moment by another process; try again`)
  }
  return () => rmSync(path, { force: true })
}

function tryLock(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
