// Generated from schema.graphql and records.ts by `npm run compose`; never edited by hand.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyRecord, LocalizedText as LocalizedTextRecord, Source as SourceRecord, Authority as AuthorityRecord, WalletTier as WalletTierRecord, WalletLimit as WalletLimitRecord, WalletProvider as WalletProviderRecord, Resident as ResidentRecord, Wallet as WalletRecord, FxQuote as FxQuoteRecord, PaymentOption as PaymentOptionRecord, Payment as PaymentRecord, FarePaid as FarePaidRecord, StatementLine as StatementLineRecord, FareQuote as FareQuoteRecord, ExchangePoint as ExchangePointRecord, CityWalletServices as CityWalletServicesRecord, City as CityRecord, PaymentOptionInvalid as PaymentOptionInvalidRecord, PaymentOptionExpired as PaymentOptionExpiredRecord, PaymentOptionUsed as PaymentOptionUsedRecord, ExchangeUnavailable as ExchangeUnavailableRecord, InsufficientBalance as InsufficientBalanceRecord, LimitExceeded as LimitExceededRecord, WalletNotUsable as WalletNotUsableRecord, IdempotencyConflict as IdempotencyConflictRecord, IdempotencyKeyInvalid as IdempotencyKeyInvalidRecord, PaymentNotPermitted as PaymentNotPermittedRecord, FxPairUnavailable as FxPairUnavailableRecord, FxAmountInvalid as FxAmountInvalidRecord, PaymentObstacle as PaymentObstacleRecord } from './records.ts';
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
  readonly viewer?: Maybe<Resident>;
  readonly walletProviders?: Maybe<WalletProviderConnection>;
  readonly walletProvider?: Maybe<WalletProvider>;
  readonly wallet?: Maybe<Wallet>;
  readonly payment?: Maybe<Payment>;
  readonly fxQuote?: Maybe<FxQuoteResult>;
};


export type QueryWalletProvidersArgs = {
  city?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryWalletProviderArgs = {
  id: Scalars['ID']['input'];
};


export type QueryWalletArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPaymentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryFxQuoteArgs = {
  sell: Currency;
  buy: Currency;
  buyAmountMinor: Scalars['SafeInt']['input'];
};

export type Mutation = {
  readonly payFare?: Maybe<PayFareResult>;
};


export type MutationPayFareArgs = {
  input: PayFareInput;
};

export type Subscription = {
  readonly paymentUpdated?: Maybe<Payment>;
};

export type PayFareInput = {
  readonly paymentOptionId: Scalars['ID']['input'];
  readonly idempotencyKey: Scalars['ID']['input'];
};

export type PayFareResult = FarePaid | PaymentOptionInvalid | PaymentOptionExpired | PaymentOptionUsed | InsufficientBalance | LimitExceeded | WalletNotUsable | ExchangeUnavailable | IdempotencyConflict | IdempotencyKeyInvalid | PaymentNotPermitted;

export type FarePaid = {
  readonly payment: Payment;
  readonly replayed: Scalars['Boolean']['output'];
};

export type PaymentOptionInvalid = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type PaymentOptionExpired = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
  readonly expiredAt: Scalars['DateTime']['output'];
};

export type PaymentOptionUsed = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type InsufficientBalance = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
  readonly available: Money;
  readonly needed: Money;
};

export type LimitExceeded = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
  readonly limit: WalletLimit;
  readonly remaining: Money;
  readonly resetsAt?: Maybe<Scalars['DateTime']['output']>;
};

export type WalletNotUsable = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type ExchangeUnavailable = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type IdempotencyConflict = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type IdempotencyKeyInvalid = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type PaymentNotPermitted = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type Resident = {
  readonly reference: Scalars['ID']['output'];
  readonly wallets?: Maybe<WalletConnection>;
};


export type ResidentWalletsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Wallet = {
  readonly id: Scalars['ID']['output'];
  readonly provider: WalletProvider;
  readonly currency: Currency;
  readonly tier: WalletTier;
  readonly status: WalletStatus;
  readonly balance: Balance;
  readonly limits: ReadonlyArray<WalletLimit>;
  readonly payments?: Maybe<PaymentConnection>;
  readonly statement?: Maybe<StatementLineConnection>;
};


