import { auditBooks } from '../ledger/audit-books.ts'
import type { CommandContext } from './run-command.ts'
import { runCommand } from './run-command.ts'

/** Proves every balance from the journal alone. @returns the exit code: 0 sound, 1 where the books differ */
export async function auditLedger({ store, print }: CommandContext): Promise<number> {
  const books = await store.ledger.loadBooks()
  const problems = auditBooks(books)
  for (const problem of problems) print(problem)
  const size = `${books.transfers.length} transfers on ${books.accounts.length} accounts`
  print(problems.length === 0 ? `sound: ${size}` : `not sound: ${problems.length} problems in ${size}`)
  return problems.length === 0 ? 0 : 1
}

if (import.meta.main) await runCommand(auditLedger)
