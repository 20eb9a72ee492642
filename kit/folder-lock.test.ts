import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockFolder } from './folder-lock.ts'

const folder = () => join(mkdtempSync(join(tmpdir(), 'gba-lock-')), 'data')

test('a folder in use is refused with its holder, and free again once given back', () => {
  const data = folder()
  const release = lockFolder(data)
  expect(() => lockFolder(data)).toThrow(`is in use by process ${process.pid}; stop it or set DATA_DIR to another`)
  release()
  lockFolder(data)()
})

test('the lock of a process that is gone is taken over', () => {
  const data = folder()
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  writeFileSync(`${data}.lock`, String(pid))
  lockFolder(data)()
})