export type WalletPaymentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type WalletStatementArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type WalletTier = {
  readonly id: Scalars['ID']['output'];
  readonly name: LocalizedText;
};

export type WalletStatus =
  | 'ACTIVE'
  | 'FROZEN'
  | 'CLOSED';

export type Balance = {
  readonly posted: Money;
  readonly pending: Money;
  readonly available: Money;
};

export type WalletLimit = {
  readonly tier: WalletTier;
  readonly kind: WalletLimitKind;
  readonly amount: Money;
  readonly validFrom: Scalars['Date']['output'];
  readonly validTo?: Maybe<Scalars['Date']['output']>;
  readonly source: Source;
};

export type WalletLimitKind =
  | 'SINGLE_PAYMENT'
  | 'DAILY'
  | 'ANNUAL'
  | 'BALANCE';

export type WalletProvider = {
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<LocalizedText>;
  readonly currency?: Maybe<Currency>;
  readonly regulator?: Maybe<Authority>;
  readonly blueprintArea?: Maybe<BlueprintArea>;
  readonly limits?: Maybe<ReadonlyArray<WalletLimit>>;
};


export type WalletProviderLimitsArgs = {
  on?: InputMaybe<Scalars['Date']['input']>;
};

export type Authority = {
  readonly id: Scalars['ID']['output'];
  readonly name: LocalizedText;
  readonly jurisdiction?: Maybe<Jurisdiction>;
  readonly url?: Maybe<Scalars['String']['output']>;
};

export type Payment = {
  readonly id: Scalars['ID']['output'];
  readonly wallet?: Maybe<Wallet>;
  readonly operator: Operator;
  readonly fare: Money;
  readonly amount: Money;
  readonly quote?: Maybe<FxQuote>;
  readonly status: PaymentStatus;
  readonly createdAt: Scalars['DateTime']['output'];
};

export type PaymentStatus =
  | 'POSTED'
  | 'REFUNDED';

export type StatementLine = {
  readonly id: Scalars['ID']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly kind: StatementLineKind;
  readonly amount: Money;
  readonly balanceAfter: Money;
  readonly payment?: Maybe<Payment>;
};

export type StatementLineKind =
  | 'TOP_UP'
  | 'FARE'
  | 'REFUND';

export type FxQuote = {
  readonly sell: Money;
  readonly buy: Money;
  readonly rate: Scalars['String']['output'];
  readonly midRate: Scalars['String']['output'];
  readonly spreadBasisPoints: Scalars['Int']['output'];
  readonly expiresAt: Scalars['DateTime']['output'];
  readonly source: Source;
};

export type FxQuoteResult = FxQuote | FxPairUnavailable | FxAmountInvalid;

export type FxPairUnavailable = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type FxAmountInvalid = Refusal & {
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly nextStep: Scalars['String']['output'];
};

export type FareQuote = {
  readonly id: Scalars['ID']['output'];
  readonly operator: Operator;
  readonly acceptance: ReadonlyArray<FareAcceptance>;
  readonly payableWith?: Maybe<ReadonlyArray<PaymentOption>>;
};

export type FareAcceptance = {
  readonly provider: WalletProvider;
  readonly amount: Money;
};

export type PaymentOption = {
  readonly id: Scalars['ID']['output'];
  readonly wallet: Wallet;
  readonly fare: Money;
  readonly amount?: Maybe<Money>;
  readonly quote?: Maybe<FxQuote>;
  readonly payable: Scalars['Boolean']['output'];
  readonly obstacle?: Maybe<PaymentObstacle>;
  readonly expiresAt: Scalars['DateTime']['output'];
};

export type PaymentObstacle = InsufficientBalance | LimitExceeded | WalletNotUsable | ExchangeUnavailable;

export type Operator = {
  readonly id: Scalars['ID']['output'];
};

export type City = {
  readonly id: Scalars['ID']['output'];
  readonly walletServices?: Maybe<CityWalletServices>;
};

