/** The region's currencies (ISO 4217), each with two decimals. */
export const currencies = ['HKD', 'CNY', 'MOP'] as const
