// Generated from schema.graphql and records.ts by `npm run compose`; never edited by hand.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Authority as AuthorityRecord, OpeningHours as OpeningHoursRecord, OpeningException as OpeningExceptionRecord, ControlPointSide as ControlPointSideRecord, ControlPoint as ControlPointRecord, OpeningStatus as OpeningStatusRecord, ControlPointUpdate as ControlPointUpdateRecord, TravelPermit as TravelPermitRecord, Endorsement as EndorsementRecord, EndorsementScheme as EndorsementSchemeRecord, CrossingReason as CrossingReasonRecord, MissingRequirement as MissingRequirementRecord, RequiredDocument as RequiredDocumentRecord, CredentialEndorsement as CredentialEndorsementRecord, CredentialVerdict as CredentialVerdictRecord, CrossingDecision as CrossingDecisionRecord, ControlPointUnknown as ControlPointUnknownRecord, NoSuchBoundary as NoSuchBoundaryRecord, TravellerInvalid as TravellerInvalidRecord, CrossingResult as CrossingResultRecord, Resident as ResidentRecord, BoundaryCrossing as BoundaryCrossingRecord, City as CityRecord, CityPermitServices as CityPermitServicesRecord, PermitOffice as PermitOfficeRecord } from './records.ts';
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
  readonly controlPoints?: Maybe<ControlPointConnection>;
  readonly controlPoint?: Maybe<ControlPoint>;
  readonly crossing?: Maybe<CrossingResult>;
};


