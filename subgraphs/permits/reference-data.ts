import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { invariant } from '../../kit/errors.ts'
import {
  authoritiesShape,
  cityServicesShape,
  controlPointsShape,
  credentialsShape,
  crossingRulesShape,
  documentsShape,
  endorsementSchemesShape,
  endorsementTypesShape,
  hintsShape,
  sourcesShape,
  standingRulesShape,
} from './data-shapes.ts'
import type {
  Authority,
  AuthorityEndorsement,
  CityPermitServices,
  ControlPoint,
  Credential,
  CrossingRule,
  DocumentType,
  EndorsementScheme,
  EndorsementType,
  Hint,
  StandingRule,
} from './records.ts'
import type { EndorsementCode, Jurisdiction, Source, TravelDocumentKind } from './schema.types.ts'

/** Everything this agency knows that is the same for everybody: read once, checked, never changed. */
export interface ReferenceData {
  readonly controlPoints: ReadonlyMap<string, ControlPoint>
  readonly endorsementTypes: ReadonlyMap<EndorsementCode, EndorsementType>
  readonly endorsementSchemes: ReadonlyMap<string, EndorsementScheme>
  readonly crossingRules: readonly CrossingRule[]
  readonly hints: readonly Hint[]
  readonly standingRules: ReadonlyMap<string, StandingRule>
  readonly credentials: ReadonlyMap<string, Credential>
  readonly credentialEndorsements: readonly AuthorityEndorsement[]
  readonly documents: Readonly<Record<TravelDocumentKind, DocumentType>>
  readonly cityServices: ReadonlyMap<string, CityPermitServices>
  readonly borderAuthority: Readonly<Record<Jurisdiction, Authority>>
}

/** @throws where a file has another shape than promised, names a source or an authority that is not there, or a source serves nothing */
export function loadReferenceData(sources: Sources = loadFile('sources', sourcesShape)): ReferenceData {
  const authorities = loadAuthorities()
  const link = linker(sources, authorities.byId)
  const credentials = loadFile('credential-endorsements', credentialsShape)
  const data = {
    controlPoints: indexed(loadControlPoints(link), byId),
    endorsementTypes: indexed(loadFile('endorsement-types', endorsementTypesShape).map(link.endorsementType), byCode),
    endorsementSchemes: indexed(loadFile('endorsement-schemes', endorsementSchemesShape).map(link.source), byId),
    crossingRules: loadFile('crossing-rules', crossingRulesShape).map(link.rule),
    hints: loadFile('hints', hintsShape).map(link.source),
    standingRules: indexed(loadFile('standing-rules', standingRulesShape).map(link.source), byId),
    credentials: indexed(credentials.credentials, byId),
    credentialEndorsements: credentials.endorsements.map(link.rule),
    documents: loadDocuments(link),
    cityServices: indexed(loadCityServices(link), (services) => services.city),
    borderAuthority: authorities.ofBorder,
  }
  link.checkAllUsed()
  checkSchemes(data)
  return data
}

/** Reads and checks one file of `data/`. */
export function loadFile<S extends z.ZodType>(name: string, shape: S): z.output<S> {
  return shape.parse(JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8')))
}

type Sources = Readonly<Record<string, Source>>
type Linker = ReturnType<typeof linker>

/** Data name sources and authorities by key; records carry them whole. */
function linker(sources: Sources, authorities: ReadonlyMap<string, Authority>) {
  const unused = new Set(Object.keys(sources))
  const sourceOf = (key: string) => {
    unused.delete(key)
    return found(sources[key], `source ${key}`)
  }
  const authorityOf = (key: string) => found(authorities.get(key), `authority ${key}`)
  const source = <T extends { source: string }>(row: T) => ({ ...row, source: sourceOf(row.source) })
  const authority = <T extends { authority: string }>(row: T) => ({ ...row, authority: authorityOf(row.authority) })
  const rule = <T extends { source: string; authority: string }>(row: T) => authority(source(row))
  const endorsementType = (row: z.output<typeof endorsementTypesShape>[number]): EndorsementType => ({
    ...source(row),
    stays: row.stays.map(source),
  })
  const documentType = (row: z.output<typeof documentsShape>[TravelDocumentKind]): DocumentType => ({
    ...source(row),
    grantedBy: row.grantedBy === null ? null : authorityOf(row.grantedBy),
  })
  const checkAllUsed = () => {
    if (unused.size > 0) throw new Error(`no fact names the source ${[...unused].join(', ')}; remove it from its file`)
  }
  return { sourceOf, source, authority, rule, endorsementType, documentType, checkAllUsed }
}

function loadAuthorities() {
  const rows = loadFile('authorities', authoritiesShape)
  const known = indexed<string, Authority>(
    rows.map(({ borderControlOf: _, ...authority }) => authority),
    byId,
  )
  const inCharge = (of: Jurisdiction) => {
    const row = found(
      rows.find((candidate) => candidate.borderControlOf === of),
      `border authority of ${of}`,
    )
    return found(known.get(row.id), row.id)
  }
  const ofBorder = {
    HONG_KONG: inCharge('HONG_KONG'),
    MACAO: inCharge('MACAO'),
    MAINLAND: inCharge('MAINLAND'),
  }
  return { byId: known, ofBorder }
}

function loadControlPoints(link: Linker): ControlPoint[] {
  return loadFile('control-points', controlPointsShape).map((point) => ({
    ...point,
    names: point.names.map(link.source),
    restriction: point.restriction && link.source(point.restriction),
    sides: point.sides.map((side) => ({
      ...link.authority(side),
      coordinatesSource: link.sourceOf(side.coordinatesSource),
      city: { id: side.city },
      names: side.names.map(link.source),
    })),
    hours: point.hours.map(link.source),
    suspensions: point.suspensions.map(link.source),
    exceptions: point.exceptions.map(link.source),
  }))
}

function loadDocuments(link: Linker): Readonly<Record<TravelDocumentKind, DocumentType>> {
  const rows = Object.entries(loadFile('documents', documentsShape))
  // fromEntries forgets the keys' type; the shape has made sure that every kind is there.
  return Object.fromEntries(rows.map(([kind, row]) => [kind, link.documentType(row)])) as ReferenceData['documents']
}

function loadCityServices(link: Linker): CityPermitServices[] {
  return loadFile('city-services', cityServicesShape).map((row) => ({ ...row, offices: row.offices.map(link.rule) }))
}

function checkSchemes({ endorsementSchemes, hints }: Pick<ReferenceData, 'endorsementSchemes' | 'hints'>): void {
  for (const { id, holdsScheme } of hints) {
    invariant(
      holdsScheme === null || endorsementSchemes.has(holdsScheme),
      `hint ${id} speaks of a scheme that is there`,
    )
  }
}

const byId = (row: { readonly id: string }) => row.id
const byCode = (type: EndorsementType) => type.code

function indexed<K, R>(rows: readonly R[], keyOf: (row: R) => K): ReadonlyMap<K, R> {
  const index = new Map(rows.map((row) => [keyOf(row), row]))
  invariant(index.size === rows.length, 'no id appears twice in a data file')
  return index
}

function found<R>(row: R | undefined, what: string): R {
  if (row === undefined) throw new Error(`data name ${what}, which is not there; add it to its file`)
  return row
}
