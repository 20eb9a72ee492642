import type { JSONColumnType, Kysely } from 'kysely'
import type { Partner } from './partner.ts'
import { partnerSchema } from './partner.ts'

/** A registration is read and replaced as a whole, so it is kept as one document. */
export interface PartnerTables {
  partner: { client_id: string; registration: JSONColumnType<Partner> }
}

export type PartnerStore = ReturnType<typeof openPartnerStore>

export function openPartnerStore(db: Kysely<PartnerTables>) {
  return {
    loadPartners: async (clientIds: readonly string[]): Promise<readonly Partner[]> => {
      const rows = await db.selectFrom('partner').select('registration').where('client_id', 'in', clientIds).execute()
      return rows.map(({ registration }) => partnerSchema.parse(registration))
    },

    /** Puts each registration in the place of the one before it. */
    savePartners: async (partners: readonly Partner[]): Promise<void> => {
      for (const partner of partners) {
        const registration = JSON.stringify(partner)
        await db
          .insertInto('partner')
          .values({ client_id: partner.clientId, registration })
          .onConflict((conflict) => conflict.column('client_id').doUpdateSet({ registration }))
          .execute()
      }
    },
  }
}