export type CityWalletServices = {
  readonly coverage: Coverage;
  readonly note: LocalizedText;
  readonly providers: ReadonlyArray<WalletProvider>;
  readonly exchangePoints: ReadonlyArray<ExchangePoint>;
};

export type ExchangePoint = {
  readonly id: Scalars['ID']['output'];
  readonly name: LocalizedText;
  readonly currencies: ReadonlyArray<Currency>;
  readonly blueprintArea: BlueprintArea;
  readonly source: Source;
};

export type WalletConnection = {
  readonly edges: ReadonlyArray<WalletEdge>;
  readonly nodes: ReadonlyArray<Wallet>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type WalletEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Wallet;
};

export type WalletProviderConnection = {
  readonly edges: ReadonlyArray<WalletProviderEdge>;
  readonly nodes: ReadonlyArray<WalletProvider>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type WalletProviderEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: WalletProvider;
};

export type PaymentConnection = {
  readonly edges: ReadonlyArray<PaymentEdge>;
  readonly nodes: ReadonlyArray<Payment>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type PaymentEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: Payment;
};

export type StatementLineConnection = {
  readonly edges: ReadonlyArray<StatementLineEdge>;
  readonly nodes: ReadonlyArray<StatementLine>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type StatementLineEdge = {
  readonly cursor: Scalars['String']['output'];
  readonly node: StatementLine;
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
  Resident: Resident;
  Wallet: Wallet;
  WalletProvider: WalletProvider;
  Payment: Payment;
  FareQuote: FareQuote;
  City: City;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Resident:
    ( { __typename: 'Resident' }
    & GraphQLRecursivePick<FederationTypes['Resident'], {"reference":true}> );
  Wallet:
    ( { __typename: 'Wallet' }
    & GraphQLRecursivePick<FederationTypes['Wallet'], {"id":true}> );
  WalletProvider:
    ( { __typename: 'WalletProvider' }
    & GraphQLRecursivePick<FederationTypes['WalletProvider'], {"id":true}> );
  Payment:
    ( { __typename: 'Payment' }
    & GraphQLRecursivePick<FederationTypes['Payment'], {"id":true}> );
  FareQuote:
    ( { __typename: 'FareQuote' }
    & GraphQLRecursivePick<FederationTypes['FareQuote'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['FareQuote'], {"operator":{"id":true},"acceptance":{"provider":{"id":true},"amount":{"amountMinor":true,"currency":true}}}> ) );
  City:
    ( { __typename: 'City' }
    & GraphQLRecursivePick<FederationTypes['City'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  PayFareResult:
    | ( FarePaidRecord )
    | ( PaymentOptionInvalidRecord )
    | ( PaymentOptionExpiredRecord )
    | ( PaymentOptionUsedRecord )
    | ( InsufficientBalanceRecord )
    | ( LimitExceededRecord )
    | ( WalletNotUsableRecord )
    | ( ExchangeUnavailableRecord )
    | ( IdempotencyConflictRecord )
    | ( IdempotencyKeyInvalidRecord )
    | ( PaymentNotPermittedRecord )
  ;
  FxQuoteResult:
    | ( FxQuoteRecord )
    | ( FxPairUnavailableRecord )
    | ( FxAmountInvalidRecord )
  ;
  PaymentObstacle:
    | ( InsufficientBalanceRecord )
    | ( LimitExceededRecord )
    | ( WalletNotUsableRecord )
    | ( ExchangeUnavailableRecord )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( PaymentOptionInvalidRecord )
    | ( PaymentOptionExpiredRecord )
    | ( PaymentOptionUsedRecord )
    | ( InsufficientBalanceRecord )
    | ( LimitExceededRecord )
    | ( WalletNotUsableRecord )
    | ( ExchangeUnavailableRecord )
    | ( IdempotencyConflictRecord )
    | ( IdempotencyKeyInvalidRecord )
    | ( PaymentNotPermittedRecord )
    | ( FxPairUnavailableRecord )
    | ( FxAmountInvalidRecord )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PayFareInput: PayFareInput;
  PayFareResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PayFareResult']>;
  FarePaid: ResolverTypeWrapper<FarePaidRecord>;
  PaymentOptionInvalid: ResolverTypeWrapper<PaymentOptionInvalidRecord>;
  PaymentOptionExpired: ResolverTypeWrapper<PaymentOptionExpiredRecord>;
  PaymentOptionUsed: ResolverTypeWrapper<PaymentOptionUsedRecord>;
  InsufficientBalance: ResolverTypeWrapper<InsufficientBalanceRecord>;
  LimitExceeded: ResolverTypeWrapper<LimitExceededRecord>;
  WalletNotUsable: ResolverTypeWrapper<WalletNotUsableRecord>;
  ExchangeUnavailable: ResolverTypeWrapper<ExchangeUnavailableRecord>;
  IdempotencyConflict: ResolverTypeWrapper<IdempotencyConflictRecord>;
  IdempotencyKeyInvalid: ResolverTypeWrapper<IdempotencyKeyInvalidRecord>;
  PaymentNotPermitted: ResolverTypeWrapper<PaymentNotPermittedRecord>;
  Resident: ResolverTypeWrapper<ResidentRecord>;
  Wallet: ResolverTypeWrapper<WalletRecord>;
  WalletTier: ResolverTypeWrapper<WalletTierRecord>;
  WalletStatus: WalletStatus;
  Balance: ResolverTypeWrapper<Omit<Balance, 'posted' | 'pending' | 'available'> & { posted: ResolversTypes['Money'], pending: ResolversTypes['Money'], available: ResolversTypes['Money'] }>;
  WalletLimit: ResolverTypeWrapper<WalletLimitRecord>;
  WalletLimitKind: WalletLimitKind;
  WalletProvider: ResolverTypeWrapper<WalletProviderRecord>;
  Authority: ResolverTypeWrapper<AuthorityRecord>;
  Payment: ResolverTypeWrapper<PaymentRecord>;
  PaymentStatus: PaymentStatus;
  StatementLine: ResolverTypeWrapper<StatementLineRecord>;
  StatementLineKind: StatementLineKind;
  FxQuote: ResolverTypeWrapper<FxQuoteRecord>;
  FxQuoteResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['FxQuoteResult']>;
  FxPairUnavailable: ResolverTypeWrapper<FxPairUnavailableRecord>;
  FxAmountInvalid: ResolverTypeWrapper<FxAmountInvalidRecord>;
  FareQuote: ResolverTypeWrapper<FareQuoteRecord>;
  FareAcceptance: ResolverTypeWrapper<Omit<FareAcceptance, 'provider' | 'amount'> & { provider: ResolversTypes['WalletProvider'], amount: ResolversTypes['Money'] }>;
  PaymentOption: ResolverTypeWrapper<PaymentOptionRecord>;
  PaymentObstacle: ResolverTypeWrapper<PaymentObstacleRecord>;
  Operator: ResolverTypeWrapper<Operator>;
  City: ResolverTypeWrapper<CityRecord>;
  CityWalletServices: ResolverTypeWrapper<CityWalletServicesRecord>;
  ExchangePoint: ResolverTypeWrapper<ExchangePointRecord>;
  WalletConnection: ResolverTypeWrapper<Omit<WalletConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['WalletEdge']>, nodes: ReadonlyArray<ResolversTypes['Wallet']> }>;
  WalletEdge: ResolverTypeWrapper<Omit<WalletEdge, 'node'> & { node: ResolversTypes['Wallet'] }>;
  WalletProviderConnection: ResolverTypeWrapper<Omit<WalletProviderConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['WalletProviderEdge']>, nodes: ReadonlyArray<ResolversTypes['WalletProvider']> }>;
  WalletProviderEdge: ResolverTypeWrapper<Omit<WalletProviderEdge, 'node'> & { node: ResolversTypes['WalletProvider'] }>;
  PaymentConnection: ResolverTypeWrapper<Omit<PaymentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PaymentEdge']>, nodes: ReadonlyArray<ResolversTypes['Payment']> }>;
  PaymentEdge: ResolverTypeWrapper<Omit<PaymentEdge, 'node'> & { node: ResolversTypes['Payment'] }>;
  StatementLineConnection: ResolverTypeWrapper<Omit<StatementLineConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['StatementLineEdge']>, nodes: ReadonlyArray<ResolversTypes['StatementLine']> }>;
  StatementLineEdge: ResolverTypeWrapper<Omit<StatementLineEdge, 'node'> & { node: ResolversTypes['StatementLine'] }>;
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
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  PayFareInput: PayFareInput;
  PayFareResult: ResolversUnionTypes<ResolversParentTypes>['PayFareResult'];
  FarePaid: FarePaidRecord;
  PaymentOptionInvalid: PaymentOptionInvalidRecord;
  PaymentOptionExpired: PaymentOptionExpiredRecord;
  PaymentOptionUsed: PaymentOptionUsedRecord;
  InsufficientBalance: InsufficientBalanceRecord;
  LimitExceeded: LimitExceededRecord;
  WalletNotUsable: WalletNotUsableRecord;
  ExchangeUnavailable: ExchangeUnavailableRecord;
  IdempotencyConflict: IdempotencyConflictRecord;
  IdempotencyKeyInvalid: IdempotencyKeyInvalidRecord;
  PaymentNotPermitted: PaymentNotPermittedRecord;
  Resident: ResidentRecord;
  Wallet: WalletRecord;
  WalletTier: WalletTierRecord;
  Balance: Omit<Balance, 'posted' | 'pending' | 'available'> & { posted: ResolversParentTypes['Money'], pending: ResolversParentTypes['Money'], available: ResolversParentTypes['Money'] };
  WalletLimit: WalletLimitRecord;
  WalletProvider: WalletProviderRecord;
  Authority: AuthorityRecord;
  Payment: PaymentRecord;
  StatementLine: StatementLineRecord;
  FxQuote: FxQuoteRecord;
  FxQuoteResult: ResolversUnionTypes<ResolversParentTypes>['FxQuoteResult'];
  FxPairUnavailable: FxPairUnavailableRecord;
  FxAmountInvalid: FxAmountInvalidRecord;
  FareQuote: FareQuoteRecord;
  FareAcceptance: Omit<FareAcceptance, 'provider' | 'amount'> & { provider: ResolversParentTypes['WalletProvider'], amount: ResolversParentTypes['Money'] };
  PaymentOption: PaymentOptionRecord;
  PaymentObstacle: PaymentObstacleRecord;
  Operator: Operator;
  City: CityRecord;
  CityWalletServices: CityWalletServicesRecord;
  ExchangePoint: ExchangePointRecord;
  WalletConnection: Omit<WalletConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['WalletEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Wallet']> };
  WalletEdge: Omit<WalletEdge, 'node'> & { node: ResolversParentTypes['Wallet'] };
  WalletProviderConnection: Omit<WalletProviderConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['WalletProviderEdge']>, nodes: ReadonlyArray<ResolversParentTypes['WalletProvider']> };
  WalletProviderEdge: Omit<WalletProviderEdge, 'node'> & { node: ResolversParentTypes['WalletProvider'] };
  PaymentConnection: Omit<PaymentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PaymentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Payment']> };
  PaymentEdge: Omit<PaymentEdge, 'node'> & { node: ResolversParentTypes['Payment'] };
  StatementLineConnection: Omit<StatementLineConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['StatementLineEdge']>, nodes: ReadonlyArray<ResolversParentTypes['StatementLine']> };
  StatementLineEdge: Omit<StatementLineEdge, 'node'> & { node: ResolversParentTypes['StatementLine'] };
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
  viewer?: Resolver<Maybe<ResolversTypes['Resident']>, ParentType, ContextType>;
  walletProviders?: Resolver<Maybe<ResolversTypes['WalletProviderConnection']>, ParentType, ContextType, RequireFields<QueryWalletProvidersArgs, 'first'>>;
  walletProvider?: Resolver<Maybe<ResolversTypes['WalletProvider']>, ParentType, ContextType, RequireFields<QueryWalletProviderArgs, 'id'>>;
  wallet?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType, RequireFields<QueryWalletArgs, 'id'>>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType, RequireFields<QueryPaymentArgs, 'id'>>;
  fxQuote?: Resolver<Maybe<ResolversTypes['FxQuoteResult']>, ParentType, ContextType, RequireFields<QueryFxQuoteArgs, 'sell' | 'buy' | 'buyAmountMinor'>>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  payFare?: Resolver<Maybe<ResolversTypes['PayFareResult']>, ParentType, ContextType, RequireFields<MutationPayFareArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  paymentUpdated?: SubscriptionResolver<Maybe<ResolversTypes['Payment']>, "paymentUpdated", ParentType, ContextType>;
};

