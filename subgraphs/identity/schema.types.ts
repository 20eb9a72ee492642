// Generated from schema.graphql and records.ts by `npm run compose`; never edited by hand.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { LocalizedText as LocalizedTextRecord, Resident as ResidentRecord, TravelIdentity as TravelIdentityRecord, Residency as ResidencyRecord, IdentityDocument as IdentityDocumentRecord, TravelIdentityDocument as TravelIdentityDocumentRecord, Authority as AuthorityRecord, City as CityRecord, CityIdentityServices as CityIdentityServicesRecord, IdentityService as IdentityServiceRecord, Source as SourceRecord, AccessLogEntry as AccessLogEntryRecord, Consent as ConsentRecord, ConsentGranted as ConsentGrantedRecord, ConsentRevoked as ConsentRevokedRecord, Ward as WardRecord, PartnerUnknown as PartnerUnknownRecord, PurposeNotRegistered as PurposeNotRegisteredRecord, CategoryUnknown as CategoryUnknownRecord, ConsentExpiryInvalid as ConsentExpiryInvalidRecord, GuardianRequired as GuardianRequiredRecord, ResidentNotYours as ResidentNotYoursRecord, ConsentUnknown as ConsentUnknownRecord } from './records.ts';
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

export type Mutation = {
  readonly grantConsent?: Maybe<GrantConsentResult>;
  readonly revokeConsent?: Maybe<RevokeConsentResult>;
};


export type MutationGrantConsentArgs = {
  input: GrantConsentInput;
};


export type MutationRevokeConsentArgs = {
  input: RevokeConsentInput;
};

export type GrantConsentInput = {
  readonly clientId: Scalars['String']['input'];
  readonly purpose: Scalars['String']['input'];
  readonly categories: ReadonlyArray<Scalars['String']['input']>;
  readonly transfer?: Scalars['Boolean']['input'];
  readonly language: ConsentLanguage;
  readonly expiresAt: Scalars['DateTime']['input'];
  readonly onBehalfOf?: InputMaybe<Scalars['ID']['input']>;
};

export type RevokeConsentInput = {
  readonly consentId: Scalars['ID']['input'];
  readonly onBehalfOf?: InputMaybe<Scalars['ID']['input']>;
};

export type GrantConsentResult = ConsentGranted | PartnerUnknown | PurposeNotRegistered | CategoryUnknown | ConsentExpiryInvalid | GuardianRequired | ResidentNotYours;

export type RevokeConsentResult = ConsentRevoked | ConsentUnknown | GuardianRequired | ResidentNotYours;

export type ConsentGranted = {
  readonly consent: Consent;
};

export type ConsentRevoked = {
  readonly consent: Consent;
};

export type PartnerUnknown = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type PurposeNotRegistered = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type CategoryUnknown = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type ConsentExpiryInvalid = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type GuardianRequired = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type ResidentNotYours = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type ConsentUnknown = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type Resident = {
  readonly reference: Scalars['ID']['output'];
  readonly id?: Maybe<Scalars['ID']['output']>;
  readonly name?: Maybe<LocalizedText>;
  readonly nationality?: Maybe<Scalars['String']['output']>;
  readonly residencies?: Maybe<ReadonlyArray<Residency>>;
  readonly identityDocuments?: Maybe<IdentityDocumentConnection>;
  readonly travelIdentity?: Maybe<TravelIdentity>;
  readonly isOver18?: Maybe<Attestation>;
  readonly consents?: Maybe<ConsentConnection>;
  readonly wards?: Maybe<ReadonlyArray<Ward>>;
  readonly accessLog?: Maybe<AccessLogEntryConnection>;
};


export type ResidentIdentityDocumentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type ResidentConsentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type ResidentAccessLogArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Ward = {
  readonly id: Scalars['ID']['output'];
  readonly validTo?: Maybe<Scalars['Date']['output']>;
  readonly consents?: Maybe<ConsentConnection>;
};


export type WardConsentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Consent = {
  readonly id: Scalars['ID']['output'];
  readonly clientId: Scalars['String']['output'];
  readonly clientName?: Maybe<LocalizedText>;
  readonly purpose: Scalars['String']['output'];
  readonly categories: ReadonlyArray<Scalars['String']['output']>;
  readonly transfer: Scalars['Boolean']['output'];
  readonly language: ConsentLanguage;
  readonly grantedAt: Scalars['DateTime']['output'];
  readonly expiresAt: Scalars['DateTime']['output'];
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly status: ConsentStatus;
  readonly receipt: Scalars['String']['output'];
};

