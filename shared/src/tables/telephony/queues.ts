import type { QueuePromptSlot } from '../../contracts/telephony/prompts.ts';
import { flag, int, intOrNull, json, key, text, textOrNull, table } from '../table.ts';

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
  /** Seats rung at once for one call; the first to answer gets it. */
  seatsAtOnce: number;
  /** Waiting that one priority level outweighs; 0: priority always wins. */
  headStartSeconds: number;
  /** In which proportion a seat takes calls of the same priority from its queues; 0: by arrival alone. */
  fairShare: number;
  /** How long a call is reserved for the customer's own seat; 0: not at all. */
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
  /** A caller who rings back this soon after giving up gets the old place; 0: never. */
  oldPlaceSeconds: number;
  /** Its own prompts in place of the built-in ones: ids of prompts. */
  prompts: Partial<Record<QueuePromptSlot, string | null>>;
  /** Ids of prompts that waiting callers hear, one after another; none: the built-in music. */
  music: string[];
  /** Number shown to customers whom its seats call; '': the center's own (outbound_settings). */
  callerNumber: string;
  isRecorded: boolean;
  /** How long its recordings are kept; 0: for ever. */
  recordingDays: number;
  /** The customer hears the seat's number on answer. */
  saysSeatNumber: boolean;
  /** The customer is asked for 1 to 5 once the seat has hung up. */
  asksVote: boolean;
  isActive: boolean;
}
export const QueueSchema = table<QueueRow>('queues', {
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

export interface QueueMemberRow {
  queueId: string;
  employeeNo: string;
  /** Place in the list as the administrator put it, from 0. */
  order: number;
  /** Seats of turn 0 are asked first, those of 1 when none of them is free, and so on to 9. */
  turn: number;
}
export const QueueMemberSchema = table<QueueMemberRow>('queue_members', {
  queueId: key,
  employeeNo: key,
  order: int,
  turn: int,
});

export interface SkillRow {
  skillId: string;
  name: string;
  nameEn: string;
}
export const SkillSchema = table<SkillRow>('skills', { skillId: key, name: text, nameEn: text });

export interface AgentSkillRow {
  employeeNo: string;
  skillId: string;
  /** 1 to 10. */
  level: number;
}
export const AgentSkillSchema = table<AgentSkillRow>('agent_skills', { employeeNo: key, skillId: key, level: int });

export interface HotlineRow {
  number: string;
  name: string;
  /** A queue, or `menu:<menu>` when callers choose first. */
  queueId: string;
  /** Applies to calls to this number; null: the queue's own. */
  priority: number | null;
  /** Name of the menu played to the caller; null when the hotline goes straight to its queue. */
  menu: string | null;
}
export const HotlineSchema = table<HotlineRow>('hotlines', {
  number: key,
  name: text,
  queueId: text,
  priority: intOrNull,
  menu: textOrNull,
});
