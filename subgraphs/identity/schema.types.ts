// Generated from schema.graphql and records.ts by `npm run compose`; never edited by hand.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { LocalizedText as LocalizedTextRecord, Resident as ResidentRecord, TravelIdentity as TravelIdentityRecord, Residency as ResidencyRecord, IdentityDocument as IdentityDocumentRecord, TravelIdentityDocument as TravelIdentityDocumentRecord, Authority as AuthorityRecord, City as CityRecord, CityIdentityServices as CityIdentityServicesRecord, IdentityService as IdentityServiceRecord, Source as SourceRecord } from './records.ts';
import type { Context } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  Date: { input: string; output: string; }
  DateTime: { input: number; output: number; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type Query = {
  readonly viewer?: Maybe<Resident>;
  readonly cities?: Maybe<CityConnection>;
  readonly city?: Maybe<City>;
};


export type QueryCitiesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryCityArgs = {
  id: Scalars['ID']['input'];
};

export type Resident = {
  readonly reference: Scalars['ID']['output'];
  readonly id?: Maybe<Scalars['ID']['output']>;
  readonly name?: Maybe<LocalizedText>;
  readonly nationality?: Maybe<Scalars['String']['output']>;
  readonly residencies?: Maybe<ReadonlyArray<Residency>>;
  readonly identityDocuments?: Maybe<IdentityDocumentConnection>;
  readonly travelIdentity?: Maybe<TravelIdentity>;
};


export type ResidentIdentityDocumentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Residency = {
  readonly jurisdiction: Jurisdiction;
  readonly status: ResidencyStatus;
  readonly city?: Maybe<City>;
};

export type ResidencyStatus =
  | 'PERMANENT_RESIDENT'
  | 'NON_PERMANENT_RESIDENT'
  | 'HUKOU'
  | 'RESIDENCE_PERMIT'
  | 'FOREIGN_PERMANENT_RESIDENT';

export type IdentityDocument = {
  readonly id: Scalars['ID']['output'];
  readonly kind: IdentityDocumentKind;
  readonly maskedNumber: Scalars['String']['output'];
  readonly issuer: Authority;
  readonly issuedOn?: Maybe<Scalars['Date']['output']>;
  readonly expiresOn?: Maybe<Scalars['Date']['output']>;
  readonly checkDigit: CheckDigitVerdict;
};

export type IdentityDocumentKind =
  | 'HKID'
  | 'MAINLAND_RIC'
  | 'MACAO_BIR'
  | 'HMT_RESIDENCE_PERMIT'
  | 'FOREIGN_PR_CARD'
  | 'PASSPORT'
  | 'DRIVING_LICENCE';

export type CheckDigitVerdict =
  | 'VALID'
  | 'INVALID'
  | 'NOT_VERIFIABLE';

export type Authority = {
  readonly id: Scalars['ID']['output'];
  readonly name: LocalizedText;
  readonly jurisdiction?: Maybe<Jurisdiction>;
  readonly url?: Maybe<Scalars['String']['output']>;
};

export type TravelIdentity = {
  readonly nationality: Scalars['String']['output'];
  readonly birthDate: Scalars['Date']['output'];
  readonly residencies: ReadonlyArray<Residency>;
  readonly documents: ReadonlyArray<TravelIdentityDocument>;
};

export type TravelIdentityDocument = {
  readonly kind: IdentityDocumentKind;
  readonly issuingState: Scalars['String']['output'];
  readonly expiresOn?: Maybe<Scalars['Date']['output']>;
};

export type City = {
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<LocalizedText>;
  readonly jurisdiction?: Maybe<Jurisdiction>;
  readonly identityServices?: Maybe<CityIdentityServices>;
};

export type CityIdentityServices = {
  readonly coverage: Coverage;
  readonly note: LocalizedText;
  readonly services: ReadonlyArray<IdentityService>;
};

export type IdentityService = {
  readonly id: Scalars['ID']['output'];
  readonly name: LocalizedText;
  readonly authority: Authority;
  readonly blueprintArea: BlueprintArea;
  readonly source: Source;
};

export type IdentityDocumentConnection = {
  readonly edges: ReadonlyArray<IdentityDocumentEdge>;
  readonly nodes: ReadonlyArray<IdentityDocument>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type IdentityDocumentEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: IdentityDocument;
};

export type CityConnection = {
  readonly edges: ReadonlyArray<CityEdge>;
  readonly nodes: ReadonlyArray<City>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type CityEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: City;
};

export type Jurisdiction =
  | 'HONG_KONG'
  | 'MACAO'
  | 'MAINLAND';

export type Coverage =
  | 'FULL'
  | 'PARTIAL'
  | 'NONE';

export type BlueprintArea =
  | 'MOBILITY'
  | 'LIVING'
  | 'ENVIRONMENT'
  | 'PEOPLE'
  | 'GOVERNMENT'
  | 'ECONOMY';

export type LocalizedText = {
  readonly en: Scalars['String']['output'];
  readonly zhHant: Scalars['String']['output'];
  readonly zhHans: Scalars['String']['output'];
  readonly pt?: Maybe<Scalars['String']['output']>;
};

export type Source = {
  readonly title: Scalars['String']['output'];
  readonly url?: Maybe<Scalars['String']['output']>;
  readonly asOf: Scalars['Date']['output'];
  readonly verification: Verification;
  readonly note?: Maybe<Scalars['String']['output']>;
};

export type Verification =
  | 'PRIMARY'
  | 'SECONDARY'
  | 'UNVERIFIED';

export type PageInfo = {
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Resident: Resident;
  City: City;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Resident:
    ( { __typename: 'Resident' }
    & GraphQLRecursivePick<FederationTypes['Resident'], {"reference":true}> );
  City:
    ( { __typename: 'City' }
    & GraphQLRecursivePick<FederationTypes['City'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Resident: ResolverTypeWrapper<ResidentRecord>;
  Residency: ResolverTypeWrapper<ResidencyRecord>;
  ResidencyStatus: ResidencyStatus;
  IdentityDocument: ResolverTypeWrapper<IdentityDocumentRecord>;
  IdentityDocumentKind: IdentityDocumentKind;
  CheckDigitVerdict: CheckDigitVerdict;
  Authority: ResolverTypeWrapper<AuthorityRecord>;
  TravelIdentity: ResolverTypeWrapper<TravelIdentityRecord>;
  TravelIdentityDocument: ResolverTypeWrapper<TravelIdentityDocumentRecord>;
  City: ResolverTypeWrapper<CityRecord>;
  CityIdentityServices: ResolverTypeWrapper<CityIdentityServicesRecord>;
  IdentityService: ResolverTypeWrapper<IdentityServiceRecord>;
  IdentityDocumentConnection: ResolverTypeWrapper<Omit<IdentityDocumentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['IdentityDocumentEdge']>, nodes: ReadonlyArray<ResolversTypes['IdentityDocument']> }>;
  IdentityDocumentEdge: ResolverTypeWrapper<Omit<IdentityDocumentEdge, 'node'> & { node: ResolversTypes['IdentityDocument'] }>;
  CityConnection: ResolverTypeWrapper<Omit<CityConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['CityEdge']>, nodes: ReadonlyArray<ResolversTypes['City']> }>;
  CityEdge: ResolverTypeWrapper<Omit<CityEdge, 'node'> & { node: ResolversTypes['City'] }>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Jurisdiction: Jurisdiction;
  Coverage: Coverage;
  BlueprintArea: BlueprintArea;
  LocalizedText: ResolverTypeWrapper<LocalizedTextRecord>;
  Source: ResolverTypeWrapper<SourceRecord>;
  Verification: Verification;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  Resident: ResidentRecord;
  Residency: ResidencyRecord;
  IdentityDocument: IdentityDocumentRecord;
  Authority: AuthorityRecord;
  TravelIdentity: TravelIdentityRecord;
  TravelIdentityDocument: TravelIdentityDocumentRecord;
  City: CityRecord;
  CityIdentityServices: CityIdentityServicesRecord;
  IdentityService: IdentityServiceRecord;
  IdentityDocumentConnection: Omit<IdentityDocumentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['IdentityDocumentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['IdentityDocument']> };
  IdentityDocumentEdge: Omit<IdentityDocumentEdge, 'node'> & { node: ResolversParentTypes['IdentityDocument'] };
  CityConnection: Omit<CityConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['CityEdge']>, nodes: ReadonlyArray<ResolversParentTypes['City']> };
  CityEdge: Omit<CityEdge, 'node'> & { node: ResolversParentTypes['City'] };
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  LocalizedText: LocalizedTextRecord;
  Source: SourceRecord;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  viewer?: Resolver<Maybe<ResolversTypes['Resident']>, ParentType, ContextType>;
  cities?: Resolver<Maybe<ResolversTypes['CityConnection']>, ParentType, ContextType, RequireFields<QueryCitiesArgs, 'first'>>;
  city?: Resolver<Maybe<ResolversTypes['City']>, ParentType, ContextType, RequireFields<QueryCityArgs, 'id'>>;
};

export type ResidentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Resident'] = ResolversParentTypes['Resident'], FederationReferenceType extends FederationReferenceTypes['Resident'] = FederationReferenceTypes['Resident']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Resident']> | FederationReferenceType, FederationReferenceType, ContextType>;
  reference?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  nationality?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  residencies?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Residency']>>, ParentType, ContextType>;
  identityDocuments?: Resolver<Maybe<ResolversTypes['IdentityDocumentConnection']>, ParentType, ContextType, RequireFields<ResidentIdentityDocumentsArgs, 'first'>>;
  travelIdentity?: Resolver<Maybe<ResolversTypes['TravelIdentity']>, ParentType, ContextType>;
};

