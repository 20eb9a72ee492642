// Generated from schema.graphql and records.ts by `npm run compose`; never edited by hand.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { LocalizedText as LocalizedTextRecord, Source as SourceRecord, Money as MoneyRecord, Stop as StopRecord, Operator as OperatorRecord, Route as RouteRecord, City as CityRecord, CityTransitServices as CityTransitServicesRecord, BoundaryCrossing as BoundaryCrossingRecord, Leg as LegRecord, Itinerary as ItineraryRecord, FareQuote as FareQuoteRecord, FareAcceptance as FareAcceptanceRecord, WalletAcceptance as WalletAcceptanceRecord } from './records.ts';
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
  SafeInt: { input: number; output: number; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type Query = {
  readonly itineraries?: Maybe<ItinerariesResult>;
  readonly itinerary?: Maybe<Itinerary>;
  readonly stops?: Maybe<StopConnection>;
  readonly stop?: Maybe<Stop>;
  readonly operators?: Maybe<OperatorConnection>;
  readonly operator?: Maybe<Operator>;
  readonly route?: Maybe<Route>;
};


export type QueryItinerariesArgs = {
  from: Scalars['ID']['input'];
  to: Scalars['ID']['input'];
  departure: Scalars['DateTime']['input'];
  passenger?: InputMaybe<PassengerCategory>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryItineraryArgs = {
  id: Scalars['ID']['input'];
  passenger?: InputMaybe<PassengerCategory>;
};


export type QueryStopsArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
  city?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryStopArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOperatorsArgs = {
  city?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryOperatorArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRouteArgs = {
  id: Scalars['ID']['input'];
};

export type ItinerariesResult = ItineraryConnection | StopUnknown | DepartureOutOfRange | NoItinerary;

export type StopUnknown = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
  readonly stopId: Scalars['ID']['output'];
};

export type DepartureOutOfRange = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
  readonly coveredFrom: Scalars['Date']['output'];
  readonly coveredTo: Scalars['Date']['output'];
};

export type NoItinerary = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type PassengerCategory =
  | 'ADULT'
  | 'CHILD'
  | 'STUDENT'
  | 'SENIOR';

export type Itinerary = {
  readonly id: Scalars['ID']['output'];
  readonly departure: Scalars['DateTime']['output'];
  readonly arrival: Scalars['DateTime']['output'];
  readonly durationSeconds: Scalars['Int']['output'];
  readonly transferCount: Scalars['Int']['output'];
  readonly legs: ReadonlyArray<Leg>;
  readonly crossings: ReadonlyArray<BoundaryCrossing>;
  readonly fares: ReadonlyArray<FareQuote>;
  readonly fareTotals: ReadonlyArray<Money>;
};

export type Leg = {
  readonly mode: LegMode;
  readonly route?: Maybe<Route>;
  readonly operator?: Maybe<Operator>;
  readonly headsign?: Maybe<LocalizedText>;
  readonly from: Stop;
  readonly to: Stop;
  readonly departure: Scalars['DateTime']['output'];
  readonly arrival: Scalars['DateTime']['output'];
  readonly intermediateStopCount: Scalars['Int']['output'];
  readonly timetableBasis: TimetableBasis;
  readonly basisNote: Scalars['String']['output'];
  readonly crossing?: Maybe<BoundaryCrossing>;
};

export type LegMode =
  | 'WALK'
  | 'SUBWAY'
  | 'RAIL'
  | 'HIGH_SPEED_RAIL'
  | 'TRAM'
  | 'BUS'
  | 'FERRY';

export type TransitMode =
  | 'SUBWAY'
  | 'RAIL'
  | 'HIGH_SPEED_RAIL'
  | 'TRAM'
  | 'BUS'
  | 'FERRY';

export type TimetableBasis =
  | 'PUBLISHED'
  | 'ESTIMATED';

export type BoundaryCrossing = {
  readonly id: Scalars['ID']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly from: Jurisdiction;
  readonly to: Jurisdiction;
  readonly controlPoint: ControlPoint;
  readonly traveller?: Maybe<Resident>;
};

export type ControlPoint = {
  readonly id: Scalars['ID']['output'];
};

export type Resident = {
  readonly reference: Scalars['ID']['output'];
};

export type FareQuote = {
  readonly id: Scalars['ID']['output'];
  readonly operator: Operator;
  readonly product: LocalizedText;
  readonly from: Stop;
  readonly to: Stop;
  readonly passenger: PassengerCategory;
  readonly amount: Money;
  readonly medium: FareMedium;
  readonly acceptance: ReadonlyArray<FareAcceptance>;
  readonly validOn: Scalars['Date']['output'];
  readonly source: Source;
};

export type FareMedium =
  | 'STORED_VALUE'
  | 'SINGLE_TICKET'
  | 'CASH'
  | 'ANY';

export type FareAcceptance = {
  readonly provider: WalletProvider;
  readonly amount: Money;
  readonly basis: FareBasis;
  readonly validFrom: Scalars['Date']['output'];
  readonly validTo?: Maybe<Scalars['Date']['output']>;
  readonly source: Source;
};

export type FareBasis =
  | 'CARD_EQUIVALENT'
  | 'ADULT_ONLY'
  | 'FLAT_NO_DISCOUNT';

export type WalletProvider = {
  readonly id: Scalars['ID']['output'];
};

export type Operator = {
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<LocalizedText>;
  readonly city?: Maybe<City>;
  readonly blueprintArea?: Maybe<BlueprintArea>;
  readonly routes?: Maybe<RouteConnection>;
  readonly walletAcceptance?: Maybe<ReadonlyArray<WalletAcceptance>>;
};


export type OperatorRoutesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type OperatorWalletAcceptanceArgs = {
  on?: InputMaybe<Scalars['Date']['input']>;
};

export type WalletAcceptance = {
  readonly provider: WalletProvider;
  readonly basis: FareBasis;
  readonly validFrom: Scalars['Date']['output'];
  readonly validTo?: Maybe<Scalars['Date']['output']>;
  readonly source: Source;
};

export type Stop = {
  readonly id: Scalars['ID']['output'];
  readonly name: LocalizedText;
  readonly latitude: Scalars['Float']['output'];
  readonly longitude: Scalars['Float']['output'];
  readonly city: City;
  readonly routes: RouteConnection;
};


export type StopRoutesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Route = {
  readonly id: Scalars['ID']['output'];
  readonly shortName: Scalars['String']['output'];
  readonly name: LocalizedText;
  readonly mode: TransitMode;
  readonly operator: Operator;
  readonly stops: ReadonlyArray<Stop>;
};

export type City = {
  readonly id: Scalars['ID']['output'];
  readonly transitServices?: Maybe<CityTransitServices>;
};

export type CityTransitServices = {
  readonly coverage: Coverage;
  readonly note: LocalizedText;
  readonly operators: ReadonlyArray<Operator>;
};

export type ItineraryConnection = {
  readonly edges: ReadonlyArray<ItineraryEdge>;
  readonly nodes: ReadonlyArray<Itinerary>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ItineraryEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Itinerary;
};

export type StopConnection = {
  readonly edges: ReadonlyArray<StopEdge>;
  readonly nodes: ReadonlyArray<Stop>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type StopEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Stop;
};

export type OperatorConnection = {
  readonly edges: ReadonlyArray<OperatorEdge>;
  readonly nodes: ReadonlyArray<Operator>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type OperatorEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Operator;
};

export type RouteConnection = {
  readonly edges: ReadonlyArray<RouteEdge>;
  readonly nodes: ReadonlyArray<Route>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type RouteEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Route;
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

export type Currency =
  | 'HKD'
  | 'CNY'
  | 'MOP';

export type Money = {
  readonly amountMinor: Scalars['SafeInt']['output'];
  readonly currency: Currency;
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
  BoundaryCrossing: BoundaryCrossing;
  FareQuote: FareQuote;
  Operator: Operator;
  Stop: Stop;
  Route: Route;
  City: City;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  BoundaryCrossing:
    ( { __typename: 'BoundaryCrossing' }
    & GraphQLRecursivePick<FederationTypes['BoundaryCrossing'], {"id":true}> );
  FareQuote:
    ( { __typename: 'FareQuote' }
    & GraphQLRecursivePick<FederationTypes['FareQuote'], {"id":true}> );
  Operator:
    ( { __typename: 'Operator' }
    & GraphQLRecursivePick<FederationTypes['Operator'], {"id":true}> );
  Stop:
    ( { __typename: 'Stop' }
    & GraphQLRecursivePick<FederationTypes['Stop'], {"id":true}> );
  Route:
    ( { __typename: 'Route' }
    & GraphQLRecursivePick<FederationTypes['Route'], {"id":true}> );
  City:
    ( { __typename: 'City' }
    & GraphQLRecursivePick<FederationTypes['City'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  ItinerariesResult:
    | ( Omit<ItineraryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<_RefType['ItineraryEdge']>, nodes: ReadonlyArray<_RefType['Itinerary']> } )
    | ( StopUnknown )
    | ( DepartureOutOfRange )
    | ( NoItinerary )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( StopUnknown )
    | ( DepartureOutOfRange )
    | ( NoItinerary )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ItinerariesResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ItinerariesResult']>;
  StopUnknown: ResolverTypeWrapper<StopUnknown>;
  DepartureOutOfRange: ResolverTypeWrapper<DepartureOutOfRange>;
  NoItinerary: ResolverTypeWrapper<NoItinerary>;
  PassengerCategory: PassengerCategory;
  Itinerary: ResolverTypeWrapper<ItineraryRecord>;
  Leg: ResolverTypeWrapper<LegRecord>;
  LegMode: LegMode;
  TransitMode: TransitMode;
  TimetableBasis: TimetableBasis;
  BoundaryCrossing: ResolverTypeWrapper<BoundaryCrossingRecord>;
  ControlPoint: ResolverTypeWrapper<ControlPoint>;
  Resident: ResolverTypeWrapper<Resident>;
  FareQuote: ResolverTypeWrapper<FareQuoteRecord>;
  FareMedium: FareMedium;
  FareAcceptance: ResolverTypeWrapper<FareAcceptanceRecord>;
  FareBasis: FareBasis;
  WalletProvider: ResolverTypeWrapper<WalletProvider>;
  Operator: ResolverTypeWrapper<OperatorRecord>;
  WalletAcceptance: ResolverTypeWrapper<WalletAcceptanceRecord>;
  Stop: ResolverTypeWrapper<StopRecord>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Route: ResolverTypeWrapper<RouteRecord>;
  City: ResolverTypeWrapper<CityRecord>;
  CityTransitServices: ResolverTypeWrapper<CityTransitServicesRecord>;
  ItineraryConnection: ResolverTypeWrapper<Omit<ItineraryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ItineraryEdge']>, nodes: ReadonlyArray<ResolversTypes['Itinerary']> }>;
  ItineraryEdge: ResolverTypeWrapper<Omit<ItineraryEdge, 'node'> & { node: ResolversTypes['Itinerary'] }>;
  StopConnection: ResolverTypeWrapper<Omit<StopConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['StopEdge']>, nodes: ReadonlyArray<ResolversTypes['Stop']> }>;
  StopEdge: ResolverTypeWrapper<Omit<StopEdge, 'node'> & { node: ResolversTypes['Stop'] }>;
  OperatorConnection: ResolverTypeWrapper<Omit<OperatorConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['OperatorEdge']>, nodes: ReadonlyArray<ResolversTypes['Operator']> }>;
  OperatorEdge: ResolverTypeWrapper<Omit<OperatorEdge, 'node'> & { node: ResolversTypes['Operator'] }>;
  RouteConnection: ResolverTypeWrapper<Omit<RouteConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['RouteEdge']>, nodes: ReadonlyArray<ResolversTypes['Route']> }>;
  RouteEdge: ResolverTypeWrapper<Omit<RouteEdge, 'node'> & { node: ResolversTypes['Route'] }>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Jurisdiction: Jurisdiction;
  Coverage: Coverage;
  BlueprintArea: BlueprintArea;
  LocalizedText: ResolverTypeWrapper<LocalizedTextRecord>;
  Source: ResolverTypeWrapper<SourceRecord>;
  Verification: Verification;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  SafeInt: ResolverTypeWrapper<Scalars['SafeInt']['output']>;
  Currency: Currency;
  Money: ResolverTypeWrapper<MoneyRecord>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  ItinerariesResult: ResolversUnionTypes<ResolversParentTypes>['ItinerariesResult'];
  StopUnknown: StopUnknown;
  DepartureOutOfRange: DepartureOutOfRange;
  NoItinerary: NoItinerary;
  Itinerary: ItineraryRecord;
  Leg: LegRecord;
  BoundaryCrossing: BoundaryCrossingRecord;
  ControlPoint: ControlPoint;
  Resident: Resident;
  FareQuote: FareQuoteRecord;
  FareAcceptance: FareAcceptanceRecord;
  WalletProvider: WalletProvider;
  Operator: OperatorRecord;
  WalletAcceptance: WalletAcceptanceRecord;
  Stop: StopRecord;
  Float: Scalars['Float']['output'];
  Route: RouteRecord;
  City: CityRecord;
  CityTransitServices: CityTransitServicesRecord;
  ItineraryConnection: Omit<ItineraryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ItineraryEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Itinerary']> };
  ItineraryEdge: Omit<ItineraryEdge, 'node'> & { node: ResolversParentTypes['Itinerary'] };
  StopConnection: Omit<StopConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['StopEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Stop']> };
  StopEdge: Omit<StopEdge, 'node'> & { node: ResolversParentTypes['Stop'] };
  OperatorConnection: Omit<OperatorConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['OperatorEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Operator']> };
  OperatorEdge: Omit<OperatorEdge, 'node'> & { node: ResolversParentTypes['Operator'] };
  RouteConnection: Omit<RouteConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['RouteEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Route']> };
  RouteEdge: Omit<RouteEdge, 'node'> & { node: ResolversParentTypes['Route'] };
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  LocalizedText: LocalizedTextRecord;
  Source: SourceRecord;
  PageInfo: PageInfo;
  SafeInt: Scalars['SafeInt']['output'];
  Money: MoneyRecord;
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
  itineraries?: Resolver<Maybe<ResolversTypes['ItinerariesResult']>, ParentType, ContextType, RequireFields<QueryItinerariesArgs, 'from' | 'to' | 'departure' | 'passenger' | 'first'>>;
  itinerary?: Resolver<Maybe<ResolversTypes['Itinerary']>, ParentType, ContextType, RequireFields<QueryItineraryArgs, 'id' | 'passenger'>>;
  stops?: Resolver<Maybe<ResolversTypes['StopConnection']>, ParentType, ContextType, RequireFields<QueryStopsArgs, 'first'>>;
  stop?: Resolver<Maybe<ResolversTypes['Stop']>, ParentType, ContextType, RequireFields<QueryStopArgs, 'id'>>;
  operators?: Resolver<Maybe<ResolversTypes['OperatorConnection']>, ParentType, ContextType, RequireFields<QueryOperatorsArgs, 'first'>>;
  operator?: Resolver<Maybe<ResolversTypes['Operator']>, ParentType, ContextType, RequireFields<QueryOperatorArgs, 'id'>>;
  route?: Resolver<Maybe<ResolversTypes['Route']>, ParentType, ContextType, RequireFields<QueryRouteArgs, 'id'>>;
};

