import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { projectRoot } from '../root.ts'
import { EXIT, say } from './output.ts'

/** Identity issues tokens; this room only knows where its command stands. */
const ISSUER = 'subgraphs/identity/commands/issue-token.ts'

export const token = new Command('token')
  .description('Issue an access token for a persona of the sandbox, for example: gba token --persona hk-resident')
  .allowUnknownOption()
  .helpOption(false)
  .argument('[arguments...]', `passed to ${ISSUER}; --help is answered there`)
  .action(tokenCommand)

async function tokenCommand(passed: readonly string[]): Promise<void> {
  const path = join(projectRoot, ISSUER)
  if (!existsSync(path)) {
    say(`gba token: got no ${ISSUER}, wanted the identity agency's command; this checkout does not run identity.`)
    process.exitCode = EXIT.refused
    return
  }
  const child = spawn(process.execPath, [path, ...passed], { cwd: projectRoot, stdio: 'inherit' })
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (exitCode) => resolve(exitCode ?? EXIT.refused))
  })
  // The issuer tells a wrong call from an unknown persona; both are misuse here.
  process.exitCode = code > EXIT.refused ? EXIT.misuse : code
}
