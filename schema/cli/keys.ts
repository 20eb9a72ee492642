import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { projectRoot } from '../root.ts'
import { roster } from '../roster.ts'
import { EXIT, say } from './output.ts'

/** Agencies rotate their keys themselves; this room only knows where their commands stand. */
const commandOf = (agency: string) => join(projectRoot, `subgraphs/${agency}/commands/rotate-keys.ts`)

const rotate = new Command('rotate')
  .description('Rewrap the data keys of every agency that seals data, on DATABASE_URL, under a new key in KEYS_DIR')
  .option('--agency <name>', 'one agency alone')
  .allowUnknownOption()
  .argument('[arguments...]', "passed to each agency's rotate-keys: --prepare, --rewrap, --retire")
  .action(rotateKeys)

export const keys = new Command('keys')
  .description('The keys under which agencies keep personal data')
  .addCommand(rotate)

async function rotateKeys(passed: readonly string[], { agency }: { agency?: string }): Promise<void> {
  const names = agency === undefined ? roster.map(({ name }) => name) : [agency]
  const sealing = names.filter((name) => existsSync(commandOf(name)))
  if (sealing.length === 0) {
    say(
      `gba keys rotate: got ${agency ?? 'no agency here'}, wanted an agency that seals data; leave --agency out for all.`,
    )
    process.exitCode = EXIT.misuse
    return
  }
  for (const name of sealing) {
    say(`${name}:`)
    const code = await run(commandOf(name), passed)
    // Where one refuses, the others are still served; the exit code tells.
    if (code !== 0) process.exitCode = code > EXIT.refused ? EXIT.misuse : EXIT.refused
  }
}

async function run(path: string, passed: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [path, ...passed], { cwd: projectRoot, stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (exitCode) => resolve(exitCode ?? EXIT.refused))
  })
}