export type QueryControlPointsArgs = {
  city?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryControlPointArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCrossingArgs = {
  from: Jurisdiction;
  to: Jurisdiction;
  at: Scalars['DateTime']['input'];
  controlPoint?: InputMaybe<Scalars['ID']['input']>;
  by: TravellerInput;
};

export type Subscription = {
  readonly controlPointUpdated?: Maybe<ControlPointUpdate>;
};


export type SubscriptionControlPointUpdatedArgs = {
  id: Scalars['ID']['input'];
};

export type ControlPointUpdate = {
  readonly controlPoint: ControlPoint;
  readonly at: Scalars['DateTime']['output'];
  readonly opening: OpeningStatus;
};

export type TravellerInput = {
  readonly nationality: Scalars['String']['input'];
  readonly birthDate?: InputMaybe<Scalars['Date']['input']>;
  readonly residencies?: ReadonlyArray<ResidencyInput>;
  readonly documents: ReadonlyArray<TravelDocumentInput>;
  readonly credentials?: ReadonlyArray<Scalars['ID']['input']>;
};

export type ResidencyInput = {
  readonly jurisdiction: Jurisdiction;
  readonly status: TravellerResidencyStatus;
  readonly city?: InputMaybe<Scalars['ID']['input']>;
};

export type TravellerResidencyStatus =
  | 'PERMANENT_RESIDENT'
  | 'NON_PERMANENT_RESIDENT'
  | 'HUKOU'
  | 'RESIDENCE_PERMIT'
  | 'FOREIGN_PERMANENT_RESIDENT';

export type TravelDocumentInput = {
  readonly kind: TravelDocumentKind;
  readonly issuingState?: InputMaybe<Scalars['String']['input']>;
  readonly expiresOn?: InputMaybe<Scalars['Date']['input']>;
  readonly endorsements?: ReadonlyArray<EndorsementInput>;
};

export type EndorsementInput = {
  readonly destination: Jurisdiction;
  readonly code: EndorsementCode;
  readonly scheme?: InputMaybe<Scalars['ID']['input']>;
  readonly validFrom: Scalars['Date']['input'];
  readonly validTo: Scalars['Date']['input'];
  readonly tripsRemaining?: InputMaybe<Scalars['Int']['input']>;
};

export type TravelDocumentKind =
  | 'HKID'
  | 'MACAO_BIR'
  | 'MAINLAND_RIC'
  | 'PASSPORT'
  | 'HMTP'
  | 'HMTP_NON_CHINESE'
  | 'EEP'
  | 'HMT_RESIDENCE_PERMIT'
  | 'FOREIGN_PR_CARD';

export type Resident = {
  readonly reference: Scalars['ID']['output'];
  readonly travelIdentity?: Maybe<TravelIdentity>;
  readonly id?: Maybe<Scalars['ID']['output']>;
  readonly travelPermits?: Maybe<TravelPermitConnection>;
  readonly holdsValidPermit?: Maybe<Attestation>;
  readonly crossing?: Maybe<CrossingResult>;
};


export type ResidentTravelPermitsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type ResidentHoldsValidPermitArgs = {
  kind: TravelPermitKind;
  on?: InputMaybe<Scalars['Date']['input']>;
};


export type ResidentCrossingArgs = {
  from: Jurisdiction;
  to: Jurisdiction;
  at: Scalars['DateTime']['input'];
  controlPoint?: InputMaybe<Scalars['ID']['input']>;
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

export type TravelIdentityDocument = {
  readonly kind: IdentityDocumentKind;
  readonly issuingState: Scalars['String']['output'];
  readonly expiresOn?: Maybe<Scalars['Date']['output']>;
};

export type IdentityDocumentKind =
  | 'HKID'
  | 'MAINLAND_RIC'
  | 'MACAO_BIR'
  | 'HMT_RESIDENCE_PERMIT'
  | 'FOREIGN_PR_CARD'
  | 'PASSPORT'
  | 'DRIVING_LICENCE';

export type TravelPermit = {
  readonly id: Scalars['ID']['output'];
  readonly kind: TravelPermitKind;
  readonly maskedNumber: Scalars['String']['output'];
  readonly issuer: Authority;
  readonly issuedOn: Scalars['Date']['output'];
  readonly expiresOn: Scalars['Date']['output'];
  readonly endorsements: EndorsementConnection;
};


export type TravelPermitEndorsementsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type TravelPermitKind =
  | 'HMTP'
  | 'HMTP_NON_CHINESE'
  | 'EEP';

export type Endorsement = {
  readonly id: Scalars['ID']['output'];
  readonly destination: Jurisdiction;
  readonly code: EndorsementCode;
  readonly scheme?: Maybe<EndorsementScheme>;
  readonly name: LocalizedText;
  readonly validFrom: Scalars['Date']['output'];
  readonly validTo: Scalars['Date']['output'];
  readonly tripsRemaining?: Maybe<Scalars['Int']['output']>;
  readonly maxStayDays?: Maybe<Scalars['Int']['output']>;
};

export type EndorsementCode =
  | 'INDIVIDUAL_VISIT'
  | 'GROUP_TOUR'
  | 'FAMILY_VISIT'
  | 'BUSINESS'
  | 'TALENT'
  | 'STAY'
  | 'OTHER';

export type EndorsementScheme = {
  readonly id: Scalars['ID']['output'];
  readonly name: LocalizedText;
  readonly oncePerNaturalWeek: Scalars['Boolean']['output'];
  readonly issuedFrom: Scalars['Date']['output'];
  readonly issuedTo?: Maybe<Scalars['Date']['output']>;
  readonly source: Source;
};

export type BoundaryCrossing = {
  readonly id: Scalars['ID']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly from: Jurisdiction;
  readonly to: Jurisdiction;
  readonly controlPoint: ControlPoint;
  readonly traveller?: Maybe<Resident>;
  readonly opening?: Maybe<OpeningStatus>;
  readonly decision?: Maybe<CrossingDecision>;
};

export type CrossingResult = CrossingDecision | ControlPointUnknown | NoSuchBoundary | TravellerInvalid;

export type ControlPointUnknown = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type NoSuchBoundary = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type TravellerInvalid = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type CrossingDecision = {
  readonly verdict: CrossingVerdict;
  readonly reasons: ReadonlyArray<CrossingReason>;
  readonly missing: ReadonlyArray<MissingRequirement>;
  readonly mustCarry: ReadonlyArray<RequiredDocument>;
  readonly credentials: ReadonlyArray<CredentialVerdict>;
  readonly maxStayDays?: Maybe<Scalars['Int']['output']>;
  readonly ask: ReadonlyArray<Authority>;
  readonly asOf: Scalars['DateTime']['output'];
};

export type CrossingVerdict =
  | 'ALLOWED'
  | 'NOT_ALLOWED'
  | 'UNDETERMINED';

export type CrossingReason = {
  readonly side: BoundarySide;
  readonly outcome: CrossingVerdict;
  readonly ruleId: Scalars['ID']['output'];
  readonly authority: Authority;
  readonly explanation: LocalizedText;
  readonly validFrom: Scalars['Date']['output'];
  readonly validTo?: Maybe<Scalars['Date']['output']>;
  readonly source: Source;
};

export type BoundarySide =
  | 'EXIT'
  | 'ENTRY';

export type MissingRequirement = {
  readonly side: BoundarySide;
  readonly code: Scalars['String']['output'];
  readonly description: LocalizedText;
  readonly ruleId: Scalars['ID']['output'];
  readonly authority?: Maybe<Authority>;
  readonly hints: ReadonlyArray<RequirementHint>;
};

export type RequirementHint = {
  readonly id: Scalars['ID']['output'];
  readonly text: LocalizedText;
  readonly source: Source;
};

export type RequiredDocument = {
  readonly side: BoundarySide;
  readonly kind: TravelDocumentKind;
  readonly name: LocalizedText;
  readonly endorsement?: Maybe<EndorsementCode>;
  readonly scheme?: Maybe<EndorsementScheme>;
  readonly ruleId: Scalars['ID']['output'];
};

export type CredentialVerdict = {
  readonly credential: Scalars['ID']['output'];
  readonly name: LocalizedText;
  readonly accepted: Scalars['Boolean']['output'];
  readonly endorsements: ReadonlyArray<CredentialEndorsement>;
  readonly physicalDocumentRequired: Scalars['Boolean']['output'];
};

export type CredentialEndorsement = {
  readonly side: BoundarySide;
  readonly authority: Authority;
  readonly status: EndorsementStatus;
  readonly source?: Maybe<Source>;
};

export type EndorsementStatus =
  | 'NONE'
  | 'ANNOUNCED'
  | 'IN_FORCE'
  | 'SUSPENDED'
  | 'WITHDRAWN';

export type Authority = {
  readonly id: Scalars['ID']['output'];
  readonly name: LocalizedText;
  readonly jurisdiction?: Maybe<Jurisdiction>;
  readonly url?: Maybe<Scalars['String']['output']>;
};

export type ControlPoint = {
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<LocalizedText>;
  readonly restriction?: Maybe<LocalizedText>;
  readonly sides?: Maybe<ReadonlyArray<ControlPointSide>>;
  readonly modes?: Maybe<ReadonlyArray<CrossingMode>>;
  readonly openingHours?: Maybe<ReadonlyArray<OpeningHours>>;
  readonly openingExceptions?: Maybe<ReadonlyArray<OpeningException>>;
  readonly openAt?: Maybe<OpeningStatus>;
};


export type ControlPointOpeningExceptionsArgs = {
  since?: InputMaybe<Scalars['Date']['input']>;
};


export type ControlPointOpenAtArgs = {
  at: Scalars['DateTime']['input'];
};

export type ControlPointSide = {
  readonly jurisdiction: Jurisdiction;
  readonly name: LocalizedText;
  readonly city: City;
  readonly authority: Authority;
  readonly latitude: Scalars['Float']['output'];
  readonly longitude: Scalars['Float']['output'];
};

export type CrossingMode =
  | 'FOOT'
  | 'RAIL'
  | 'HIGH_SPEED_RAIL'
  | 'ROAD'
  | 'FERRY';

export type OpeningHours = {
  readonly opens: Scalars['String']['output'];
  readonly closes: Scalars['String']['output'];
  readonly validFrom: Scalars['Date']['output'];
  readonly validTo?: Maybe<Scalars['Date']['output']>;
  readonly source: Source;
};

export type OpeningException = {
  readonly date: Scalars['Date']['output'];
  readonly opens?: Maybe<Scalars['String']['output']>;
  readonly closes?: Maybe<Scalars['String']['output']>;
  readonly reason: LocalizedText;
  readonly source: Source;
};

export type OpeningStatus = {
  readonly state: OpeningState;
  readonly opens?: Maybe<Scalars['DateTime']['output']>;
  readonly closes?: Maybe<Scalars['DateTime']['output']>;
  readonly source?: Maybe<Source>;
};

export type OpeningState =
  | 'OPEN'
  | 'CLOSED'
  | 'SUSPENDED'
  | 'UNKNOWN';

export type City = {
  readonly id: Scalars['ID']['output'];
  readonly permitServices?: Maybe<CityPermitServices>;
};

export type CityPermitServices = {
  readonly coverage: Coverage;
  readonly note: LocalizedText;
  readonly offices: ReadonlyArray<PermitOffice>;
  readonly controlPoints: ReadonlyArray<ControlPoint>;
};

export type PermitOffice = {
  readonly id: Scalars['ID']['output'];
  readonly name: LocalizedText;
  readonly authority: Authority;
  readonly blueprintArea: BlueprintArea;
  readonly source: Source;
};

export type TravelPermitConnection = {
  readonly edges: ReadonlyArray<TravelPermitEdge>;
  readonly nodes: ReadonlyArray<TravelPermit>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type TravelPermitEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: TravelPermit;
};

export type EndorsementConnection = {
  readonly edges: ReadonlyArray<EndorsementEdge>;
  readonly nodes: ReadonlyArray<Endorsement>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type EndorsementEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Endorsement;
};

export type ControlPointConnection = {
  readonly edges: ReadonlyArray<ControlPointEdge>;
  readonly nodes: ReadonlyArray<ControlPoint>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ControlPointEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: ControlPoint;
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
  BoundaryCrossing: BoundaryCrossing;
  ControlPoint: ControlPoint;
  City: City;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Resident:
    ( { __typename: 'Resident' }
    & GraphQLRecursivePick<FederationTypes['Resident'], {"reference":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Resident'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Resident'], {"id":true,"travelIdentity":{"nationality":true,"birthDate":true,"residencies":{"jurisdiction":true,"status":true,"city":{"id":true}},"documents":{"kind":true,"issuingState":true,"expiresOn":true}}}>
        | GraphQLRecursivePick<FederationTypes['Resident'], {"travelIdentity":{"nationality":true,"birthDate":true,"residencies":{"jurisdiction":true,"status":true,"city":{"id":true}},"documents":{"kind":true,"issuingState":true,"expiresOn":true}}}> ) );
  BoundaryCrossing:
    ( { __typename: 'BoundaryCrossing' }
    & GraphQLRecursivePick<FederationTypes['BoundaryCrossing'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['BoundaryCrossing'], {"at":true,"controlPoint":{"id":true}}>
        | GraphQLRecursivePick<FederationTypes['BoundaryCrossing'], {"at":true,"controlPoint":{"id":true},"from":true,"to":true,"traveller":{"reference":true,"travelIdentity":{"nationality":true,"birthDate":true,"residencies":{"jurisdiction":true,"status":true,"city":{"id":true}},"documents":{"kind":true,"issuingState":true,"expiresOn":true}}}}>
        | GraphQLRecursivePick<FederationTypes['BoundaryCrossing'], {"at":true,"from":true,"to":true,"controlPoint":{"id":true},"traveller":{"reference":true,"travelIdentity":{"nationality":true,"birthDate":true,"residencies":{"jurisdiction":true,"status":true,"city":{"id":true}},"documents":{"kind":true,"issuingState":true,"expiresOn":true}}}}> ) );
  ControlPoint:
    ( { __typename: 'ControlPoint' }
    & GraphQLRecursivePick<FederationTypes['ControlPoint'], {"id":true}> );
  City:
    ( { __typename: 'City' }
    & GraphQLRecursivePick<FederationTypes['City'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( ControlPointUnknownRecord )
    | ( NoSuchBoundaryRecord )
    | ( TravellerInvalidRecord )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ControlPointUpdate: ResolverTypeWrapper<ControlPointUpdateRecord>;
  TravellerInput: TravellerInput;
  ResidencyInput: ResidencyInput;
  TravellerResidencyStatus: TravellerResidencyStatus;
  TravelDocumentInput: TravelDocumentInput;
  EndorsementInput: EndorsementInput;
  TravelDocumentKind: TravelDocumentKind;
  Resident: ResolverTypeWrapper<ResidentRecord>;
  Attestation: ResolverTypeWrapper<Omit<Attestation, 'by'> & { by: ResolversTypes['Authority'] }>;
  TravelIdentity: ResolverTypeWrapper<Omit<TravelIdentity, 'residencies'> & { residencies: ReadonlyArray<ResolversTypes['Residency']> }>;
  Residency: ResolverTypeWrapper<Omit<Residency, 'city'> & { city?: Maybe<ResolversTypes['City']> }>;
  ResidencyStatus: ResidencyStatus;
  TravelIdentityDocument: ResolverTypeWrapper<TravelIdentityDocument>;
  IdentityDocumentKind: IdentityDocumentKind;
  TravelPermit: ResolverTypeWrapper<TravelPermitRecord>;
  TravelPermitKind: TravelPermitKind;
  Endorsement: ResolverTypeWrapper<EndorsementRecord>;
  EndorsementCode: EndorsementCode;
  EndorsementScheme: ResolverTypeWrapper<EndorsementSchemeRecord>;
  BoundaryCrossing: ResolverTypeWrapper<BoundaryCrossingRecord>;
  CrossingResult: ResolverTypeWrapper<CrossingResultRecord>;
  ControlPointUnknown: ResolverTypeWrapper<ControlPointUnknownRecord>;
  NoSuchBoundary: ResolverTypeWrapper<NoSuchBoundaryRecord>;
  TravellerInvalid: ResolverTypeWrapper<TravellerInvalidRecord>;
  CrossingDecision: ResolverTypeWrapper<CrossingDecisionRecord>;
  CrossingVerdict: CrossingVerdict;
  CrossingReason: ResolverTypeWrapper<CrossingReasonRecord>;
  BoundarySide: BoundarySide;
  MissingRequirement: ResolverTypeWrapper<MissingRequirementRecord>;
  RequirementHint: ResolverTypeWrapper<RequirementHint>;
  RequiredDocument: ResolverTypeWrapper<RequiredDocumentRecord>;
  CredentialVerdict: ResolverTypeWrapper<CredentialVerdictRecord>;
  CredentialEndorsement: ResolverTypeWrapper<CredentialEndorsementRecord>;
  EndorsementStatus: EndorsementStatus;
  Authority: ResolverTypeWrapper<AuthorityRecord>;
  ControlPoint: ResolverTypeWrapper<ControlPointRecord>;
  ControlPointSide: ResolverTypeWrapper<ControlPointSideRecord>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  CrossingMode: CrossingMode;
  OpeningHours: ResolverTypeWrapper<OpeningHoursRecord>;
  OpeningException: ResolverTypeWrapper<OpeningExceptionRecord>;
  OpeningStatus: ResolverTypeWrapper<OpeningStatusRecord>;
  OpeningState: OpeningState;
  City: ResolverTypeWrapper<CityRecord>;
  CityPermitServices: ResolverTypeWrapper<CityPermitServicesRecord>;
  PermitOffice: ResolverTypeWrapper<PermitOfficeRecord>;
  TravelPermitConnection: ResolverTypeWrapper<Omit<TravelPermitConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['TravelPermitEdge']>, nodes: ReadonlyArray<ResolversTypes['TravelPermit']> }>;
  TravelPermitEdge: ResolverTypeWrapper<Omit<TravelPermitEdge, 'node'> & { node: ResolversTypes['TravelPermit'] }>;
  EndorsementConnection: ResolverTypeWrapper<Omit<EndorsementConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['EndorsementEdge']>, nodes: ReadonlyArray<ResolversTypes['Endorsement']> }>;
  EndorsementEdge: ResolverTypeWrapper<Omit<EndorsementEdge, 'node'> & { node: ResolversTypes['Endorsement'] }>;
  ControlPointConnection: ResolverTypeWrapper<Omit<ControlPointConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ControlPointEdge']>, nodes: ReadonlyArray<ResolversTypes['ControlPoint']> }>;
  ControlPointEdge: ResolverTypeWrapper<Omit<ControlPointEdge, 'node'> & { node: ResolversTypes['ControlPoint'] }>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Jurisdiction: Jurisdiction;
  Coverage: Coverage;
  BlueprintArea: BlueprintArea;
  LocalizedText: ResolverTypeWrapper<LocalizedText>;
  Source: ResolverTypeWrapper<Source>;
  Verification: Verification;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Subscription: Record<PropertyKey, never>;
  ControlPointUpdate: ControlPointUpdateRecord;
  TravellerInput: TravellerInput;
  ResidencyInput: ResidencyInput;
  TravelDocumentInput: TravelDocumentInput;
  EndorsementInput: EndorsementInput;
  Resident: ResidentRecord;
  Attestation: Omit<Attestation, 'by'> & { by: ResolversParentTypes['Authority'] };
  TravelIdentity: Omit<TravelIdentity, 'residencies'> & { residencies: ReadonlyArray<ResolversParentTypes['Residency']> };
  Residency: Omit<Residency, 'city'> & { city?: Maybe<ResolversParentTypes['City']> };
  TravelIdentityDocument: TravelIdentityDocument;
  TravelPermit: TravelPermitRecord;
  Endorsement: EndorsementRecord;
  EndorsementScheme: EndorsementSchemeRecord;
  BoundaryCrossing: BoundaryCrossingRecord;
  CrossingResult: CrossingResultRecord;
  ControlPointUnknown: ControlPointUnknownRecord;
  NoSuchBoundary: NoSuchBoundaryRecord;
  TravellerInvalid: TravellerInvalidRecord;
  CrossingDecision: CrossingDecisionRecord;
  CrossingReason: CrossingReasonRecord;
  MissingRequirement: MissingRequirementRecord;
  RequirementHint: RequirementHint;
  RequiredDocument: RequiredDocumentRecord;
  CredentialVerdict: CredentialVerdictRecord;
  CredentialEndorsement: CredentialEndorsementRecord;
  Authority: AuthorityRecord;
  ControlPoint: ControlPointRecord;
  ControlPointSide: ControlPointSideRecord;
  Float: Scalars['Float']['output'];
  OpeningHours: OpeningHoursRecord;
  OpeningException: OpeningExceptionRecord;
  OpeningStatus: OpeningStatusRecord;
  City: CityRecord;
  CityPermitServices: CityPermitServicesRecord;
  PermitOffice: PermitOfficeRecord;
  TravelPermitConnection: Omit<TravelPermitConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['TravelPermitEdge']>, nodes: ReadonlyArray<ResolversParentTypes['TravelPermit']> };
  TravelPermitEdge: Omit<TravelPermitEdge, 'node'> & { node: ResolversParentTypes['TravelPermit'] };
  EndorsementConnection: Omit<EndorsementConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['EndorsementEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Endorsement']> };
  EndorsementEdge: Omit<EndorsementEdge, 'node'> & { node: ResolversParentTypes['Endorsement'] };
  ControlPointConnection: Omit<ControlPointConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ControlPointEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ControlPoint']> };
  ControlPointEdge: Omit<ControlPointEdge, 'node'> & { node: ResolversParentTypes['ControlPoint'] };
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  LocalizedText: LocalizedText;
  Source: Source;
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
  controlPoints?: Resolver<Maybe<ResolversTypes['ControlPointConnection']>, ParentType, ContextType, RequireFields<QueryControlPointsArgs, 'first'>>;
  controlPoint?: Resolver<Maybe<ResolversTypes['ControlPoint']>, ParentType, ContextType, RequireFields<QueryControlPointArgs, 'id'>>;
  crossing?: Resolver<Maybe<ResolversTypes['CrossingResult']>, ParentType, ContextType, RequireFields<QueryCrossingArgs, 'from' | 'to' | 'at' | 'by'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  controlPointUpdated?: SubscriptionResolver<Maybe<ResolversTypes['ControlPointUpdate']>, "controlPointUpdated", ParentType, ContextType, RequireFields<SubscriptionControlPointUpdatedArgs, 'id'>>;
};