export type PayFareResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PayFareResult'] = ResolversParentTypes['PayFareResult']> = {
  __resolveType: TypeResolveFn<'FarePaid' | 'PaymentOptionInvalid' | 'PaymentOptionExpired' | 'PaymentOptionUsed' | 'InsufficientBalance' | 'LimitExceeded' | 'WalletNotUsable' | 'ExchangeUnavailable' | 'IdempotencyConflict' | 'IdempotencyKeyInvalid' | 'PaymentNotPermitted', ParentType, ContextType>;
};

export type FarePaidResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FarePaid'] = ResolversParentTypes['FarePaid']> = {
  payment?: Resolver<ResolversTypes['Payment'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentOptionInvalidResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentOptionInvalid'] = ResolversParentTypes['PaymentOptionInvalid']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentOptionExpiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentOptionExpired'] = ResolversParentTypes['PaymentOptionExpired']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentOptionUsedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentOptionUsed'] = ResolversParentTypes['PaymentOptionUsed']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InsufficientBalanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InsufficientBalance'] = ResolversParentTypes['InsufficientBalance']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  needed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LimitExceededResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LimitExceeded'] = ResolversParentTypes['LimitExceeded']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['WalletLimit'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  resetsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WalletNotUsableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletNotUsable'] = ResolversParentTypes['WalletNotUsable']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExchangeUnavailableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExchangeUnavailable'] = ResolversParentTypes['ExchangeUnavailable']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdempotencyConflictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdempotencyConflict'] = ResolversParentTypes['IdempotencyConflict']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdempotencyKeyInvalidResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdempotencyKeyInvalid'] = ResolversParentTypes['IdempotencyKeyInvalid']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentNotPermittedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentNotPermitted'] = ResolversParentTypes['PaymentNotPermitted']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ResidentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Resident'] = ResolversParentTypes['Resident'], FederationReferenceType extends FederationReferenceTypes['Resident'] = FederationReferenceTypes['Resident']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Resident']> | FederationReferenceType, FederationReferenceType, ContextType>;
  reference?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  wallets?: Resolver<Maybe<ResolversTypes['WalletConnection']>, ParentType, ContextType, RequireFields<ResidentWalletsArgs, 'first'>>;
};

