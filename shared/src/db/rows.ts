/**
 * Rows as they lie in the database. Times are ms since 1970 (BIGINT), ids are ASCII text. Column names are the
 * property names, so a row read by plain SQL has the same shape as one read through TypeORM.
 */
import type { MenuTree, PinnedPrompts } from '../contracts/telephony/menu.ts';
import type { CallLanguage, QueuePromptSlot } from '../contracts/telephony/prompts.ts';
import type { OpeningHours, Span } from '../domain/business-calendar.ts';
import type { callbackKinds, callbackResults, callbackStates } from '../contracts/service-desk/call-back-list.ts';
import type {
  customerTiers,
  ImportLine,
  importFailures,
  importStates,
  knownNumberPolicies,
  referenceKinds,
} from '../contracts/customers/customers.ts';
import type { matterNoteKinds } from '../contracts/service-desk/matters.ts';
import type { ReportMailEdit, ReportMailRun } from '../contracts/records/report-mails.ts';
import type { recordingFaultKinds, recordingStates } from '../contracts/records/recordings.ts';
import type { Confidentiality } from '../domain/customer-access.ts';
import type { LegRecord } from '../domain/leg-record.ts';
import type { Role } from '../domain/roles.ts';
import type { ClosedLine, Overflow } from '../contracts/telephony/overflow.ts';
import type { CallRecord, ExpectedRecording, LegQualityRecord, OfferRecord } from '../domain/call-record.ts';
import type { QueueEntry } from '../domain/queue-entries.ts';
import type { WrapUpRecord } from '../domain/wrap-up-record.ts';

export interface AccountRow {
  employeeNo: string;
  name: string;
  roles: Role[];
  teamId: string | null;
  /** Argon2id, PHC string. */
  passwordHash: string;
  /** Set by an administrator, who knows it. */
  mustChangePassword: boolean;
  isActive: boolean;
}
/** The one link by which a first administrator may be made. */
export interface SetUpLinkRow {
  /** SHA-256 of the link's token, in hex. */
  tokenHash: string;
  endsAtMs: number;
}
export interface TeamRow {
  teamId: string;
  name: string;
}
export interface QueueRow {
  queueId: string;
  name: string;
  nameEn: string;
  policy: 'ring-first' | 'answer-first';
  ringsPerOffer: number;
  wrapUpLimitSeconds: number;
  priority: number;
  sizeLimit: number;
  serviceLevelSeconds: number;
  strategy: 'longestIdle' | 'fewestCalls' | 'leastTalk' | 'roundRobin' | 'mostSkilled' | 'linear';
  /** Seats rung at once for one call; the first to answer has it. */
  seatsAtOnce: number;
  /** What one step of priority is worth in waiting; 0: more than any wait. */
  headStartSeconds: number;
  /** In which proportion a seat takes calls of the same priority from its queues; 0: by arrival alone. */
  fairShare: number;
  /** How long a call is kept for the customer's own seat; 0: not. */
  ownSeatWaitSeconds: number;
  wrapUpMode: 'limited' | 'untilDone' | 'optional' | 'none';
  /** Skills its calls need, each relaxed step by step with waiting. */
  needs: { skill: string; level: number; relax?: { afterMs: number; level: number }[] }[];
  /** Priority of a call by its customer's tier, where it differs from the queue's own. */
  tierPriorities: Record<string, number>;
  /** Queues whose seats it may borrow once its longest wait passes borrowAfterSeconds (0: never). */
  borrowFrom: string[];
  borrowAfterSeconds: number;
  /** How often a waiting caller is told the position; 0: never. */
  announceEverySeconds: number;
  saysEstimatedWait: boolean;
  /** Key that asks for a callback while waiting; '' none. */
  callbackKey: string;
  callbackTries: number;
  callbackRetrySeconds: number;
  /** Who rings back this soon after giving up gets the old place; 0: nobody. */
  oldPlaceSeconds: number;
  /** What it says in words of its own: ids of prompts. */
  prompts: Partial<Record<QueuePromptSlot, string | null>>;
  /** What who waits hears, one after another: ids of prompts; none: the music that comes with the center. */
  music: string[];
  /** Number shown to customers whom its seats call; '': the center's own (OutboundSettingsRow). */
  callerNumber: string;
  isRecorded: boolean;
  /** How long its recordings are kept; 0: for good. */
  recordingDays: number;
  /** The seat's number is said to the customer on answer. */
  saysSeatNumber: boolean;
  /** The customer is asked for 1 to 5 once the seat has hung up. */
  asksVote: boolean;
  isActive: boolean;
}
export interface SkillRow {
  skillId: string;
  name: string;
  nameEn: string;
}
export interface AgentSkillRow {
  employeeNo: string;
  skillId: string;
  /** 1 to 10. */
  level: number;
}
export interface QueueMemberRow {
  queueId: string;
  employeeNo: string;
  /** Place in the list as the administrator put it, from 0. */
  order: number;
  /** Seats of turn 0 are asked first, those of 1 when none of them is free, and so on to 9. */
  turn: number;
}
export interface HotlineRow {
  number: string;
  name: string;
  /** A queue, or `menu:<menu>` when callers choose first. */
  queueId: string;
  /** Of calls to this number; null: the queue's own. */
  priority: number | null;
  /** Name of the menu played to the caller; null when the hotline goes straight to its queue. */
  menu: string | null;
}
export interface NotReadyReasonRow {
  reasonId: string;
  name: string;
  nameEn: string;
  isActive: boolean;
}
export interface WrapUpCategoryRow {
  categoryId: string;
  name: string;
  nameEn: string;
  parentId: string | null;
  isActive: boolean;
}
export interface CustomerRow {
  customerId: string;
  name: string;
  /** The name in letters and its initials: see name-in-letters.ts. */
  pinyin: string;
  initials: string;
  tier: (typeof customerTiers)[number];
  addresses: string[];
  /** Also in customer_tags, which finds by them. */
  tags: string[];
  note: string;
  /** Employee number of who answers for the customer: the first contact, unless given to somebody else. */
  ownerId: string | null;
  confidentiality: Confidentiality;
  /** The file that this one has become part of; such a file is shown nowhere. */
  mergedInto: string | null;
  createdAtMs: number;
  updatedAtMs: number;
}
export interface CustomerTagRow {
  tag: string;
  pinyin: string;
  customerId: string;
}
export interface CustomerMergeRow {
  mergeId: string;
  keptId: string;
  mergedId: string;
  mergedName: string;
  atMs: number;
  by: string;
  undoneAtMs: number | null;
  moved: MovedByMerge;
}
/** What a merge changed, so that it can be undone. */
export interface MovedByMerge {
  numbers: string[];
  references: Pick<CustomerReferenceRow, 'kind' | 'digits'>[];
  matters: string[];
  /** The kept file's own fields before and after. */
  before: MergedFields;
  after: MergedFields;
}
export type MergedFields = Pick<
  CustomerRow,
  'name' | 'tier' | 'addresses' | 'tags' | 'note' | 'ownerId' | 'confidentiality'
