/** What a field gives away, from least to most; `sensitivities` says what each asks of whoever reads it. */
export type Sensitivity =
  | 'PSEUDONYM'
  | 'SELF_SERVICE'
  | 'VERIFICATION'
  | 'PERSONAL'
  | 'SENSITIVE'
  | 'DOCUMENT_NUMBER'
  | 'BIOMETRIC'

export interface Demands {
  /** The resident must have agreed to this client's reading the category for the declared purpose. */
  readonly consent: boolean
  /** `route`: leaves its home jurisdiction only by a route that the client has filed. `never`: does not leave it. */
  readonly transfer: 'free' | 'route' | 'never'
}

/** A pseudonym and a yes or no are made for the reader: nothing of the register crosses a boundary with them. */
export const sensitivities: Readonly<Record<Sensitivity, Demands>> = {
  PSEUDONYM: { consent: false, transfer: 'free' },
  SELF_SERVICE: { consent: false, transfer: 'free' },
  VERIFICATION: { consent: true, transfer: 'free' },
  PERSONAL: { consent: true, transfer: 'route' },
  SENSITIVE: { consent: true, transfer: 'route' },
  DOCUMENT_NUMBER: { consent: true, transfer: 'route' },
  BIOMETRIC: { consent: true, transfer: 'never' },
}

/** How surely a resident is known, by the names of eIDAS (Regulation (EU) 910/2014, article 8). */
export const assuranceLevels = ['LOW', 'SUBSTANTIAL', 'HIGH'] as const
export type AssuranceLevel = (typeof assuranceLevels)[number]

/** `SUBJECT`: where the resident whom the data are about has his home register. */
export const AT_HOME = 'SUBJECT'

/** All that the directives on one field ask of whoever reads it. What is `null` is not asked. */
export interface FieldPolicy {
  /** E.g. `Resident.name`. */
  readonly coordinate: string
  readonly authenticated: boolean
  /** Any one of these lists, and of it every scope. */
  readonly scopes: readonly (readonly string[])[] | null
  /** Any one of these lists, and of it every policy the client's registration must grant. */
  readonly policies: readonly (readonly string[])[] | null
  readonly personalData: { readonly category: string; readonly sensitivity: Sensitivity } | null
  readonly purposes: readonly string[] | null
  /** The jurisdiction whose law holds the data, or `SUBJECT`. */
  readonly residency: string | null
  readonly assurance: { readonly level: AssuranceLevel; readonly boundToken: boolean } | null
  /** Subgraphs that may be given the field on behalf of their own; `null` for all. */
  readonly readableBy: readonly string[] | null
}