export type ConsentStatus =
  | 'ACTIVE'
  | 'EXPIRED'
  | 'REVOKED'
  | 'REPLACED';

export type ConsentLanguage =
  | 'EN'
  | 'ZH_HANT'
  | 'ZH_HANS'
  | 'PT';

export type ConsentConnection = {
  readonly edges: ReadonlyArray<ConsentEdge>;
  readonly nodes: ReadonlyArray<Consent>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ConsentEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Consent;
};

export type AccessLogEntry = {
  readonly id: Scalars['ID']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly clientId: Scalars['String']['output'];
  readonly clientName?: Maybe<LocalizedText>;
  readonly purpose?: Maybe<Scalars['String']['output']>;
  readonly categories: ReadonlyArray<Scalars['String']['output']>;
  readonly consentIds: ReadonlyArray<Scalars['ID']['output']>;
  readonly routes: ReadonlyArray<Scalars['String']['output']>;
  readonly sources?: Maybe<ReadonlyArray<AccessLogSource>>;
  readonly receipt: Scalars['String']['output'];
};

export type AccessLogSource = {
  readonly subgraph: Scalars['String']['output'];
  readonly categories: ReadonlyArray<Scalars['String']['output']>;
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
  readonly number?: Maybe<Scalars['String']['output']>;
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

export type Attestation = {
  readonly holds: Scalars['Boolean']['output'];
  readonly proof: Scalars['String']['output'];
  readonly by: Authority;
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

export type AccessLogEntryConnection = {
  readonly edges: ReadonlyArray<AccessLogEntryEdge>;
  readonly nodes: ReadonlyArray<AccessLogEntry>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type AccessLogEntryEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: AccessLogEntry;
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

export type Refusal = {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
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

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  GrantConsentResult:
    | ( ConsentGrantedRecord )
    | ( PartnerUnknownRecord )
    | ( PurposeNotRegisteredRecord )
    | ( CategoryUnknownRecord )
    | ( ConsentExpiryInvalidRecord )
    | ( GuardianRequiredRecord )
    | ( ResidentNotYoursRecord )
  ;
  RevokeConsentResult:
    | ( ConsentRevokedRecord )
    | ( ConsentUnknownRecord )
    | ( GuardianRequiredRecord )
    | ( ResidentNotYoursRecord )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( PartnerUnknownRecord )
    | ( PurposeNotRegisteredRecord )
    | ( CategoryUnknownRecord )
    | ( ConsentExpiryInvalidRecord )
    | ( GuardianRequiredRecord )
    | ( ResidentNotYoursRecord )
    | ( ConsentUnknownRecord )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  GrantConsentInput: GrantConsentInput;
  RevokeConsentInput: RevokeConsentInput;
  GrantConsentResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['GrantConsentResult']>;
  RevokeConsentResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeConsentResult']>;
  ConsentGranted: ResolverTypeWrapper<ConsentGrantedRecord>;
  ConsentRevoked: ResolverTypeWrapper<ConsentRevokedRecord>;
  PartnerUnknown: ResolverTypeWrapper<PartnerUnknownRecord>;
  PurposeNotRegistered: ResolverTypeWrapper<PurposeNotRegisteredRecord>;
  CategoryUnknown: ResolverTypeWrapper<CategoryUnknownRecord>;
  ConsentExpiryInvalid: ResolverTypeWrapper<ConsentExpiryInvalidRecord>;
  GuardianRequired: ResolverTypeWrapper<GuardianRequiredRecord>;
  ResidentNotYours: ResolverTypeWrapper<ResidentNotYoursRecord>;
  ConsentUnknown: ResolverTypeWrapper<ConsentUnknownRecord>;
  Resident: ResolverTypeWrapper<ResidentRecord>;
  Ward: ResolverTypeWrapper<WardRecord>;
  Consent: ResolverTypeWrapper<ConsentRecord>;
  ConsentStatus: ConsentStatus;
  ConsentLanguage: ConsentLanguage;
  ConsentConnection: ResolverTypeWrapper<Omit<ConsentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ConsentEdge']>, nodes: ReadonlyArray<ResolversTypes['Consent']> }>;
  ConsentEdge: ResolverTypeWrapper<Omit<ConsentEdge, 'node'> & { node: ResolversTypes['Consent'] }>;
  AccessLogEntry: ResolverTypeWrapper<AccessLogEntryRecord>;
  AccessLogSource: ResolverTypeWrapper<AccessLogSource>;
  Residency: ResolverTypeWrapper<ResidencyRecord>;
  ResidencyStatus: ResidencyStatus;
  IdentityDocument: ResolverTypeWrapper<IdentityDocumentRecord>;
  IdentityDocumentKind: IdentityDocumentKind;
  CheckDigitVerdict: CheckDigitVerdict;
  Authority: ResolverTypeWrapper<AuthorityRecord>;
  Attestation: ResolverTypeWrapper<Omit<Attestation, 'by'> & { by: ResolversTypes['Authority'] }>;
  TravelIdentity: ResolverTypeWrapper<TravelIdentityRecord>;
  TravelIdentityDocument: ResolverTypeWrapper<TravelIdentityDocumentRecord>;
  City: ResolverTypeWrapper<CityRecord>;
  CityIdentityServices: ResolverTypeWrapper<CityIdentityServicesRecord>;
  IdentityService: ResolverTypeWrapper<IdentityServiceRecord>;
  IdentityDocumentConnection: ResolverTypeWrapper<Omit<IdentityDocumentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['IdentityDocumentEdge']>, nodes: ReadonlyArray<ResolversTypes['IdentityDocument']> }>;
  IdentityDocumentEdge: ResolverTypeWrapper<Omit<IdentityDocumentEdge, 'node'> & { node: ResolversTypes['IdentityDocument'] }>;
  AccessLogEntryConnection: ResolverTypeWrapper<Omit<AccessLogEntryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['AccessLogEntryEdge']>, nodes: ReadonlyArray<ResolversTypes['AccessLogEntry']> }>;
  AccessLogEntryEdge: ResolverTypeWrapper<Omit<AccessLogEntryEdge, 'node'> & { node: ResolversTypes['AccessLogEntry'] }>;
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
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  Mutation: Record<PropertyKey, never>;
  GrantConsentInput: GrantConsentInput;
  RevokeConsentInput: RevokeConsentInput;
  GrantConsentResult: ResolversUnionTypes<ResolversParentTypes>['GrantConsentResult'];
  RevokeConsentResult: ResolversUnionTypes<ResolversParentTypes>['RevokeConsentResult'];
  ConsentGranted: ConsentGrantedRecord;
  ConsentRevoked: ConsentRevokedRecord;
  PartnerUnknown: PartnerUnknownRecord;
  PurposeNotRegistered: PurposeNotRegisteredRecord;
  CategoryUnknown: CategoryUnknownRecord;
  ConsentExpiryInvalid: ConsentExpiryInvalidRecord;
  GuardianRequired: GuardianRequiredRecord;
  ResidentNotYours: ResidentNotYoursRecord;
  ConsentUnknown: ConsentUnknownRecord;
  Resident: ResidentRecord;
  Ward: WardRecord;
  Consent: ConsentRecord;
  ConsentConnection: Omit<ConsentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ConsentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Consent']> };
  ConsentEdge: Omit<ConsentEdge, 'node'> & { node: ResolversParentTypes['Consent'] };
  AccessLogEntry: AccessLogEntryRecord;
  AccessLogSource: AccessLogSource;
  Residency: ResidencyRecord;
  IdentityDocument: IdentityDocumentRecord;
  Authority: AuthorityRecord;
  Attestation: Omit<Attestation, 'by'> & { by: ResolversParentTypes['Authority'] };
  TravelIdentity: TravelIdentityRecord;
  TravelIdentityDocument: TravelIdentityDocumentRecord;
  City: CityRecord;
  CityIdentityServices: CityIdentityServicesRecord;
  IdentityService: IdentityServiceRecord;
  IdentityDocumentConnection: Omit<IdentityDocumentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['IdentityDocumentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['IdentityDocument']> };
  IdentityDocumentEdge: Omit<IdentityDocumentEdge, 'node'> & { node: ResolversParentTypes['IdentityDocument'] };
  AccessLogEntryConnection: Omit<AccessLogEntryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['AccessLogEntryEdge']>, nodes: ReadonlyArray<ResolversParentTypes['AccessLogEntry']> };
  AccessLogEntryEdge: Omit<AccessLogEntryEdge, 'node'> & { node: ResolversParentTypes['AccessLogEntry'] };
  CityConnection: Omit<CityConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['CityEdge']>, nodes: ReadonlyArray<ResolversParentTypes['City']> };
  CityEdge: Omit<CityEdge, 'node'> & { node: ResolversParentTypes['City'] };
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  LocalizedText: LocalizedTextRecord;
  Source: SourceRecord;
  PageInfo: PageInfo;
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
};

