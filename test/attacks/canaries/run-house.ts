import { openLogger } from '../../../kit/logger.ts'
import { startHouse } from '../../../start.ts'
import { personas } from '../../../subgraphs/identity/issuer/issue-token.ts'

/** What the test may ask of the house in this process. */
export type Order =
  | { readonly do: 'stop' | 'start'; readonly agency: string }
  | { readonly do: 'plant'; readonly text: string }
  | { readonly do: 'close' }

/** What it tells once it is up. */
export interface Up {
  readonly gatewayUrl: string
  readonly agencyUrls: Readonly<Record<string, string>>
  /** Reference of a persona → a sandbox token. */
  readonly tokens: Readonly<Record<string, string>>
}

/** Stands by itself, so that all that it writes to its standard streams can be read. */
const house = await startHouse({ ports: 'free' })

async function obey(order: Order): Promise<void> {
  if (order.do === 'stop') await house.stopAgency(order.agency)
  if (order.do === 'start') await house.startAgency(order.agency)
  if (order.do === 'plant') openLogger({ name: 'planted', level: 'info' }).info({ note: order.text }, 'a planted leak')
  if (order.do === 'close') await house.close()
  process.send?.('done')
  if (order.do === 'close') process.disconnect()
}

process.on('message', (order: Order) => void obey(order))
const tokens = await Promise.all(
  personas.map(async ({ slug, reference }) => [reference, await house.tokenFor(slug)] as const),
)
const up: Up = {
  gatewayUrl: house.gatewayUrl,
  agencyUrls: Object.fromEntries(house.agencyUrls),
  tokens: Object.fromEntries(tokens),
}
process.send?.(up)