export type ItinerariesResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItinerariesResult'] = ResolversParentTypes['ItinerariesResult']> = {
  __resolveType: TypeResolveFn<'ItineraryConnection' | 'StopUnknown' | 'DepartureOutOfRange' | 'NoItinerary', ParentType, ContextType>;
};

export type StopUnknownResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StopUnknown'] = ResolversParentTypes['StopUnknown']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stopId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DepartureOutOfRangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DepartureOutOfRange'] = ResolversParentTypes['DepartureOutOfRange']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  coveredFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  coveredTo?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NoItineraryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoItinerary'] = ResolversParentTypes['NoItinerary']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ItineraryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Itinerary'] = ResolversParentTypes['Itinerary']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  departure?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  arrival?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  durationSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  transferCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  legs?: Resolver<ReadonlyArray<ResolversTypes['Leg']>, ParentType, ContextType>;
  crossings?: Resolver<ReadonlyArray<ResolversTypes['BoundaryCrossing']>, ParentType, ContextType>;
  fares?: Resolver<ReadonlyArray<ResolversTypes['FareQuote']>, ParentType, ContextType>;
  fareTotals?: Resolver<ReadonlyArray<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type LegResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Leg'] = ResolversParentTypes['Leg']> = {
  mode?: Resolver<ResolversTypes['LegMode'], ParentType, ContextType>;
  route?: Resolver<Maybe<ResolversTypes['Route']>, ParentType, ContextType>;
  operator?: Resolver<Maybe<ResolversTypes['Operator']>, ParentType, ContextType>;
  headsign?: Resolver<Maybe<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Stop'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Stop'], ParentType, ContextType>;
  departure?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  arrival?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  intermediateStopCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timetableBasis?: Resolver<ResolversTypes['TimetableBasis'], ParentType, ContextType>;
  basisNote?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  crossing?: Resolver<Maybe<ResolversTypes['BoundaryCrossing']>, ParentType, ContextType>;
};

