import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../root.ts'

/**
 * Puts `gba` into node_modules/.bin, where `npx gba` and npm scripts find it without a network. npm links the commands
 * of dependencies only, and a `bin` of the project itself makes npx install the project into its cache.
 * The command runs on the Node of the `node` package: the host's own may be too old to run TypeScript.
 */
export function linkCommand(root: string): void {
  const folder = join(root, 'node_modules/.bin')
  const path = join(folder, 'gba')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, POSIX)
  chmodSync(path, 0o755)
  writeFileSync(`${path}.cmd`, WINDOWS)
}

// The command may be reached through a link, and from any folder.
const POSIX = `#!/bin/sh
bin=$(dirname "$(readlink -f "$0")")
exec "$bin/node" "$bin/../../schema/cli/main.ts" "$@"
`
const WINDOWS = '@"%~dp0node" "%~dp0..\\..\\schema\\cli\\main.ts" %*\r\n'

if (import.meta.main) linkCommand(projectRoot)
