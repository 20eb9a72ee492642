/** One agency's place in the graph. */
export interface RosterEntry {
  /** The subgraph's name: audience of viewer statements, name in query plans and logs. */
  readonly name: string
  /** Who answers for the contract. */
  readonly owner: string
  /** The contract, from the project's root. */
  readonly schema: string
  /** The module that exports `startAgency`, from the project's root; absent for an agency that runs elsewhere. */
  readonly main?: string
  /** Where the gateway finds it unless the start says otherwise. */
  readonly url: string
}

/** The only place that lists agencies. */
export const roster: readonly RosterEntry[] = [
  {
    name: 'identity',
    owner: 'Identity registries of the three jurisdictions',
    schema: 'subgraphs/identity/schema.graphql',
    main: 'subgraphs/identity/main.ts',
    url: 'http://127.0.0.1:4001/graphql',
  },
  {
    name: 'permits',
    owner: 'Immigration and exit-entry authorities',
    schema: 'subgraphs/permits/schema.graphql',
    main: 'subgraphs/permits/main.ts',
    url: 'http://127.0.0.1:4002/graphql',
  },
  {
    name: 'wallets',
    owner: 'Payment supervisors and wallet providers',
    schema: 'subgraphs/wallets/schema.graphql',
    main: 'subgraphs/wallets/main.ts',
    url: 'http://127.0.0.1:4003/graphql',
  },
  {
    name: 'transit',
    owner: 'Transport departments and operators',
    schema: 'subgraphs/transit/schema.graphql',
    main: 'subgraphs/transit/main.ts',
    url: 'http://127.0.0.1:4004/graphql',
  },
]
