import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type {
  AlarmLimitRow,
  ApiTokenRow,
  MessageReceiptRow,
  MessageRow,
  PhoneBarSiteRow,
  DeskPhoneRow,
  RoomSettingsRow,
  ShiftNoteRow,
  WebhookDeliveryRow,
  WebhookRow,
  AccountRow,
  AgentSkillRow,
  AgentStateRow,
  AuditRow,
  CallbackRow,
  CallEventRow,
  CallNoteRow,
  CallRow,
  CustomerImportRow,
  CustomerMergeRow,
  CustomerNumberRow,
  ArticleRow,
  CallScriptRow,
  CustomerReferenceRow,
  DialingRuleRow,
  DoNotCallRow,
  OutboundSettingsRow,
  RecordingRefusalRow,
  CustomerRow,
  CustomerTagRow,
  HotlineRow,
  LegalHoldRow,
  LegQualityRow,
  LegRow,
  MatterNoteRow,
  MatterRow,
  MenuRow,
  MenuVersionRow,
  NotReadyReasonRow,
  OfferRow,
  OpenWrapUpRow,
  OpeningHoursRow,
  PromptRow,
  PromptVersionRow,
  PublicDayRow,
  QueueEntryRow,
  QueueMemberRow,
  QueueOverflowRow,
  QueueRow,
  RecordingCommentRow,
  RecordingFaultRow,
  RecordingRow,
  ReportMailRow,
  ReportMailRunRow,
  SkillRow,
  SpecialDayRow,
  SetUpLinkRow,
  TeamRow,
  VoicemailRow,
  WrapUpCategoryRow,
} from './rows.ts';

import type { FigureNote, ReportView } from '../contracts/records/reports.ts';
import type { LedgerCheck } from './check-ledger.ts';

/* The migrations say how long and how indexed a column is; here stands only what reading and writing needs. */
const text: EntitySchemaColumnOptions = { type: 'varchar' };
const textOrNull: EntitySchemaColumnOptions = { type: 'varchar', nullable: true };
const int: EntitySchemaColumnOptions = { type: 'int' };
const intOrNull: EntitySchemaColumnOptions = { type: 'int', nullable: true };
const ms: EntitySchemaColumnOptions = { type: 'bigint' };
const msOrNull: EntitySchemaColumnOptions = { type: 'bigint', nullable: true };
const flag: EntitySchemaColumnOptions = { type: 'boolean' };
const flagOrNull: EntitySchemaColumnOptions = { type: 'boolean', nullable: true };
const real: EntitySchemaColumnOptions = { type: 'double' };
const json: EntitySchemaColumnOptions = { type: 'json' };
const key: EntitySchemaColumnOptions = { type: 'varchar', primary: true };

type Columns<Row> = { [K in keyof Row]-?: EntitySchemaColumnOptions };
const schema = <Row extends object>(tableName: string, columns: Columns<Row>) =>
  new EntitySchema<Row>({ name: tableName, tableName, columns });

