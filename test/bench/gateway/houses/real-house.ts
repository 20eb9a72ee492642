import { flagshipVariables, readOperation, startHouse } from '../../../../start.ts'
import type { MemoryHouse } from './memory-house.ts'

/** The agencies of the house in this process; where they are goes to standard output as one JSON line. */
const house = await startHouse({ ports: 'free' })
const address: MemoryHouse = {
  agencyUrls: Object.fromEntries(house.agencyUrls),
  registerUrl: house.agencyUrls.get('identity') ?? '',
  token: await house.tokenFor('hk-resident'),
  bodies: [JSON.stringify({ query: readOperation('cross-boundary-trip'), variables: flagshipVariables(Date.now()) })],
}
console.log(JSON.stringify(address))

// The bench holds the other end: when it is gone, however it went, so are we.
process.stdin.resume().on('end', () => void house.close().then(() => process.exit(0)))
process.on('SIGTERM', () => void house.close().then(() => process.exit(0)))
