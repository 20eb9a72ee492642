import { defineConfig } from '@graphql-hive/gateway'
import { unifiedGraphHandler } from '@graphql-hive/router-runtime'

// Which requests in flight are shared: `none`, those to subgraphs (its default), or those of callers too.
const { SHARED = 'subgraph' } = process.env

export const gatewayConfig = defineConfig({
  unifiedGraphHandler,
  inboundInflightRequestDeduplication: SHARED === 'inbound',
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: SHARED !== 'none' } } },
})
