import { Supergraph } from '@apollo/federation-internals'
import { printSchema } from 'graphql'

/** The partner's view of a schema text: that of a supergraph, or the text itself where it is a partner schema already. */
export function partnerViewOf(text: string): string {
  if (!text.includes('@join__')) return text
  return printSchema(Supergraph.build(text, { supportedFeatures: null }).apiSchema().toGraphQLJSSchema())
}