export type PersonalDataDirectiveArgs = {
  category: Scalars['String']['input'];
  sensitivity: Scalars['String']['input'];
};

export type PersonalDataDirectiveResolver<Result, Parent, ContextType = Context, Args = PersonalDataDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PurposeDirectiveArgs = {
  anyOf: ReadonlyArray<Scalars['String']['input']>;
};

export type PurposeDirectiveResolver<Result, Parent, ContextType = Context, Args = PurposeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ResidencyDirectiveArgs = {
  jurisdiction: Scalars['String']['input'];
};

export type ResidencyDirectiveResolver<Result, Parent, ContextType = Context, Args = ResidencyDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AssuranceDirectiveArgs = {
  level: Scalars['String']['input'];
  boundToken?: Scalars['Boolean']['input'];
};

export type AssuranceDirectiveResolver<Result, Parent, ContextType = Context, Args = AssuranceDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ReadableByDirectiveArgs = {
  subgraphs: ReadonlyArray<Scalars['String']['input']>;
};

export type ReadableByDirectiveResolver<Result, Parent, ContextType = Context, Args = ReadableByDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PublicDataDirectiveArgs = { };

export type PublicDataDirectiveResolver<Result, Parent, ContextType = Context, Args = PublicDataDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  viewer?: Resolver<Maybe<ResolversTypes['Resident']>, ParentType, ContextType>;
  cities?: Resolver<Maybe<ResolversTypes['CityConnection']>, ParentType, ContextType, RequireFields<QueryCitiesArgs, 'first'>>;
  city?: Resolver<Maybe<ResolversTypes['City']>, ParentType, ContextType, RequireFields<QueryCityArgs, 'id'>>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  grantConsent?: Resolver<Maybe<ResolversTypes['GrantConsentResult']>, ParentType, ContextType, RequireFields<MutationGrantConsentArgs, 'input'>>;
  revokeConsent?: Resolver<Maybe<ResolversTypes['RevokeConsentResult']>, ParentType, ContextType, RequireFields<MutationRevokeConsentArgs, 'input'>>;
};

