import { openJournal } from '../journal.ts'
import { sampleRecord } from './sample-record.ts'

// Appends until it is killed, and tells each record that it was promised.
const [folder = ''] = process.argv.slice(2)
const journal = openJournal({ folder })

async function appendForEver(): Promise<never> {
  for (;;) {
    const record = sampleRecord()
    await journal.append([record])
    process.stdout.write(`${record.id}\n`)
  }
}

await Promise.all(Array.from({ length: 8 }, appendForEver))