export type ControlPointUpdateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ControlPointUpdate'] = ResolversParentTypes['ControlPointUpdate']> = {
  controlPoint?: Resolver<ResolversTypes['ControlPoint'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  opening?: Resolver<ResolversTypes['OpeningStatus'], ParentType, ContextType>;
};

export type ResidentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Resident'] = ResolversParentTypes['Resident'], FederationReferenceType extends FederationReferenceTypes['Resident'] = FederationReferenceTypes['Resident']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Resident']> | FederationReferenceType, FederationReferenceType, ContextType>;
  reference?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  travelPermits?: Resolver<Maybe<ResolversTypes['TravelPermitConnection']>, ParentType, ContextType, RequireFields<ResidentTravelPermitsArgs, 'first'>>;
  holdsValidPermit?: Resolver<Maybe<ResolversTypes['Attestation']>, ParentType, ContextType, RequireFields<ResidentHoldsValidPermitArgs, 'kind'>>;
  crossing?: Resolver<Maybe<ResolversTypes['CrossingResult']>, ParentType, ContextType, RequireFields<ResidentCrossingArgs, 'from' | 'to' | 'at'>>;
};

export type AttestationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attestation'] = ResolversParentTypes['Attestation']> = {
  holds?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  proof?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['Authority'], ParentType, ContextType>;
};