export type GrantConsentResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantConsentResult'] = ResolversParentTypes['GrantConsentResult']> = {
  __resolveType: TypeResolveFn<'ConsentGranted' | 'PartnerUnknown' | 'PurposeNotRegistered' | 'CategoryUnknown' | 'ConsentExpiryInvalid' | 'GuardianRequired' | 'ResidentNotYours', ParentType, ContextType>;
};

export type RevokeConsentResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeConsentResult'] = ResolversParentTypes['RevokeConsentResult']> = {
  __resolveType: TypeResolveFn<'ConsentRevoked' | 'ConsentUnknown' | 'GuardianRequired' | 'ResidentNotYours', ParentType, ContextType>;
};

export type ConsentGrantedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsentGranted'] = ResolversParentTypes['ConsentGranted']> = {
  consent?: Resolver<ResolversTypes['Consent'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConsentRevokedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsentRevoked'] = ResolversParentTypes['ConsentRevoked']> = {
  consent?: Resolver<ResolversTypes['Consent'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PartnerUnknownResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PartnerUnknown'] = ResolversParentTypes['PartnerUnknown']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PurposeNotRegisteredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PurposeNotRegistered'] = ResolversParentTypes['PurposeNotRegistered']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CategoryUnknownResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CategoryUnknown'] = ResolversParentTypes['CategoryUnknown']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConsentExpiryInvalidResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsentExpiryInvalid'] = ResolversParentTypes['ConsentExpiryInvalid']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GuardianRequiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GuardianRequired'] = ResolversParentTypes['GuardianRequired']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ResidentNotYoursResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResidentNotYours'] = ResolversParentTypes['ResidentNotYours']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConsentUnknownResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsentUnknown'] = ResolversParentTypes['ConsentUnknown']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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
  isOver18?: Resolver<Maybe<ResolversTypes['Attestation']>, ParentType, ContextType>;
  consents?: Resolver<Maybe<ResolversTypes['ConsentConnection']>, ParentType, ContextType, RequireFields<ResidentConsentsArgs, 'first'>>;
  wards?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Ward']>>, ParentType, ContextType>;
  accessLog?: Resolver<Maybe<ResolversTypes['AccessLogEntryConnection']>, ParentType, ContextType, RequireFields<ResidentAccessLogArgs, 'first'>>;
};

export type WardResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Ward'] = ResolversParentTypes['Ward']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  consents?: Resolver<Maybe<ResolversTypes['ConsentConnection']>, ParentType, ContextType, RequireFields<WardConsentsArgs, 'first'>>;
};