export type BoundaryCrossingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BoundaryCrossing'] = ResolversParentTypes['BoundaryCrossing'], FederationReferenceType extends FederationReferenceTypes['BoundaryCrossing'] = FederationReferenceTypes['BoundaryCrossing']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['BoundaryCrossing']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Jurisdiction'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Jurisdiction'], ParentType, ContextType>;
  controlPoint?: Resolver<ResolversTypes['ControlPoint'], ParentType, ContextType>;
  traveller?: Resolver<Maybe<ResolversTypes['Resident']>, ParentType, ContextType>;
};

export type ControlPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ControlPoint'] = ResolversParentTypes['ControlPoint']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ResidentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Resident'] = ResolversParentTypes['Resident']> = {
  reference?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type FareQuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FareQuote'] = ResolversParentTypes['FareQuote'], FederationReferenceType extends FederationReferenceTypes['FareQuote'] = FederationReferenceTypes['FareQuote']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['FareQuote']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  operator?: Resolver<ResolversTypes['Operator'], ParentType, ContextType>;
  product?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Stop'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Stop'], ParentType, ContextType>;
  passenger?: Resolver<ResolversTypes['PassengerCategory'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  medium?: Resolver<ResolversTypes['FareMedium'], ParentType, ContextType>;
  acceptance?: Resolver<ReadonlyArray<ResolversTypes['FareAcceptance']>, ParentType, ContextType>;
  validOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type FareAcceptanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FareAcceptance'] = ResolversParentTypes['FareAcceptance']> = {
  provider?: Resolver<ResolversTypes['WalletProvider'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  basis?: Resolver<ResolversTypes['FareBasis'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type WalletProviderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletProvider'] = ResolversParentTypes['WalletProvider']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type OperatorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Operator'] = ResolversParentTypes['Operator'], FederationReferenceType extends FederationReferenceTypes['Operator'] = FederationReferenceTypes['Operator']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Operator']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  city?: Resolver<Maybe<ResolversTypes['City']>, ParentType, ContextType>;
  blueprintArea?: Resolver<Maybe<ResolversTypes['BlueprintArea']>, ParentType, ContextType>;
  routes?: Resolver<Maybe<ResolversTypes['RouteConnection']>, ParentType, ContextType, RequireFields<OperatorRoutesArgs, 'first'>>;
  walletAcceptance?: Resolver<Maybe<ReadonlyArray<ResolversTypes['WalletAcceptance']>>, ParentType, ContextType, Partial<OperatorWalletAcceptanceArgs>>;
};

export type WalletAcceptanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletAcceptance'] = ResolversParentTypes['WalletAcceptance']> = {
  provider?: Resolver<ResolversTypes['WalletProvider'], ParentType, ContextType>;
  basis?: Resolver<ResolversTypes['FareBasis'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type StopResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Stop'] = ResolversParentTypes['Stop'], FederationReferenceType extends FederationReferenceTypes['Stop'] = FederationReferenceTypes['Stop']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Stop']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  city?: Resolver<ResolversTypes['City'], ParentType, ContextType>;
  routes?: Resolver<ResolversTypes['RouteConnection'], ParentType, ContextType, RequireFields<StopRoutesArgs, 'first'>>;
};