export type TravelPermitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TravelPermit'] = ResolversParentTypes['TravelPermit']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TravelPermitKind'], ParentType, ContextType>;
  maskedNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['Authority'], ParentType, ContextType>;
  issuedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  expiresOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  endorsements?: Resolver<ResolversTypes['EndorsementConnection'], ParentType, ContextType, RequireFields<TravelPermitEndorsementsArgs, 'first'>>;
};

export type EndorsementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Endorsement'] = ResolversParentTypes['Endorsement']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  destination?: Resolver<ResolversTypes['Jurisdiction'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['EndorsementCode'], ParentType, ContextType>;
  scheme?: Resolver<Maybe<ResolversTypes['EndorsementScheme']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  validTo?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  tripsRemaining?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxStayDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type EndorsementSchemeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndorsementScheme'] = ResolversParentTypes['EndorsementScheme']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  oncePerNaturalWeek?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  issuedFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  issuedTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type BoundaryCrossingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BoundaryCrossing'] = ResolversParentTypes['BoundaryCrossing'], FederationReferenceType extends FederationReferenceTypes['BoundaryCrossing'] = FederationReferenceTypes['BoundaryCrossing']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['BoundaryCrossing']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  opening?: Resolver<Maybe<ResolversTypes['OpeningStatus']>, ParentType, ContextType>;
  decision?: Resolver<Maybe<ResolversTypes['CrossingDecision']>, ParentType, ContextType>;
};

