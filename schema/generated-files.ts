/** What the gateway executes. */
export const SUPERGRAPH_FILE = 'schema/supergraph.graphql'
/** What a partner sees: the supergraph's API schema. */
export const PARTNER_FILE = 'schema/partner.graphql'
