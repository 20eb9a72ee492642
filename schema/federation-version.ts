import type { ASTNode, ConstDirectiveNode } from 'graphql'
import { Kind } from 'graphql'
import type { Contract } from './contracts.ts'
import type { Finding } from './findings.ts'
import { findingAt } from './findings.ts'

/** The newest Federation version that @apollo/composition 2.14 composes; @apollo/subgraph already knows v2.15. */
const NEWEST = { major: 2, minor: 14 }

const FEDERATION_URL = /^https:\/\/specs\.apollo\.dev\/federation\/v(\d+)\.(\d+)$/

/** A contract links exactly one Federation version, and one that the composer understands. */
export function checkFederationVersion(contract: Contract): Finding[] {
  const links = federationLinks(contract)
  if (links.length === 0) return [missingLink(contract)]
  return links
    .filter(({ major, minor }) => major > NEWEST.major || (major === NEWEST.major && minor > NEWEST.minor))
    .map(({ node, major, minor }) =>
      findingAt(node, {
        code: 'FEDERATION_VERSION_TOO_NEW',
        severity: 'error',
        message: `got Federation v${major}.${minor}, wanted at most v${NEWEST.major}.${NEWEST.minor}`,
        fix: `Link https://specs.apollo.dev/federation/v${NEWEST.major}.12; the features of later versions are not composed here.`,
      }),
    )
}

function federationLinks(contract: Contract): { node: ASTNode; major: number; minor: number }[] {
  return contract.document.definitions
    .filter((node) => node.kind === Kind.SCHEMA_EXTENSION || node.kind === Kind.SCHEMA_DEFINITION)
    .flatMap((node) => node.directives ?? [])
    .flatMap((node) => {
      const [, major, minor] = FEDERATION_URL.exec(linkedUrl(node)) ?? []
      return major && minor ? [{ node, major: Number(major), minor: Number(minor) }] : []
    })
}

function linkedUrl(directive: ConstDirectiveNode): string {
  const url = directive.arguments?.find(({ name }) => name.value === 'url')?.value
  return directive.name.value === 'link' && url?.kind === Kind.STRING ? url.value : ''
}

function missingLink(contract: Contract): Finding {
  return {
    code: 'FEDERATION_LINK_MISSING',
    severity: 'error',
    message: 'got a contract without a Federation link, which would be composed by the rules of Federation 1',
    fix: 'Begin with: extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])',
    file: contract.agency.schema,
    line: 1,
    column: 1,
  }
}