export type WalletResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Wallet'] = ResolversParentTypes['Wallet'], FederationReferenceType extends FederationReferenceTypes['Wallet'] = FederationReferenceTypes['Wallet']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Wallet']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['WalletProvider'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['Currency'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['WalletTier'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['WalletStatus'], ParentType, ContextType>;
  balance?: Resolver<ResolversTypes['Balance'], ParentType, ContextType>;
  limits?: Resolver<ReadonlyArray<ResolversTypes['WalletLimit']>, ParentType, ContextType>;
  payments?: Resolver<Maybe<ResolversTypes['PaymentConnection']>, ParentType, ContextType, RequireFields<WalletPaymentsArgs, 'first'>>;
  statement?: Resolver<Maybe<ResolversTypes['StatementLineConnection']>, ParentType, ContextType, RequireFields<WalletStatementArgs, 'first'>>;
};

export type WalletTierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletTier'] = ResolversParentTypes['WalletTier']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
};

export type BalanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Balance'] = ResolversParentTypes['Balance']> = {
  posted?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type WalletLimitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletLimit'] = ResolversParentTypes['WalletLimit']> = {
  tier?: Resolver<ResolversTypes['WalletTier'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['WalletLimitKind'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type WalletProviderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletProvider'] = ResolversParentTypes['WalletProvider'], FederationReferenceType extends FederationReferenceTypes['WalletProvider'] = FederationReferenceTypes['WalletProvider']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['WalletProvider']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['LocalizedText']>, ParentType, ContextType>;
  currency?: Resolver<Maybe<ResolversTypes['Currency']>, ParentType, ContextType>;
  regulator?: Resolver<Maybe<ResolversTypes['Authority']>, ParentType, ContextType>;
  blueprintArea?: Resolver<Maybe<ResolversTypes['BlueprintArea']>, ParentType, ContextType>;
  limits?: Resolver<Maybe<ReadonlyArray<ResolversTypes['WalletLimit']>>, ParentType, ContextType, Partial<WalletProviderLimitsArgs>>;
};

export type AuthorityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Authority'] = ResolversParentTypes['Authority']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  jurisdiction?: Resolver<Maybe<ResolversTypes['Jurisdiction']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment'], FederationReferenceType extends FederationReferenceTypes['Payment'] = FederationReferenceTypes['Payment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Payment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  wallet?: Resolver<Maybe<ResolversTypes['Wallet']>, ParentType, ContextType>;
  operator?: Resolver<ResolversTypes['Operator'], ParentType, ContextType>;
  fare?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  quote?: Resolver<Maybe<ResolversTypes['FxQuote']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PaymentStatus'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type StatementLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StatementLine'] = ResolversParentTypes['StatementLine']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['StatementLineKind'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  balanceAfter?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
};

export type FxQuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FxQuote'] = ResolversParentTypes['FxQuote']> = {
  sell?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  buy?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  rate?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  midRate?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  spreadBasisPoints?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FxQuoteResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FxQuoteResult'] = ResolversParentTypes['FxQuoteResult']> = {
  __resolveType: TypeResolveFn<'FxQuote' | 'FxPairUnavailable' | 'FxAmountInvalid', ParentType, ContextType>;
};