export type RouteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Route'] = ResolversParentTypes['Route'], FederationReferenceType extends FederationReferenceTypes['Route'] = FederationReferenceTypes['Route']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Route']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  shortName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['TransitMode'], ParentType, ContextType>;
  operator?: Resolver<ResolversTypes['Operator'], ParentType, ContextType>;
  stops?: Resolver<ReadonlyArray<ResolversTypes['Stop']>, ParentType, ContextType>;
};

export type CityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['City'] = ResolversParentTypes['City'], FederationReferenceType extends FederationReferenceTypes['City'] = FederationReferenceTypes['City']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['City']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  transitServices?: Resolver<Maybe<ResolversTypes['CityTransitServices']>, ParentType, ContextType>;
};

export type CityTransitServicesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CityTransitServices'] = ResolversParentTypes['CityTransitServices']> = {
  coverage?: Resolver<ResolversTypes['Coverage'], ParentType, ContextType>;
  note?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  operators?: Resolver<ReadonlyArray<ResolversTypes['Operator']>, ParentType, ContextType>;
};

export type ItineraryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItineraryConnection'] = ResolversParentTypes['ItineraryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ItineraryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Itinerary']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ItineraryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItineraryEdge'] = ResolversParentTypes['ItineraryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Itinerary'], ParentType, ContextType>;
};