export const AccountSchema = schema<AccountRow>('accounts', {
  employeeNo: key,
  name: text,
  roles: json,
  teamId: textOrNull,
  passwordHash: text,
  mustChangePassword: flag,
  isActive: flag,
});
export const SetUpLinkSchema = schema<SetUpLinkRow>('set_up_links', { tokenHash: key, endsAtMs: ms });
export const TeamSchema = schema<TeamRow>('teams', { teamId: key, name: text });
export const QueueSchema = schema<QueueRow>('queues', {
  queueId: key,
  name: text,
  nameEn: text,
  policy: text,
  ringsPerOffer: int,
  wrapUpLimitSeconds: int,
  priority: int,
  sizeLimit: int,
  serviceLevelSeconds: int,
  strategy: text,
  seatsAtOnce: int,
  headStartSeconds: int,
  fairShare: int,
  ownSeatWaitSeconds: int,
  wrapUpMode: text,
  needs: json,
  tierPriorities: json,
  borrowFrom: json,
  borrowAfterSeconds: int,
  announceEverySeconds: int,
  saysEstimatedWait: flag,
  callbackKey: text,
  callbackTries: int,
  callbackRetrySeconds: int,
  oldPlaceSeconds: int,
  prompts: json,
  music: json,
  callerNumber: text,
  isRecorded: flag,
  recordingDays: int,
  saysSeatNumber: flag,
  asksVote: flag,
  isActive: flag,
});
export const SkillSchema = schema<SkillRow>('skills', { skillId: key, name: text, nameEn: text });
export const AgentSkillSchema = schema<AgentSkillRow>('agent_skills', { employeeNo: key, skillId: key, level: int });
export const QueueMemberSchema = schema<QueueMemberRow>('queue_members', {
  queueId: key,
  employeeNo: key,
  order: int,
  turn: int,
});
export const HotlineSchema = schema<HotlineRow>('hotlines', {
  number: key,
  name: text,
  queueId: text,
  priority: intOrNull,
  menu: textOrNull,
});
export const NotReadyReasonSchema = schema<NotReadyReasonRow>('not_ready_reasons', {
  reasonId: key,
  name: text,
  nameEn: text,
  isActive: flag,
});
export const WrapUpCategorySchema = schema<WrapUpCategoryRow>('wrap_up_categories', {
  categoryId: key,
  name: text,
  nameEn: text,
  parentId: textOrNull,
  isActive: flag,
});
export const CustomerSchema = schema<CustomerRow>('customers', {
  customerId: key,
  name: text,
  pinyin: text,
  initials: text,
  tier: text,
  addresses: json,
  tags: json,
  note: text,
  ownerId: textOrNull,
  confidentiality: text,
  mergedInto: textOrNull,
  createdAtMs: ms,
  updatedAtMs: ms,
});
export const CustomerTagSchema = schema<CustomerTagRow>('customer_tags', { tag: key, pinyin: key, customerId: key });
export const CustomerMergeSchema = schema<CustomerMergeRow>('customer_merges', {
  mergeId: key,
  keptId: text,
  mergedId: text,
  mergedName: text,
  atMs: ms,
  by: text,
  undoneAtMs: msOrNull,
  moved: json,
});
export const CustomerImportSchema = schema<CustomerImportRow>('customer_imports', {
  importId: key,
  fileName: text,
  file: { type: 'mediumblob', nullable: true },
  state: text,
  policy: text,
  by: text,
  atMs: ms,
  lines: int,
  linesDone: int,
  added: int,
  changed: int,
  skipped: int,
  faulty: int,
  failure: textOrNull,
  faults: json,
});
export const DialingRuleSchema = schema<DialingRuleRow>('dialing_rules', {
  role: key,
  isHomeAllowed: flag,
  prefixes: json,
  denied: json,
});
export const OutboundSettingsSchema = schema<OutboundSettingsRow>('outbound_settings', {
  settingsId: key,
  callerNumber: text,
  perMinute: int,
  perHour: int,
  perDay: int,
  pauseLimitSeconds: int,
});
export const CallScriptSchema = schema<CallScriptRow>('call_scripts', {
  queueId: key,
  ordinary: text,
  returningCustomer: text,
  holiday: text,
});
export const ArticleSchema = schema<ArticleRow>('articles', {
  articleId: key,
  title: text,
  keywords: text,
  body: text,
  isActive: flag,
  updatedBy: text,
  updatedAtMs: ms,
});
export const RecordingRefusalSchema = schema<RecordingRefusalRow>('recording_refusals', {
  customerId: key,
  setBy: text,
  setAtMs: ms,
});
export const DoNotCallSchema = schema<DoNotCallRow>('do_not_call', {
  number: key,
  reason: text,
  addedBy: text,
  addedAtMs: ms,
});
export const CustomerNumberSchema = schema<CustomerNumberRow>('customer_numbers', {
  e164: key,
  customerId: text,
  position: int,
  reversed: text,
});
export const MatterSchema = schema<MatterRow>('matters', {
  matterId: key,
  customerId: text,
  kind: text,
  title: text,
  status: text,
  openedAtMs: ms,
  dueAtMs: msOrNull,
  ownerId: textOrNull,
  callId: textOrNull,
  closedAtMs: msOrNull,
});
export const MatterNoteSchema = schema<MatterNoteRow>('matter_notes', {
  noteId: key,
  matterId: text,
  kind: text,
  text,
  atMs: ms,
  employeeNo: text,
  toId: textOrNull,
});
export const CallSchema = schema<CallRow>('calls', {
  callId: key,
  direction: text,
  arrivedAtMs: ms,
  endedAtMs: msOrNull,
  hotline: text,
  queueId: textOrNull,
  callerNumber: text,
  customerId: textOrNull,
  customerName: textOrNull,
  tier: textOrNull,
  agentId: textOrNull,
  outcome: textOrNull,
  endedBy: textOrNull,
  gaveUpIn: textOrNull,
  isVoteAsked: flag,
  transfers: int,
  endCause: intOrNull,
  endWhy: textOrNull,
  waitedMs: msOrNull,
  rings: intOrNull,
  withinThreeRings: flagOrNull,
  takenWithinThreeRings: flagOrNull,
  centerAnsweredAtMs: msOrNull,
  answeredAtMs: msOrNull,
  talkMs: msOrNull,
  holdMs: msOrNull,
  wrapUpMs: msOrNull,
  categoryId: textOrNull,
  result: textOrNull,
  note: text,
  isComplete: flag,
  ronas: int,
  recordingId: textOrNull,
  vote: intOrNull,
});
export const OfferSchema = schema<OfferRow>('offers', {
  callId: key,
  offerGen: { type: 'int', primary: true },
  agentId: text,
  queueId: text,
  offeredAtMs: ms,
  endedAtMs: msOrNull,
  result: text,
  cause: textOrNull,
});
export const QueueEntrySchema = schema<QueueEntryRow>('queue_entries', {
  callId: key,
  entryNo: { type: 'int', primary: true },
  queueId: text,
  enteredAtMs: ms,
  leftAtMs: msOrNull,
  left: textOrNull,
  why: text,
});
export const LegSchema = schema<LegRow>('legs', {
  callId: key,
  legNo: { type: 'int', primary: true },
  arrivedAtMs: ms,
  kind: text,
  who: text,
  role: text,
  addedBy: text,
  addedAtMs: ms,
  answeredAtMs: msOrNull,
  endedAtMs: msOrNull,
  end: textOrNull,
  ownedFromMs: msOrNull,
  talkMs: msOrNull,
  holdMs: ms,
  wrapUpMs: msOrNull,
});
export const OpenWrapUpSchema = schema<OpenWrapUpRow>('open_wrap_ups', { callId: key, agentId: key, startedAtMs: ms });
export const LegQualitySchema = schema<LegQualityRow>('leg_qualities', {
  callId: key,
  offerGen: { type: 'int', primary: true },
  agentId: key,
  mos: real,
  lowestMos: real,
  lostShare: real,
  sentLostShare: real,
  jitterMs: int,
  roundTripMs: intOrNull,
  soundLostMs: int,
  measuredMs: int,
});
export const CallbackSchema = schema<CallbackRow>('callbacks', {
  callId: key,
  kind: text,
  state: text,
  queueId: text,
  hotline: text,
  number: text,
  customerId: textOrNull,
  customerName: textOrNull,
  tier: textOrNull,
  sinceMs: ms,
  waitedMs: msOrNull,
  isShort: flag,
  claimedBy: textOrNull,
  claimedAtMs: msOrNull,
  tries: int,
  result: textOrNull,
  note: text,
  settledAtMs: msOrNull,
  settledByCallId: textOrNull,
});
export const CallNoteSchema = schema<CallNoteRow>('call_notes', { callId: key, words: text });
export const CallEventSchema = schema<CallEventRow>('call_events', {
  eventId: key,
  callId: text,
  type: text,
  atMs: ms,
  agentId: text,
  data: json,
});
export const FigureNoteSchema = schema<FigureNote>('figure_notes', {
  startMs: { type: 'bigint', primary: true },
  note: text,
  employeeNo: text,
  atMs: ms,
});
export const ReportViewSchema = schema<Omit<ReportView, 'usedBy'>>('report_views', {
  viewId: key,
  name: text,
  path: text,
  employeeNo: text,
  atMs: ms,
});
export const LedgerCheckSchema = schema<LedgerCheck>('ledger_checks', {
  checkedAtMs: { type: 'bigint', primary: true },
  fromMs: ms,
  toMs: ms,
  calls: int,
  entries: int,
  pending: int,
  faultCount: int,
  faults: json,
});
export const AgentStateSchema = schema<AgentStateRow>('agent_states', {
  eventId: key,
  agentId: text,
  state: text,
  reason: text,
  fromMs: ms,
  toMs: msOrNull,
});
export const RecordingSchema = schema<RecordingRow>('recordings', {
  recordingId: key,
  callId: text,
  state: text,
  agentFile: text,
  customerFile: text,
  startedAtMs: ms,
  callEndedAtMs: msOrNull,
  path: textOrNull,
  bytes: msOrNull,
  durationMs: msOrNull,
  sha256: textOrNull,
  mediaType: textOrNull,
  deletedAtMs: msOrNull,
});
export const LegalHoldSchema = schema<LegalHoldRow>('legal_holds', {
  callId: key,
  reason: text,
  setBy: text,
  setAtMs: ms,
});
export const RecordingCommentSchema = schema<RecordingCommentRow>('recording_comments', {
  commentId: key,
  recordingId: text,
  offsetMs: int,
  text,
  employeeNo: text,
  writtenAtMs: ms,
});
export const RecordingFaultSchema = schema<RecordingFaultRow>('recording_faults', {
  faultId: key,
  kind: text,
  callId: textOrNull,
  bytes: msOrNull,
  atMs: msOrNull,
  foundAtMs: ms,
});
export const OpeningHoursSchema = schema<OpeningHoursRow>('opening_hours', {
  hoursId: key,
  name: text,
  nameEn: text,
  weekly: json,
  holiday: { ...json, nullable: true },
  makeUp: { ...json, nullable: true },
});
export const PublicDaySchema = schema<PublicDayRow>('public_days', {
  date: key,
  name: text,
  nameEn: text,
  isWorking: flag,
});
export const SpecialDaySchema = schema<SpecialDayRow>('special_days', {
  date: key,
  name: text,
  nameEn: text,
  spans: json,
});
export const QueueOverflowSchema = schema<QueueOverflowRow>('queue_overflow', {
  queueId: key,
  hoursId: textOrNull,
  closed: json,
  overflow: json,
});
export const VoicemailSchema = schema<VoicemailRow>('voicemails', {
  voicemailId: key,
  callId: text,
  queueId: text,
  callerNumber: text,
  customerId: textOrNull,
  customerName: textOrNull,
  leftAtMs: ms,
  state: text,
  takenBy: textOrNull,
  takenAtMs: msOrNull,
  doneAtMs: msOrNull,
  note: text,
});
export const CustomerReferenceSchema = schema<CustomerReferenceRow>('customer_references', {
  kind: key,
  digits: key,
  customerId: text,
});
export const PromptSchema = schema<PromptRow>('prompts', { promptId: key, name: text, nameEn: text });
export const PromptVersionSchema = schema<PromptVersionRow>('prompt_versions', {
  promptId: key,
  language: key,
  version: { type: 'int', primary: true },
  source: text,
  text,
  file: text,
  durationMs: intOrNull,
  madeAtMs: ms,
  madeBy: text,
});
export const MenuSchema = schema<MenuRow>('menus', {
  menuId: key,
  name: text,
  nameEn: text,
  draft: json,
  draftRevision: int,
  publishedVersion: intOrNull,
});
export const MenuVersionSchema = schema<MenuVersionRow>('menu_versions', {
  menuId: key,
  version: { type: 'int', primary: true },
  tree: json,
  prompts: json,
  publishedAtMs: ms,
  publishedBy: text,
  note: text,
  rolledBackTo: intOrNull,
});
export const AuditSchema = schema<AuditRow>('audit_log', {
  auditId: key,
  atMs: ms,
  employeeNo: text,
  action: text,
  target: text,
  address: text,
  detail: json,
});