export type FxPairUnavailableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FxPairUnavailable'] = ResolversParentTypes['FxPairUnavailable']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FxAmountInvalidResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FxAmountInvalid'] = ResolversParentTypes['FxAmountInvalid']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextStep?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FareQuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FareQuote'] = ResolversParentTypes['FareQuote'], FederationReferenceType extends FederationReferenceTypes['FareQuote'] = FederationReferenceTypes['FareQuote']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['FareQuote']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  payableWith?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PaymentOption']>>, ParentType, ContextType>;
};

export type PaymentOptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentOption'] = ResolversParentTypes['PaymentOption']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  fare?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  quote?: Resolver<Maybe<ResolversTypes['FxQuote']>, ParentType, ContextType>;
  payable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  obstacle?: Resolver<Maybe<ResolversTypes['PaymentObstacle']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PaymentObstacleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentObstacle'] = ResolversParentTypes['PaymentObstacle']> = {
  __resolveType: TypeResolveFn<'InsufficientBalance' | 'LimitExceeded' | 'WalletNotUsable' | 'ExchangeUnavailable', ParentType, ContextType>;
};

export type OperatorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Operator'] = ResolversParentTypes['Operator']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['City'] = ResolversParentTypes['City'], FederationReferenceType extends FederationReferenceTypes['City'] = FederationReferenceTypes['City']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['City']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  walletServices?: Resolver<Maybe<ResolversTypes['CityWalletServices']>, ParentType, ContextType>;
};