>;
export interface CustomerImportRow {
  importId: string;
  fileName: string;
  /** Gone when the import has come to an end. */
  file: Buffer | null;
  state: (typeof importStates)[number];
  policy: (typeof knownNumberPolicies)[number];
  by: string;
  atMs: number;
  lines: number;
  linesDone: number;
  added: number;
  changed: number;
  skipped: number;
  faulty: number;
  failure: (typeof importFailures)[number] | null;
  faults: ImportLine[];
}
export interface CustomerNumberRow {
  e164: string;
  customerId: string;
  /** Place in the file, from 0: the first is the one to call. */
  position: number;
  /** Digits backwards, so that "number ending in" is a prefix and uses an index. */
  reversed: string;
}
export interface MatterRow {
  matterId: string;
  customerId: string;
  kind: 'complaint' | 'workOrder' | 'callback' | 'memo' | 'enquiry';
  title: string;
  status: 'open' | 'closed';
  openedAtMs: number;
  dueAtMs: number | null;
  /** Employee number of who answers for it. */
  ownerId: string | null;
  /** The call that it came up in. */
  callId: string | null;
  closedAtMs: number | null;
}
export interface MatterNoteRow {
  noteId: string;
  matterId: string;
  kind: (typeof matterNoteKinds)[number];
  text: string;
  atMs: number;
  employeeNo: string;
  /** Who has the matter since, where it was handed over. */
  toId: string | null;
}
/** Which numbers people of a role may dial; a role without a row dials nobody. */
export interface DialingRuleRow {
  role: Role;
  /** Mobile and landline numbers of the center's own country. */
  isHomeAllowed: boolean;
  /** Further numbers by how they begin: `+852`, `400`, `95`. */
  prefixes: string[];
  /** Refused even so. */
  denied: string[];
}
/** One row: of the center. */
export interface OutboundSettingsRow {
  settingsId: string;
  /** Shown to customers where the queue names no number; '': the queue's hotline. */
  callerNumber: string;
  /** Calls to one number by the whole center. */
  perMinute: number;
  perHour: number;
  perDay: number;
  /** A paused recording goes on by itself after this. */
  pauseLimitSeconds: number;
}
/** What the seats of a queue say when they answer. */
export interface CallScriptRow {
  queueId: string;
  ordinary: string;
  returningCustomer: string;
  holiday: string;
}
/** Something that seats look up while they talk. */
export interface ArticleRow {
  articleId: string;
  title: string;
  /** Other words that people search by. */
  keywords: string;
  body: string;
  isActive: boolean;
  updatedBy: string;
  updatedAtMs: number;
}
/** A customer whose calls are not recorded. */
export interface RecordingRefusalRow {
  customerId: string;
  setBy: string;
  setAtMs: number;
}
/** A number that nobody of the center calls. */
export interface DoNotCallRow {
  /** E.164. */
  number: string;
  reason: string;
  addedBy: string;
  addedAtMs: number;
}
export type CallRow = CallRecord;
export type OfferRow = OfferRecord;
export type QueueEntryRow = QueueEntry;
export interface LegRow extends LegRecord {
  /** Of its call. */
  arrivedAtMs: number;
}
export type LegQualityRow = LegQualityRecord;
/** A wrap-up that ran out or was cut short, until its seat finishes it; counted from the call's events. */
export type OpenWrapUpRow = Pick<WrapUpRecord, 'callId' | 'agentId' | 'startedAtMs'>;
export interface CallbackRow {
  /** The call that was given up or failed, or the callback that keeps a place. */
  callId: string;
  kind: (typeof callbackKinds)[number];
  state: (typeof callbackStates)[number];
  queueId: string;
  hotline: string;
  /** As in the call's record. */
  number: string;
  customerId: string | null;
  customerName: string | null;
  tier: string | null;
  sinceMs: number;
  waitedMs: number | null;
  isShort: boolean;
  claimedBy: string | null;
  claimedAtMs: number | null;
  tries: number;
  result: (typeof callbackResults)[number] | null;
  note: string;
  settledAtMs: number | null;
  /** The call in which the customer got through. */
  settledByCallId: string | null;
}
/** The note of a call as a full text index can find it: see note-words.ts. */
export interface CallNoteRow {
  callId: string;
  words: string;
}
export interface CallEventRow {
  /** Id of the entry in the Redis stream: orders and names the event. */
  eventId: string;
  callId: string;
  type: string;
  atMs: number;
  agentId: string;
  data: Record<string, unknown>;
}
/** One spell of one seat in one state. */
export interface AgentStateRow {
  /** The event that began it. */
  eventId: string;
  agentId: string;
  state: string;
  reason: string;
  fromMs: number;
  /** Null while it lasts. */
  toMs: number | null;
}
export interface RecordingRow extends ExpectedRecording {
  state: (typeof recordingStates)[number];
  /** In the store of recordings. */
  path: string | null;
  bytes: number | null;
  durationMs: number | null;
  sha256: string | null;
  mediaType: string | null;
  /** When its time was over. */
  deletedAtMs: number | null;
}
/** The recordings of this call are kept, whatever their queue says. */
export interface LegalHoldRow {
  callId: string;
  reason: string;
  setBy: string;
  setAtMs: number;
}
export interface RecordingCommentRow {
  commentId: string;
  recordingId: string;
  /** From the beginning of the recording. */
  offsetMs: number;
  text: string;
  employeeNo: string;
  writtenAtMs: number;
}
/** What the last check of recordings found. */
export interface RecordingFaultRow {
  /** Of the recording, or the path of a file that belongs to none. */
  faultId: string;
  kind: (typeof recordingFaultKinds)[number];
  callId: string | null;
  bytes: number | null;
  /** When the recording should have begun. */
  atMs: number | null;
  foundAtMs: number;
}
/** Hours that queues are open at. */
export interface OpeningHoursRow extends OpeningHours {
  hoursId: string;
  name: string;
  nameEn: string;
}
/** A public holiday or make-up working day as imported; it goes before the one that came with the product. */
export interface PublicDayRow {
  date: string;
  name: string;
  nameEn: string;
  isWorking: boolean;
}
/** A day of the center's own. */
export interface SpecialDayRow {
  date: string;
  name: string;
  nameEn: string;
  spans: Span[];
}
/** When a queue takes calls, and where they go when it does not. */
export interface QueueOverflowRow {
  queueId: string;
  /** Null: always open. */
  hoursId: string | null;
  closed: ClosedLine;
  overflow: Overflow;
}
/** A message left by a caller: a task until it is done. Its sound is the recording of the same id. */
export interface VoicemailRow {
  voicemailId: string;
  callId: string;
  queueId: string;
  /** E.164 where it could be read as one. */
  callerNumber: string;
  customerId: string | null;
  customerName: string | null;
  leftAtMs: number;
  state: 'new' | 'taken' | 'done';
  /** Employee number of who took it. */
  takenBy: string | null;
  takenAtMs: number | null;
  doneAtMs: number | null;
  note: string;
}
/** A number that names a customer: on a keypad, in a contract, on a machine. */
export interface CustomerReferenceRow {
  kind: (typeof referenceKinds)[number];
  digits: string;
  customerId: string;
}
export interface PromptRow {
  promptId: string;
  name: string;
  nameEn: string;
}
/** Never changed: a new recording is a new version. */
export interface PromptVersionRow {
  promptId: string;
  language: CallLanguage;
  version: number;
  source: 'builtIn' | 'uploaded' | 'spoken';
  text: string;
  /** Below PROMPT_STORE, without its ending `.wav`. */
  file: string;
  durationMs: number | null;
  madeAtMs: number;
  madeBy: string;
}
export interface MenuRow {
  menuId: string;
  name: string;
  nameEn: string;
  draft: MenuTree;
  draftRevision: number;
  publishedVersion: number | null;
}
/** Never changed: a call stays on the version it began with. */
export interface MenuVersionRow {
  menuId: string;
  version: number;
  tree: MenuTree;
  prompts: PinnedPrompts;
  publishedAtMs: number;
  publishedBy: string;
  note: string;
  rolledBackTo: number | null;
}
export interface AuditRow {
  auditId: string;
  atMs: number;
  employeeNo: string;
  action: string;
  target: string;
  address: string;
  detail: Record<string, unknown>;
}