export type ConsentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Consent'] = ResolversParentTypes['Consent']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  clientId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  clientName?: Resolver<Maybe<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  transfer?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['ConsentLanguage'], ParentType, ContextType>;
  grantedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ConsentStatus'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConsentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsentConnection'] = ResolversParentTypes['ConsentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ConsentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Consent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ConsentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsentEdge'] = ResolversParentTypes['ConsentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Consent'], ParentType, ContextType>;
};

export type AccessLogEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessLogEntry'] = ResolversParentTypes['AccessLogEntry']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  clientId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  clientName?: Resolver<Maybe<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  purpose?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  consentIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  routes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  sources?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AccessLogSource']>>, ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccessLogSourceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessLogSource'] = ResolversParentTypes['AccessLogSource']> = {
  subgraph?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
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
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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

export type AttestationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attestation'] = ResolversParentTypes['Attestation']> = {
  holds?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  proof?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['Authority'], ParentType, ContextType>;
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

export type AccessLogEntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessLogEntryConnection'] = ResolversParentTypes['AccessLogEntryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AccessLogEntryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AccessLogEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AccessLogEntryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessLogEntryEdge'] = ResolversParentTypes['AccessLogEntryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AccessLogEntry'], ParentType, ContextType>;
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

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType: TypeResolveFn<'PartnerUnknown' | 'PurposeNotRegistered' | 'CategoryUnknown' | 'ConsentExpiryInvalid' | 'GuardianRequired' | 'ResidentNotYours' | 'ConsentUnknown', ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  GrantConsentResult?: GrantConsentResultResolvers<ContextType>;
  RevokeConsentResult?: RevokeConsentResultResolvers<ContextType>;
  ConsentGranted?: ConsentGrantedResolvers<ContextType>;
  ConsentRevoked?: ConsentRevokedResolvers<ContextType>;
  PartnerUnknown?: PartnerUnknownResolvers<ContextType>;
  PurposeNotRegistered?: PurposeNotRegisteredResolvers<ContextType>;
  CategoryUnknown?: CategoryUnknownResolvers<ContextType>;
  ConsentExpiryInvalid?: ConsentExpiryInvalidResolvers<ContextType>;
  GuardianRequired?: GuardianRequiredResolvers<ContextType>;
  ResidentNotYours?: ResidentNotYoursResolvers<ContextType>;
  ConsentUnknown?: ConsentUnknownResolvers<ContextType>;
  Resident?: ResidentResolvers<ContextType>;
  Ward?: WardResolvers<ContextType>;
  Consent?: ConsentResolvers<ContextType>;
  ConsentConnection?: ConsentConnectionResolvers<ContextType>;
  ConsentEdge?: ConsentEdgeResolvers<ContextType>;
  AccessLogEntry?: AccessLogEntryResolvers<ContextType>;
  AccessLogSource?: AccessLogSourceResolvers<ContextType>;
  Residency?: ResidencyResolvers<ContextType>;
  IdentityDocument?: IdentityDocumentResolvers<ContextType>;
  Authority?: AuthorityResolvers<ContextType>;
  Attestation?: AttestationResolvers<ContextType>;
  TravelIdentity?: TravelIdentityResolvers<ContextType>;
  TravelIdentityDocument?: TravelIdentityDocumentResolvers<ContextType>;
  City?: CityResolvers<ContextType>;
  CityIdentityServices?: CityIdentityServicesResolvers<ContextType>;
  IdentityService?: IdentityServiceResolvers<ContextType>;
  IdentityDocumentConnection?: IdentityDocumentConnectionResolvers<ContextType>;
  IdentityDocumentEdge?: IdentityDocumentEdgeResolvers<ContextType>;
  AccessLogEntryConnection?: AccessLogEntryConnectionResolvers<ContextType>;
  AccessLogEntryEdge?: AccessLogEntryEdgeResolvers<ContextType>;
  CityConnection?: CityConnectionResolvers<ContextType>;
  CityEdge?: CityEdgeResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  LocalizedText?: LocalizedTextResolvers<ContextType>;
  Source?: SourceResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  personalData?: PersonalDataDirectiveResolver<any, any, ContextType>;
  purpose?: PurposeDirectiveResolver<any, any, ContextType>;
  residency?: ResidencyDirectiveResolver<any, any, ContextType>;
  assurance?: AssuranceDirectiveResolver<any, any, ContextType>;
  readableBy?: ReadableByDirectiveResolver<any, any, ContextType>;
  publicData?: PublicDataDirectiveResolver<any, any, ContextType>;
};
