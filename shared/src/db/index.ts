/** The database: everything that is history. Node only. */
export { migrate, openDatabase } from './database.ts';
export type {
  AccountRow,
  AgentStateRow,
  AuditRow,
  CallEventRow,
  CallRow,
  CustomerNumberRow,
  CustomerRow,
  HotlineRow,
  MatterRow,
  NotReadyReasonRow,
  OfferRow,
  QueueMemberRow,
  QueueRow,
  RecordingRow,
  TeamRow,
  WrapUpCategoryRow,
} from './rows.ts';
export {
  AccountSchema,
  AgentStateSchema,
  AuditSchema,
  CallEventSchema,
  CallSchema,
  CustomerNumberSchema,
  CustomerSchema,
  HotlineSchema,
  MatterSchema,
  NotReadyReasonSchema,
  OfferSchema,
  QueueMemberSchema,
  QueueSchema,
  RecordingSchema,
  TeamSchema,
  WrapUpCategorySchema,
} from './schemas.ts';
export { writeRows } from './write-rows.ts';