/** What a lead said to one seat, a team or everybody. `toId` is '' for everybody. */
export interface MessageRow {
  messageId: string;
  atMs: number;
  byEmployeeNo: string;
  byName: string;
  toKind: 'all' | 'team' | 'seat';
  toId: string;
  text: string;
  isUrgent: boolean;
  /** It tells of this matter, which was given to whom it went to. */
  matterId: string | null;
}
/** One for each person a message was sent to. */
export interface MessageReceiptRow {
  messageId: string;
  employeeNo: string;
  readAtMs: number | null;
}
/** An entry of the shift log; a hand-over is taken by whoever comes next. */
export interface ShiftNoteRow {
  noteId: string;
  atMs: number;
  employeeNo: string;
  name: string;
  teamId: string | null;
  kind: 'note' | 'handOver';
  text: string;
  takenBy: string | null;
  takenByName: string | null;
  takenAtMs: number | null;
}
/** From when on something is an alarm; of one queue, or of the center ('*') for all that a queue leaves open (null). */
export interface AlarmLimitRow {
  queueId: string;
  longestWaitSeconds: number | null;
  /** Today's share within three rings, below which it is an alarm. */
  serviceLevelPercent: number | null;
  longTalkSeconds: number | null;
  longHoldSeconds: number | null;
  longWrapUpSeconds: number | null;
  leastMosTenths: number | null;
  /** Somebody waits and nobody of the queue is signed in. */
  noSeat: boolean | null;
}
/** The one row `room`. */
export interface RoomSettingsRow {
  name: 'room';
  /** A seat is shown that a lead listens, whispers or has joined. */
  isCoachingSeen: boolean;
  /** Addresses or ranges (CIDR) that see the wallboard without signing in. */
  wallboardAddresses: string[];
  /** Webhooks may go to addresses of the own network. */
  allowsPrivateWebhooks: boolean;
}
export interface WebhookRow {
  webhookId: string;
  name: string;
  url: string;
  /** Key of the signature. */
  secret: string;
  kinds: string[];
  isActive: boolean;
}
export interface WebhookDeliveryRow {
  deliveryId: string;
  webhookId: string;
  kind: string;
  callId: string;
  body: Record<string, unknown>;
  state: 'waiting' | 'delivered' | 'failed';
  tries: number;
  /** HTTP status of the last try; null when there was no answer. */
  status: number | null;
  error: string;
  atMs: number;
  settledAtMs: number | null;
}
/** The account of a telephone on a seat's desk. */
export interface DeskPhoneRow {
  employeeNo: string;
  /** What Asterisk compares with (RFC 2617, HA1): the password itself is kept nowhere. */
  digest: string;
  madeAtMs: number;
}
/** A site whose pages may have the phone bar. */
export interface PhoneBarSiteRow {
  origin: string;
  name: string;
  /** Address of its page about a caller, with fields in braces; '' none. */
  popUrl: string;
}
export interface ApiTokenRow {
  tokenId: string;
  /** SHA-256 in hex: the token itself is kept nowhere. */
  tokenHash: string;
  employeeNo: string;
  name: string;
  scopes: string[];
  madeAtMs: number;
  endsAtMs: number | null;
  usedAtMs: number | null;
  revokedAtMs: number | null;
}
/** A report that is sent by mail by the rights of its owner. */
export interface ReportMailRow extends ReportMailEdit {
  mailId: string;
  ownerId: string;
}
export interface ReportMailRunRow extends ReportMailRun {
  mailId: string;
}