export type ResidencyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Residency'] = ResolversParentTypes['Residency']> = {
  jurisdiction?: Resolver<ResolversTypes['Jurisdiction'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ResidencyStatus'], ParentType, ContextType>;
  city?: Resolver<Maybe<ResolversTypes['City']>, ParentType, ContextType>;
};

export type IdentityDocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityDocument'] = ResolversParentTypes['IdentityDocument']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['IdentityDocumentKind'], ParentType, ContextType>;
  maskedNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['Authority'], ParentType, ContextType>;
  issuedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  expiresOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  checkDigit?: Resolver<ResolversTypes['CheckDigitVerdict'], ParentType, ContextType>;
};

export type AuthorityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Authority'] = ResolversParentTypes['Authority']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  jurisdiction?: Resolver<Maybe<ResolversTypes['Jurisdiction']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TravelIdentityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TravelIdentity'] = ResolversParentTypes['TravelIdentity']> = {
  nationality?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  birthDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  residencies?: Resolver<ReadonlyArray<ResolversTypes['Residency']>, ParentType, ContextType>;
  documents?: Resolver<ReadonlyArray<ResolversTypes['TravelIdentityDocument']>, ParentType, ContextType>;
};

export type TravelIdentityDocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TravelIdentityDocument'] = ResolversParentTypes['TravelIdentityDocument']> = {
  kind?: Resolver<ResolversTypes['IdentityDocumentKind'], ParentType, ContextType>;
  issuingState?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type CityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['City'] = ResolversParentTypes['City'], FederationReferenceType extends FederationReferenceTypes['City'] = FederationReferenceTypes['City']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['City']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  jurisdiction?: Resolver<Maybe<ResolversTypes['Jurisdiction']>, ParentType, ContextType>;
  identityServices?: Resolver<Maybe<ResolversTypes['CityIdentityServices']>, ParentType, ContextType>;
};