export type CityWalletServicesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CityWalletServices'] = ResolversParentTypes['CityWalletServices']> = {
  coverage?: Resolver<ResolversTypes['Coverage'], ParentType, ContextType>;
  note?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  providers?: Resolver<ReadonlyArray<ResolversTypes['WalletProvider']>, ParentType, ContextType>;
  exchangePoints?: Resolver<ReadonlyArray<ResolversTypes['ExchangePoint']>, ParentType, ContextType>;
};

export type ExchangePointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExchangePoint'] = ResolversParentTypes['ExchangePoint']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  currencies?: Resolver<ReadonlyArray<ResolversTypes['Currency']>, ParentType, ContextType>;
  blueprintArea?: Resolver<ResolversTypes['BlueprintArea'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
};

export type WalletConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletConnection'] = ResolversParentTypes['WalletConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WalletEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Wallet']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WalletEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletEdge'] = ResolversParentTypes['WalletEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
};

export type WalletProviderConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletProviderConnection'] = ResolversParentTypes['WalletProviderConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WalletProviderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['WalletProvider']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WalletProviderEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WalletProviderEdge'] = ResolversParentTypes['WalletProviderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WalletProvider'], ParentType, ContextType>;
};

export type PaymentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentConnection'] = ResolversParentTypes['PaymentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PaymentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Payment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PaymentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentEdge'] = ResolversParentTypes['PaymentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Payment'], ParentType, ContextType>;
};

