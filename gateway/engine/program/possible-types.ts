/** The object types of each interface and union of a supergraph, those included that callers never see. */
export type PossibleTypes = ReadonlyMap<string, ReadonlySet<string>>