export type CrossingResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CrossingResult'] = ResolversParentTypes['CrossingResult']> = {
  __resolveType: TypeResolveFn<'CrossingDecision' | 'ControlPointUnknown' | 'NoSuchBoundary' | 'TravellerInvalid', ParentType, ContextType>;
};

export type ControlPointUnknownResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ControlPointUnknown'] = ResolversParentTypes['ControlPointUnknown']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NoSuchBoundaryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoSuchBoundary'] = ResolversParentTypes['NoSuchBoundary']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TravellerInvalidResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TravellerInvalid'] = ResolversParentTypes['TravellerInvalid']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CrossingDecisionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CrossingDecision'] = ResolversParentTypes['CrossingDecision']> = {
  verdict?: Resolver<ResolversTypes['CrossingVerdict'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['CrossingReason']>, ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['MissingRequirement']>, ParentType, ContextType>;
  mustCarry?: Resolver<ReadonlyArray<ResolversTypes['RequiredDocument']>, ParentType, ContextType>;
  credentials?: Resolver<ReadonlyArray<ResolversTypes['CredentialVerdict']>, ParentType, ContextType>;
  maxStayDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  ask?: Resolver<ReadonlyArray<ResolversTypes['Authority']>, ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CrossingReasonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CrossingReason'] = ResolversParentTypes['CrossingReason']> = {
  side?: Resolver<ResolversTypes['BoundarySide'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['CrossingVerdict'], ParentType, ContextType>;
  ruleId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  authority?: Resolver<ResolversTypes['Authority'], ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type MissingRequirementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MissingRequirement'] = ResolversParentTypes['MissingRequirement']> = {
  side?: Resolver<ResolversTypes['BoundarySide'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  ruleId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  authority?: Resolver<Maybe<ResolversTypes['Authority']>, ParentType, ContextType>;
  hints?: Resolver<ReadonlyArray<ResolversTypes['RequirementHint']>, ParentType, ContextType>;
};

export type RequirementHintResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequirementHint'] = ResolversParentTypes['RequirementHint']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type RequiredDocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequiredDocument'] = ResolversParentTypes['RequiredDocument']> = {
  side?: Resolver<ResolversTypes['BoundarySide'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TravelDocumentKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  endorsement?: Resolver<Maybe<ResolversTypes['EndorsementCode']>, ParentType, ContextType>;
  scheme?: Resolver<Maybe<ResolversTypes['EndorsementScheme']>, ParentType, ContextType>;
  ruleId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CredentialVerdictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CredentialVerdict'] = ResolversParentTypes['CredentialVerdict']> = {
  credential?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  accepted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  endorsements?: Resolver<ReadonlyArray<ResolversTypes['CredentialEndorsement']>, ParentType, ContextType>;
  physicalDocumentRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CredentialEndorsementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CredentialEndorsement'] = ResolversParentTypes['CredentialEndorsement']> = {
  side?: Resolver<ResolversTypes['BoundarySide'], ParentType, ContextType>;
  authority?: Resolver<ResolversTypes['Authority'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['EndorsementStatus'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>;
};

export type AuthorityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Authority'] = ResolversParentTypes['Authority']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  jurisdiction?: Resolver<Maybe<ResolversTypes['Jurisdiction']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ControlPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ControlPoint'] = ResolversParentTypes['ControlPoint'], FederationReferenceType extends FederationReferenceTypes['ControlPoint'] = FederationReferenceTypes['ControlPoint']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ControlPoint']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  restriction?: Resolver<Maybe<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  sides?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ControlPointSide']>>, ParentType, ContextType>;
  modes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CrossingMode']>>, ParentType, ContextType>;
  openingHours?: Resolver<Maybe<ReadonlyArray<ResolversTypes['OpeningHours']>>, ParentType, ContextType>;
  openingExceptions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['OpeningException']>>, ParentType, ContextType, Partial<ControlPointOpeningExceptionsArgs>>;
  openAt?: Resolver<Maybe<ResolversTypes['OpeningStatus']>, ParentType, ContextType, RequireFields<ControlPointOpenAtArgs, 'at'>>;
};

export type ControlPointSideResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ControlPointSide'] = ResolversParentTypes['ControlPointSide']> = {
  jurisdiction?: Resolver<ResolversTypes['Jurisdiction'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  city?: Resolver<ResolversTypes['City'], ParentType, ContextType>;
  authority?: Resolver<ResolversTypes['Authority'], ParentType, ContextType>;
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type OpeningHoursResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OpeningHours'] = ResolversParentTypes['OpeningHours']> = {
  opens?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  closes?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type OpeningExceptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OpeningException'] = ResolversParentTypes['OpeningException']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  opens?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  closes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type OpeningStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OpeningStatus'] = ResolversParentTypes['OpeningStatus']> = {
  state?: Resolver<ResolversTypes['OpeningState'], ParentType, ContextType>;
  opens?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closes?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>;
};

export type CityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['City'] = ResolversParentTypes['City'], FederationReferenceType extends FederationReferenceTypes['City'] = FederationReferenceTypes['City']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['City']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  permitServices?: Resolver<Maybe<ResolversTypes['CityPermitServices']>, ParentType, ContextType>;
};

export type CityPermitServicesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CityPermitServices'] = ResolversParentTypes['CityPermitServices']> = {
  coverage?: Resolver<ResolversTypes['Coverage'], ParentType, ContextType>;
  note?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  offices?: Resolver<ReadonlyArray<ResolversTypes['PermitOffice']>, ParentType, ContextType>;
  controlPoints?: Resolver<ReadonlyArray<ResolversTypes['ControlPoint']>, ParentType, ContextType>;
};