export type StatementLineConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StatementLineConnection'] = ResolversParentTypes['StatementLineConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['StatementLineEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['StatementLine']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StatementLineEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StatementLineEdge'] = ResolversParentTypes['StatementLineEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['StatementLine'], ParentType, ContextType>;
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
  __resolveType: TypeResolveFn<'PaymentOptionInvalid' | 'PaymentOptionExpired' | 'PaymentOptionUsed' | 'InsufficientBalance' | 'LimitExceeded' | 'WalletNotUsable' | 'ExchangeUnavailable' | 'IdempotencyConflict' | 'IdempotencyKeyInvalid' | 'PaymentNotPermitted' | 'FxPairUnavailable' | 'FxAmountInvalid', ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  PayFareResult?: PayFareResultResolvers<ContextType>;
  FarePaid?: FarePaidResolvers<ContextType>;
  PaymentOptionInvalid?: PaymentOptionInvalidResolvers<ContextType>;
  PaymentOptionExpired?: PaymentOptionExpiredResolvers<ContextType>;
  PaymentOptionUsed?: PaymentOptionUsedResolvers<ContextType>;
  InsufficientBalance?: InsufficientBalanceResolvers<ContextType>;
  LimitExceeded?: LimitExceededResolvers<ContextType>;
  WalletNotUsable?: WalletNotUsableResolvers<ContextType>;
  ExchangeUnavailable?: ExchangeUnavailableResolvers<ContextType>;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  IdempotencyKeyInvalid?: IdempotencyKeyInvalidResolvers<ContextType>;
  PaymentNotPermitted?: PaymentNotPermittedResolvers<ContextType>;
  Resident?: ResidentResolvers<ContextType>;
  Wallet?: WalletResolvers<ContextType>;
  WalletTier?: WalletTierResolvers<ContextType>;
  Balance?: BalanceResolvers<ContextType>;
  WalletLimit?: WalletLimitResolvers<ContextType>;
  WalletProvider?: WalletProviderResolvers<ContextType>;
  Authority?: AuthorityResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  StatementLine?: StatementLineResolvers<ContextType>;
  FxQuote?: FxQuoteResolvers<ContextType>;
  FxQuoteResult?: FxQuoteResultResolvers<ContextType>;
  FxPairUnavailable?: FxPairUnavailableResolvers<ContextType>;
  FxAmountInvalid?: FxAmountInvalidResolvers<ContextType>;
  FareQuote?: FareQuoteResolvers<ContextType>;
  PaymentOption?: PaymentOptionResolvers<ContextType>;
  PaymentObstacle?: PaymentObstacleResolvers<ContextType>;
  Operator?: OperatorResolvers<ContextType>;
  City?: CityResolvers<ContextType>;
  CityWalletServices?: CityWalletServicesResolvers<ContextType>;
  ExchangePoint?: ExchangePointResolvers<ContextType>;
  WalletConnection?: WalletConnectionResolvers<ContextType>;
  WalletEdge?: WalletEdgeResolvers<ContextType>;
  WalletProviderConnection?: WalletProviderConnectionResolvers<ContextType>;
  WalletProviderEdge?: WalletProviderEdgeResolvers<ContextType>;
  PaymentConnection?: PaymentConnectionResolvers<ContextType>;
  PaymentEdge?: PaymentEdgeResolvers<ContextType>;
  StatementLineConnection?: StatementLineConnectionResolvers<ContextType>;
  StatementLineEdge?: StatementLineEdgeResolvers<ContextType>;
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
