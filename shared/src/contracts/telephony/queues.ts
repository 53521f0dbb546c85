/** Queues, who works in them, what a call needs, and the hotlines that lead to them. */
import { z } from 'zod';
import { newId as id, ownId, plainName } from '../plain-text.ts';
import { customerTiers } from '../customers/customers.ts';
import { EmployeeNo } from '../people/sign-in.ts';
import { QueuePrompts } from './prompts.ts';
import { settingDeeds } from '../settings/audit.ts';

export const queueAudit = {
  queue: [...settingDeeds, 'membersChanged'],
  skill: settingDeeds,
  hotline: settingDeeds,
} as const;

export const queueErrors = {
  hotlineInOtherSpelling: 409,
} as const;

const name = plainName();

export const routingStrategies = [
  'longestIdle',
  'fewestCalls',
  'leastTalk',
  'roundRobin',
  'mostSkilled',
  'linear',
] as const;
/** limited: at most wrapUpLimitSeconds; untilDone: no limit; optional: limited, and ready again may be asked for at once; none. */
export const wrapUpModes = ['limited', 'untilDone', 'optional', 'none'] as const;
const SkillLevel = z.number().int().min(1).max(10);
export const Skill = z.object({ skillId: id, name, nameEn: name });
/** Levels of one person by skill. */
export const AgentSkills = z.object({ skills: z.record(id, SkillLevel) });
/** A skill calls need. After each step's time a lower level is enough; level 0: the skill is no longer needed. */
export const SkillNeed = z.object({
  skill: id,
  level: SkillLevel,
  relax: z
    .array(z.object({ afterMs: z.number().int().min(1000).max(3_600_000), level: z.number().int().min(0).max(10) }))
    .max(10)
    .default([]),
});
export const QueueEdit = z.object({
  queueId: id,
  name,
  nameEn: name,
  policy: z.enum(['ring-first', 'answer-first']).default('ring-first'),
  /** Ring timeout: rings one seat gets before the call goes to the next. */
  ringsPerOffer: z.number().int().min(1).max(10).default(3),
  /** 0: no limit, wrap-up lasts until it is done. */
  wrapUpLimitSeconds: z.number().int().min(0).max(3600).default(60),
  /** 0 (lowest) to 9; a call of a higher priority goes first. */
  priority: z.number().int().min(0).max(9).default(5),
  /** Maximum callers waiting; further ones are told that the lines are busy. */
  sizeLimit: z.number().int().min(1).max(10_000).default(500),
  serviceLevelSeconds: z.number().int().min(1).max(600).default(20),
  strategy: z.enum(routingStrategies).default('longestIdle'),
  /** Seats rung at once for one call; the first to answer gets it. */
  seatsAtOnce: z.number().int().min(1).max(10).default(1),
  /** Seconds of waiting that one priority level outweighs; 0: priority always wins. */
  headStartSeconds: z.number().int().min(0).max(3600).default(0),
  /**
   * While several queues with a share wait at a seat with the same priority, it takes their calls in the proportion of
   * the shares; 0: the queue takes no part, its calls go by arrival.
   */
  fairShare: z.number().int().min(0).max(100).default(0),
  /** How long a call is reserved for the seat that owns the customer's case or served them last; 0: not at all. */
  ownSeatWaitSeconds: z.number().int().min(0).max(600).default(0),
  wrapUpMode: z.enum(wrapUpModes).default('limited'),
  needs: z.array(SkillNeed).max(10).default([]),
  /** Priority by the customer's tier, where it differs from the queue's own. */
  tierPriorities: z.partialRecord(z.enum(customerTiers), z.number().int().min(0).max(9)).default({}),
  borrowFrom: z.array(id).max(20).default([]),
  /** 0: never borrows. */
  borrowAfterSeconds: z.number().int().min(0).max(3600).default(0),
  /** How often a waiting caller is told the position in the queue; 0: never. */
  announceEverySeconds: z.number().int().min(0).max(600).default(30),
  /** The estimated wait is said too, while it proves to be right. */
  saysEstimatedWait: z.boolean().default(true),
  /** Key that asks for a callback that keeps the place; '' none. */
  callbackKey: z.string().regex(/^\d?$/).default('1'),
  callbackTries: z.number().int().min(1).max(10).default(3),
  /** How long a call-back waits after a try that reached nobody. */
  callbackRetrySeconds: z.number().int().min(1).max(86_400).default(300),
  /** A caller who rings back this soon after giving up gets the old place; 0: never. */
  oldPlaceSeconds: z.number().int().min(0).max(3600).default(300),
  /** Number shown to customers whom its seats call; '' the center's own. */
  callerNumber: z
    .string()
    .regex(/^\+?\d{0,20}$/)
    .default(''),
  isRecorded: z.boolean().default(true),
  /** How long its recordings are kept; 0: for ever. */
  recordingDays: z.number().int().min(0).max(36_500).default(0),
  /** The customer hears the seat's number on answer. */
  saysSeatNumber: z.boolean().default(false),
  /** The customer is asked for 1 to 5 once the seat has hung up. */
  asksVote: z.boolean().default(false),
  prompts: QueuePrompts.prefault({}),
  /** Prompts that waiting callers hear, one after another; none: the built-in music. */
  music: z.array(id).max(20).default([]),
  isActive: z.boolean().default(true),
});
export type QueueEdit = z.infer<typeof QueueEdit>;
/** Employee numbers of a queue's members, replacing those before. */
export const QueueMembers = z.object({
  members: z.array(EmployeeNo).max(5000),
  /** Turn of a member, 0 unless given: seats of a later turn are asked when none of an earlier turn is free. */
  turns: z.record(EmployeeNo, z.number().int().min(0).max(9)).default({}),
});
export const Hotline = z.object({
  /** As the carrier sends it, or in any other spelling: numbers are compared by meaning. */
  number: z
    .string()
    .max(20)
    .regex(/^\+?\d{1,20}$/),
  name,
  queueId: ownId(45),
  /** Applies to calls to this number; null: the queue's own. */
  priority: z.number().int().min(0).max(9).nullable().default(null),
});
