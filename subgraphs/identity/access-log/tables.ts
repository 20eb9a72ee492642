import type { ColumnType } from 'kysely'

export interface AccessLogTables {
  access_log_size: { only_row: boolean; size: number }
  access_log_entry: { position: number; id: string; entry: string }
  access_log_node: { level: number; position: number; hash: string }
  access_log_head: { size: number; at: ColumnType<Date, Date, never>; head: string }
  access_log_subject: { position: number; subject: string; salt: string }
}
