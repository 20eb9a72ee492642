/** The agency that issues the sandbox's tokens. */
export const ISSUER = 'identity'

/** As tokens say it wherever nobody gives the sandbox's issuer another name. */
const USUAL = 'http://127.0.0.1:4001'

/**
 * The issuers that a sandbox's gateway is told of where its own issuer listens elsewhere than usual: that address, which
 * stands in the tokens partners get there, and the usual name, which stands in those of `gba token`. One key signs both.
 * @param origin of the agency that issues, e.g. `http://127.0.0.1:34069`
 */
export function issuersAt(
  origin: string,
  env: Readonly<Record<string, string | undefined>>,
): { readonly TOKEN_ISSUERS?: string } {
  const isTold = env.TOKEN_ISSUERS || env.TOKEN_ISSUER || env.TOKEN_JWKS_FILE
  if (isTold || env.NODE_ENV === 'production' || origin === USUAL) return {}
  const audience = env.TOKEN_AUDIENCE || 'gba-graph'
  return { TOKEN_ISSUERS: JSON.stringify([origin, USUAL].map((issuer) => ({ issuer, audience }))) }
}