export type StopConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StopConnection'] = ResolversParentTypes['StopConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['StopEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Stop']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StopEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StopEdge'] = ResolversParentTypes['StopEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Stop'], ParentType, ContextType>;
};

export type OperatorConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperatorConnection'] = ResolversParentTypes['OperatorConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OperatorEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Operator']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OperatorEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperatorEdge'] = ResolversParentTypes['OperatorEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Operator'], ParentType, ContextType>;
};

export type RouteConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RouteConnection'] = ResolversParentTypes['RouteConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RouteEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Route']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RouteEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RouteEdge'] = ResolversParentTypes['RouteEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Route'], ParentType, ContextType>;
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

export interface SafeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SafeInt'], any> {
  name: 'SafeInt';
}

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amountMinor?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['Currency'], ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType: TypeResolveFn<'StopUnknown' | 'DepartureOutOfRange' | 'NoItinerary', ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Query?: QueryResolvers<ContextType>;
  ItinerariesResult?: ItinerariesResultResolvers<ContextType>;
  StopUnknown?: StopUnknownResolvers<ContextType>;
  DepartureOutOfRange?: DepartureOutOfRangeResolvers<ContextType>;
  NoItinerary?: NoItineraryResolvers<ContextType>;
  Itinerary?: ItineraryResolvers<ContextType>;
  Leg?: LegResolvers<ContextType>;
  BoundaryCrossing?: BoundaryCrossingResolvers<ContextType>;
  ControlPoint?: ControlPointResolvers<ContextType>;
  Resident?: ResidentResolvers<ContextType>;
  FareQuote?: FareQuoteResolvers<ContextType>;
  FareAcceptance?: FareAcceptanceResolvers<ContextType>;
  WalletProvider?: WalletProviderResolvers<ContextType>;
  Operator?: OperatorResolvers<ContextType>;
  WalletAcceptance?: WalletAcceptanceResolvers<ContextType>;
  Stop?: StopResolvers<ContextType>;
  Route?: RouteResolvers<ContextType>;
  City?: CityResolvers<ContextType>;
  CityTransitServices?: CityTransitServicesResolvers<ContextType>;
  ItineraryConnection?: ItineraryConnectionResolvers<ContextType>;
  ItineraryEdge?: ItineraryEdgeResolvers<ContextType>;
  StopConnection?: StopConnectionResolvers<ContextType>;
  StopEdge?: StopEdgeResolvers<ContextType>;
  OperatorConnection?: OperatorConnectionResolvers<ContextType>;
  OperatorEdge?: OperatorEdgeResolvers<ContextType>;
  RouteConnection?: RouteConnectionResolvers<ContextType>;
  RouteEdge?: RouteEdgeResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  LocalizedText?: LocalizedTextResolvers<ContextType>;
  Source?: SourceResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  SafeInt?: GraphQLScalarType;
  Money?: MoneyResolvers<ContextType>;
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