export type CityIdentityServicesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CityIdentityServices'] = ResolversParentTypes['CityIdentityServices']> = {
  coverage?: Resolver<ResolversTypes['Coverage'], ParentType, ContextType>;
  note?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  services?: Resolver<ReadonlyArray<ResolversTypes['IdentityService']>, ParentType, ContextType>;
};

export type IdentityServiceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityService'] = ResolversParentTypes['IdentityService']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  authority?: Resolver<ResolversTypes['Authority'], ParentType, ContextType>;
  blueprintArea?: Resolver<ResolversTypes['BlueprintArea'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type IdentityDocumentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityDocumentConnection'] = ResolversParentTypes['IdentityDocumentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['IdentityDocumentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['IdentityDocument']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IdentityDocumentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityDocumentEdge'] = ResolversParentTypes['IdentityDocumentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['IdentityDocument'], ParentType, ContextType>;
};

export type CityConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CityConnection'] = ResolversParentTypes['CityConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CityEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['City']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CityEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CityEdge'] = ResolversParentTypes['CityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['City'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type LocalizedTextResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LocalizedText'] = ResolversParentTypes['LocalizedText']> = {
  en?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  zhHant?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  zhHans?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SourceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source']> = {
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  verification?: Resolver<ResolversTypes['Verification'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Query?: QueryResolvers<ContextType>;
  Resident?: ResidentResolvers<ContextType>;
  Residency?: ResidencyResolvers<ContextType>;
  IdentityDocument?: IdentityDocumentResolvers<ContextType>;
  Authority?: AuthorityResolvers<ContextType>;
  TravelIdentity?: TravelIdentityResolvers<ContextType>;
  TravelIdentityDocument?: TravelIdentityDocumentResolvers<ContextType>;
  City?: CityResolvers<ContextType>;
  CityIdentityServices?: CityIdentityServicesResolvers<ContextType>;
  IdentityService?: IdentityServiceResolvers<ContextType>;
  IdentityDocumentConnection?: IdentityDocumentConnectionResolvers<ContextType>;
  IdentityDocumentEdge?: IdentityDocumentEdgeResolvers<ContextType>;
  CityConnection?: CityConnectionResolvers<ContextType>;
  CityEdge?: CityEdgeResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  LocalizedText?: LocalizedTextResolvers<ContextType>;
  Source?: SourceResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
};