export type PermitOfficeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PermitOffice'] = ResolversParentTypes['PermitOffice']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  authority?: Resolver<ResolversTypes['Authority'], ParentType, ContextType>;
  blueprintArea?: Resolver<ResolversTypes['BlueprintArea'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type TravelPermitConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TravelPermitConnection'] = ResolversParentTypes['TravelPermitConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TravelPermitEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['TravelPermit']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TravelPermitEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TravelPermitEdge'] = ResolversParentTypes['TravelPermitEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TravelPermit'], ParentType, ContextType>;
};

export type EndorsementConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndorsementConnection'] = ResolversParentTypes['EndorsementConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EndorsementEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Endorsement']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EndorsementEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndorsementEdge'] = ResolversParentTypes['EndorsementEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Endorsement'], ParentType, ContextType>;
};

export type ControlPointConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ControlPointConnection'] = ResolversParentTypes['ControlPointConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ControlPointEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ControlPoint']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ControlPointEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ControlPointEdge'] = ResolversParentTypes['ControlPointEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ControlPoint'], ParentType, ContextType>;
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
  __resolveType: TypeResolveFn<'ControlPointUnknown' | 'NoSuchBoundary' | 'TravellerInvalid', ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Query?: QueryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  ControlPointUpdate?: ControlPointUpdateResolvers<ContextType>;
  Resident?: ResidentResolvers<ContextType>;
  Attestation?: AttestationResolvers<ContextType>;
  TravelPermit?: TravelPermitResolvers<ContextType>;
  Endorsement?: EndorsementResolvers<ContextType>;
  EndorsementScheme?: EndorsementSchemeResolvers<ContextType>;
  BoundaryCrossing?: BoundaryCrossingResolvers<ContextType>;
  CrossingResult?: CrossingResultResolvers<ContextType>;
  ControlPointUnknown?: ControlPointUnknownResolvers<ContextType>;
  NoSuchBoundary?: NoSuchBoundaryResolvers<ContextType>;
  TravellerInvalid?: TravellerInvalidResolvers<ContextType>;
  CrossingDecision?: CrossingDecisionResolvers<ContextType>;
  CrossingReason?: CrossingReasonResolvers<ContextType>;
  MissingRequirement?: MissingRequirementResolvers<ContextType>;
  RequirementHint?: RequirementHintResolvers<ContextType>;
  RequiredDocument?: RequiredDocumentResolvers<ContextType>;
  CredentialVerdict?: CredentialVerdictResolvers<ContextType>;
  CredentialEndorsement?: CredentialEndorsementResolvers<ContextType>;
  Authority?: AuthorityResolvers<ContextType>;
  ControlPoint?: ControlPointResolvers<ContextType>;
  ControlPointSide?: ControlPointSideResolvers<ContextType>;
  OpeningHours?: OpeningHoursResolvers<ContextType>;
  OpeningException?: OpeningExceptionResolvers<ContextType>;
  OpeningStatus?: OpeningStatusResolvers<ContextType>;
  City?: CityResolvers<ContextType>;
  CityPermitServices?: CityPermitServicesResolvers<ContextType>;
  PermitOffice?: PermitOfficeResolvers<ContextType>;
  TravelPermitConnection?: TravelPermitConnectionResolvers<ContextType>;
  TravelPermitEdge?: TravelPermitEdgeResolvers<ContextType>;
  EndorsementConnection?: EndorsementConnectionResolvers<ContextType>;
  EndorsementEdge?: EndorsementEdgeResolvers<ContextType>;
  ControlPointConnection?: ControlPointConnectionResolvers<ContextType>;
  ControlPointEdge?: ControlPointEdgeResolvers<ContextType>;
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