export const MessageSchema = schema<MessageRow>('messages', {
  messageId: key,
  atMs: ms,
  byEmployeeNo: text,
  byName: text,
  toKind: text,
  toId: text,
  text,
  isUrgent: flag,
  matterId: textOrNull,
});
export const MessageReceiptSchema = schema<MessageReceiptRow>('message_receipts', {
  messageId: key,
  employeeNo: key,
  readAtMs: msOrNull,
});
export const ShiftNoteSchema = schema<ShiftNoteRow>('shift_notes', {
  noteId: key,
  atMs: ms,
  employeeNo: text,
  name: text,
  teamId: textOrNull,
  kind: text,
  text,
  takenBy: textOrNull,
  takenByName: textOrNull,
  takenAtMs: msOrNull,
});
export const AlarmLimitSchema = schema<AlarmLimitRow>('alarm_limits', {
  queueId: key,
  longestWaitSeconds: intOrNull,
  serviceLevelPercent: intOrNull,
  longTalkSeconds: intOrNull,
  longHoldSeconds: intOrNull,
  longWrapUpSeconds: intOrNull,
  leastMosTenths: intOrNull,
  noSeat: flagOrNull,
});
export const RoomSettingsSchema = schema<RoomSettingsRow>('room_settings', {
  name: key,
  isCoachingSeen: flag,
  wallboardAddresses: json,
  allowsPrivateWebhooks: flag,
});
export const WebhookSchema = schema<WebhookRow>('webhooks', {
  webhookId: key,
  name: text,
  url: text,
  secret: text,
  kinds: json,
  isActive: flag,
});
export const WebhookDeliverySchema = schema<WebhookDeliveryRow>('webhook_deliveries', {
  deliveryId: key,
  webhookId: text,
  kind: text,
  callId: text,
  body: json,
  state: text,
  tries: int,
  status: intOrNull,
  error: text,
  atMs: ms,
  settledAtMs: msOrNull,
});
export const DeskPhoneSchema = schema<DeskPhoneRow>('desk_phones', { employeeNo: key, digest: text, madeAtMs: ms });
export const PhoneBarSiteSchema = schema<PhoneBarSiteRow>('phone_bar_sites', { origin: key, name: text, popUrl: text });
export const ApiTokenSchema = schema<ApiTokenRow>('api_tokens', {
  tokenId: key,
  tokenHash: text,
  employeeNo: text,
  name: text,
  scopes: json,
  madeAtMs: ms,
  endsAtMs: msOrNull,
  usedAtMs: msOrNull,
  revokedAtMs: msOrNull,
});
export const ReportMailSchema = schema<ReportMailRow>('report_mails', {
  mailId: key,
  name: text,
  viewIds: json,
  rhythm: text,
  weekday: int,
  hour: int,
  recipients: json,
  language: text,
  isActive: flag,
  ownerId: text,
});
export const ReportMailRunSchema = schema<ReportMailRunRow>('report_mail_runs', {
  runId: key,
  mailId: text,
  state: text,
  fault: textOrNull,
  detail: text,
  refused: json,
  tries: int,
  dueAtMs: ms,
  endedAtMs: msOrNull,
});
