/** What the gateway executes. */
export const SUPERGRAPH_FILE = 'schema/supergraph.graphql'
/** What a partner sees: the supergraph's API schema. */
export const PARTNER_FILE = 'schema/partner.graphql'
/** What an agency enforces itself, beside its contract. */
export const POLICY_FILE = 'policy.json'
/** The agency that asks residents for consent gets the vocabulary its page shows: it imports nothing from here. */
export const CONSENT_AGENCY_SCHEMA = 'subgraphs/identity/schema.graphql'
