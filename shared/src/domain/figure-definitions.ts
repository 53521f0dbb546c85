/** What each figure means, in both languages: one source for the page of definitions, its copy in docs, and exports. */
import type { Axis, Figure, Measure, OpenFigure } from './figures.ts';
import type { ServiceLevelDefinition } from './service-level.ts';

/** Increased whenever a formula changes, and printed beside exported numbers. */
export const DEFINITIONS_VERSION = 2;

export interface DefinitionText {
  name: string;
  formula: string;
  /** What is counted, and what is not. */
  counted: string;
  example: string;
}
export interface Definition {
  zh: DefinitionText;
  en: DefinitionText;
  /** Where the numbers come from. */
  source: 'calls' | 'offers' | 'spells' | 'legs';
}

export const sourceTexts: Record<Definition['source'], { zh: string; en: string }> = {
  calls: {
    zh: '通话记录；按队列时为进出队列的记录。计入来电到达的那一刻钟。',
    en: 'Call records; by queue, queue entries. Counted in the quarter-hour of arrival.',
  },
  offers: {
    zh: '派给坐席的记录。计入来电到达的那一刻钟。',
    en: 'Records of offers to seats. Counted in the quarter-hour in which the call arrived.',
  },
  spells: {
    zh: '坐席状态的起止时间。计入实际发生的那一刻钟。',
    en: 'Start and end of agent states. Counted in the quarter-hours in which they lasted.',
  },
  legs: {
    zh: '通话支路；坐席的处理时间只算自己的。计入来电到达的那一刻钟。',
    en: "Legs of calls: a seat's handling time is its own; booked in the quarter of an hour of arrival.",
  },
};

export const figureDefinitions: Record<Figure, Definition> = {
  serviceLevel: {
    source: 'calls',
    zh: {
      name: '服务水平',
      formula: '按所选口径；默认 T 秒内接听 ÷（接听 + 放弃 + 瞬时放弃），T = 20',
      counted: '只算呼入。六种口径见下表，数字旁总写明用的是哪一种。',
      example: '接听 1000、放弃 50、瞬时放弃 10，其中 20 秒内接听 860：860 ÷ 1060 = 81.13%',
    },
    en: {
      name: 'Service level',
      formula:
        'By the chosen definition; by default answered within T ÷ (answered + abandoned + short abandoned), T = 20 s',
      counted: 'Inbound calls only. The six definitions are listed below; the name is always shown beside the number.',
      example: '1000 answered, 50 abandoned, 10 short abandoned, 860 answered within 20 s: 860 ÷ 1060 = 81.13 %',
    },
  },
  threeRingSeatRate: {
    source: 'calls',
    zh: {
      name: '三声坐席接听率',
      formula: '第三声结束前坐席接听 ÷（接听 + 放弃 + 瞬时放弃 + 预约回电 + 中断）',
      counted: '从来电到达起算，一声为一个振铃周期（中国 5 秒）。',
      example: '应接 50，三声内坐席接起 43：86%',
    },
    en: {
      name: 'Three-ring seat rate',
      formula:
        'Answered by a seat before the third ring ends ÷ (answered + abandoned + short abandoned + called back + lost)',
      counted: 'From arrival on; a ring is one cadence of the country (5 s in China).',
      example: '50 due, 43 answered by a seat within three rings: 86 %',
    },
  },
  threeRingCenterRate: {
    source: 'calls',
    zh: {
      name: '三声中心应答率',
      formula: '第三声结束前坐席或中心应答 ÷（接听 + 放弃 + 瞬时放弃 + 预约回电 + 中断）',
      counted: '中心播放问候也算应答；与坐席接听率分开列。',
      example: '应接 50，坐席 43、中心 6：98%',
    },
    en: {
      name: 'Three-ring center rate',
      formula:
        'Answered by a seat or the center before the third ring ends ÷ (answered + abandoned + short abandoned + called back + lost)',
      counted: "The center's greeting counts as answered; shown separately from the seat rate.",
      example: '50 due, 43 by seats, 6 by the center: 98 %',
    },
  },
  abandonmentRate: {
    source: 'calls',
    zh: {
      name: '放弃率',
      formula: '放弃 ÷（接听 + 放弃）',
      counted: '“放弃”都不含 5 秒以内的瞬时放弃，这里也不计。',
      example: '接听 95，放弃 5，瞬时放弃 3：5%',
    },
    en: {
      name: 'Abandonment rate',
      formula: 'Abandoned ÷ (answered + abandoned)',
      counted: 'Abandoned never includes short abandoned (under 5 s); they are not in the divisor either.',
      example: '95 answered, 5 abandoned, 3 short: 5 %',
    },
  },
  averageSpeedOfAnswerMs: {
    source: 'calls',
    zh: {
      name: '平均应答速度（ASA）',
      formula: '接听电话的等待时间之和 ÷ 接听',
      counted: '等待从到达中心算到坐席接起，含菜单。',
      example: '等待 4、8、12 秒：8 秒',
    },
    en: {
      name: 'Average speed of answer (ASA)',
      formula: 'Sum of the waits of answered calls ÷ answered',
      counted: 'The wait lasts from arrival to the answer by a seat, menus included.',
      example: 'Waits of 4, 8 and 12 s: 8 s',
    },
  },
  longestWaitMs: {
    source: 'calls',
    zh: {
      name: '最长等待',
      formula: '等待时间的最大值',
      counted: '接听的和没接听的都算。',
      example: '等待 4、8、95 秒：95 秒',
    },
    en: {
      name: 'Longest wait',
      formula: 'The longest of all waits',
      counted: 'Answered and unanswered calls.',
      example: 'Waits of 4, 8 and 95 s: 95 s',
    },
  },
  averageHandleTimeMs: {
    source: 'legs',
    zh: {
      name: '平均处理时长（AHT）',
      formula: '（通话 + 保持 + 话后处理）÷ 已处理',
      counted: '已经结束的呼入。按坐席时只算本人那一段，转接不改变别人的时长。',
      example: '通话 150 秒、保持 20 秒、话后 30 秒：200 秒',
    },
    en: {
      name: 'Average handling time (AHT)',
      formula: '(talk + hold + wrap-up) ÷ handled',
      counted: "Inbound calls that are over. For a seat, its own part: a transfer does not change anybody else's.",
      example: '150 s talk, 20 s hold, 30 s wrap-up: 200 s',
    },
  },
  averageTalkMs: {
    source: 'legs',
    zh: { name: '平均通话', formula: '通话时长 ÷ 已处理', counted: '不含保持。', example: '300 秒 ÷ 2 = 150 秒' },
    en: { name: 'Average talk', formula: 'Talk ÷ handled', counted: 'Without hold.', example: '300 s ÷ 2 = 150 s' },
  },
  averageHoldMs: {
    source: 'legs',
    zh: {
      name: '平均保持',
      formula: '保持时长 ÷ 已处理',
      counted: '没有保持的也在分母里。',
      example: '40 秒 ÷ 2 = 20 秒',
    },
    en: {
      name: 'Average hold',
      formula: 'Hold ÷ handled',
      counted: 'Calls without a hold are in the divisor too.',
      example: '40 s ÷ 2 = 20 s',
    },
  },
  averageWrapUpMs: {
    source: 'legs',
    zh: {
      name: '平均话后',
      formula: '话后处理时长 ÷ 已处理',
      counted: '到坐席完成或时限到为止。',
      example: '60 秒 ÷ 2 = 30 秒',
    },
    en: {
      name: 'Average wrap-up',
      formula: 'Wrap-up ÷ handled',
      counted: 'Until the agent finishes or the time limit is reached.',
      example: '60 s ÷ 2 = 30 s',
    },
  },
  transferRate: {
    source: 'legs',
    zh: {
      name: '转接率',
      formula: '转接过的 ÷ 已处理',
      counted: '一通电话转几次都算一通。',
      example: '转接 5 ÷ 处理 100 = 5%',
    },
    en: {
      name: 'Transfer rate',
      formula: 'Transferred ÷ handled',
      counted: 'A call transferred several times counts once.',
      example: '5 of 100 handled: 5 %',
    },
  },
  firstContactResolution: {
    source: 'calls',
    zh: {
      name: '一次解决率（FCR）',
      formula: '（有分类的客户来电 − 七天内同类再来电）÷ 有分类的客户来电',
      counted:
        '坐席接听、认得客户、填了分类的呼入；结束后 7 天内同一客户没有因同一分类再来电。一通电话由几位坐席填过时只算一条：先看填完的，再看写明了结果而不是“已转出”的，再看首位坐席的，最后看最近的。最近 7 天的数还会变。',
      example: '100 通，其中 12 通之后同类再来电：88%',
    },
    en: {
      name: 'First contact resolution (FCR)',
      formula:
        '(known customers with a category − called again about it within 7 days) ÷ known customers with a category',
      counted:
        'Inbound calls answered by a seat, from a known customer, with a category, and no further call about the same category within 7 days of the end. If a call has several wrap-ups, one counts: preferably a finished one, then one with an outcome other than a transfer, then the first seat’s, then the last. The last 7 days may still change.',
      example: '100 calls, 12 of them followed by another: 88 %',
    },
  },
  satisfaction: {
    source: 'calls',
    zh: {
      name: '满意率',
      formula: '评 4、5 分的 ÷ 评价的',
      counted: '通话后客户按键评 1 到 5 分。',
      example: '40 人评价，36 人 4 分以上：90%',
    },
    en: {
      name: 'Satisfaction',
      formula: 'Ratings of 4 and 5 ÷ ratings',
      counted: 'Customers press 1 to 5 after the call.',
      example: '36 of 40 ratings: 90 %',
    },
  },
  voteParticipation: {
    source: 'calls',
    zh: {
      name: '参评率',
      formula: '评价的 ÷ 请其评价的',
      counted: '没按键的、挂断的算没有评价。',
      example: '请 100 人，40 人评价：40%',
    },
    en: {
      name: 'Participation',
      formula: 'Ratings ÷ customers asked',
      counted: 'Customers who pressed nothing or hung up gave no rating.',
      example: '40 of 100 asked: 40 %',
    },
  },
  averageVote: {
    source: 'calls',
    zh: { name: '平均得分', formula: '得分之和 ÷ 评价的', counted: '1 到 5 分。', example: '5、4、3：4' },
    en: { name: 'Average rating', formula: 'Sum of ratings ÷ ratings', counted: 'From 1 to 5.', example: '5, 4, 3: 4' },
  },
  ronaRate: {
    source: 'offers',
    zh: {
      name: '三声未接率（RONA）',
      formula: '振铃到底未接 ÷ 派给坐席',
      counted: '按派到的坐席计，分原因列出；“无人理会”才归责于坐席。',
      example: '派给 200 次，未接 6 次：3%',
    },
    en: {
      name: 'RONA rate',
      formula: 'Offers not answered within three rings ÷ offers',
      counted: 'Counts for the seat that was rung, by cause; only "ignored" counts against the seat.',
      example: '6 of 200 offers: 3 %',
    },
  },
  occupancy: {
    source: 'spells',
    zh: {
      name: '占用率',
      formula: '（通话 + 话后）÷（通话 + 话后 + 示闲 + 振铃）',
      counted: '示忙不计；班长监听、耳语、插话算示忙。',
      example: '通话 30 分、话后 10 分、示闲 10 分：80%',
    },
    en: {
      name: 'Occupancy',
      formula: '(talking + wrap-up) ÷ (talking + wrap-up + ready + ringing)',
      counted: 'Not-ready time is excluded. A lead who listens, whispers or barges in counts as not ready.',
      example: '30 min talking, 10 wrap-up, 10 ready: 80 %',
    },
  },
  utilisation: {
    source: 'spells',
    zh: {
      name: '利用率',
      formula: '（通话 + 话后）÷ 登录时长',
      counted: '登录时长含示忙。',
      example: '通话与话后 6 小时，登录 8 小时：75%',
    },
    en: {
      name: 'Utilisation',
      formula: '(talking + wrap-up) ÷ logged-in time',
      counted: 'Logged-in time includes not ready.',
      example: '6 h of 8 h: 75 %',
    },
  },
  loggedInMs: {
    source: 'spells',
    zh: {
      name: '登录时长',
      formula: '离线以外各状态之和',
      counted: '此刻仍在线的算到现在。',
      example: '09:00 登录，17:30 退出：8.5 小时',
    },
    en: {
      name: 'Logged-in time',
      formula: 'Sum of all states except offline',
      counted: 'Agents now signed in are counted until now.',
      example: 'Signed in at 09:00, out at 17:30: 8.5 h',
    },
  },
  notReadyMs: {
    source: 'spells',
    zh: {
      name: '示忙时长',
      formula: '示忙各原因之和',
      counted: '含刚登录与三声未接之后。',
      example: '小休 10 分、用餐 30 分：40 分',
    },
    en: {
      name: 'Not-ready time',
      formula: 'Sum over all reasons',
      counted: 'Includes the time after signing in and after RONA.',
      example: '10 min break, 30 min meal: 40 min',
    },
  },
};

/** What is counted, by its short name. */
export const measureNames: Record<Measure, { zh: string; en: string }> = {
  offered: { zh: '呼入', en: 'Offered' },
  answered: { zh: '接听', en: 'Answered' },
  abandoned: { zh: '放弃', en: 'Abandoned' },
  shortAbandoned: { zh: '瞬时放弃', en: 'Short abandoned' },
  overflowedOut: { zh: '溢出转走', en: 'Overflowed out' },
  calledBack: { zh: '预约回电', en: 'Called back' },
  sentAway: { zh: '未受理', en: 'Sent away' },
  lost: { zh: '中断', en: 'Lost' },
  stillThere: { zh: '仍在等待', en: 'Still waiting' },
  answered10: { zh: '10 秒内接听', en: 'Answered within 10 s' },
  answered15: { zh: '15 秒内接听', en: 'Answered within 15 s' },
  answered20: { zh: '20 秒内接听', en: 'Answered within 20 s' },
  answered30: { zh: '30 秒内接听', en: 'Answered within 30 s' },
  answered60: { zh: '60 秒内接听', en: 'Answered within 60 s' },
  abandoned10: { zh: '10 秒内放弃（含瞬时）', en: 'Abandoned within 10 s, short or not' },
  abandoned15: { zh: '15 秒内放弃（含瞬时）', en: 'Abandoned within 15 s, short or not' },
  abandoned20: { zh: '20 秒内放弃（含瞬时）', en: 'Abandoned within 20 s, short or not' },
  abandoned30: { zh: '30 秒内放弃（含瞬时）', en: 'Abandoned within 30 s, short or not' },
  abandoned60: { zh: '60 秒内放弃（含瞬时）', en: 'Abandoned within 60 s, short or not' },
  answeredWithinThreeRings: { zh: '三声内接听', en: 'Answered within three rings' },
  takenWithinThreeRings: { zh: '三声内应答', en: 'Answered within three rings, by seat or center' },
  gaveUpInMenu: { zh: '菜单中放弃', en: 'Abandoned in the menu' },
  gaveUpInQueue: { zh: '排队中放弃', en: 'Abandoned in the queue' },
  gaveUpRinging: { zh: '振铃中放弃', en: 'Abandoned while ringing' },
  handled: { zh: '已处理', en: 'Handled' },
  held: { zh: '有保持', en: 'With a hold' },
  transferred: { zh: '转接过', en: 'Transferred' },
  transfers: { zh: '转接次数', en: 'Transfers' },
  consulted: { zh: '被咨询', en: 'Consulted' },
  contacts: { zh: '有分类的客户来电', en: 'Known customers with a category' },
  repeated: { zh: '七天内同类再来电', en: 'Called again about it within 7 days' },
  votesAsked: { zh: '邀请评价', en: 'Asked for a rating' },
  votes: { zh: '有评价', en: 'Ratings' },
  votesGood: { zh: '评价满意', en: 'Ratings of 4 and 5' },
  voteSum: { zh: '得分之和', en: 'Sum of ratings' },
  offers: { zh: '派给坐席', en: 'Offers' },
  ronas: { zh: '三声未接', en: 'RONA' },
  ronasIgnored: { zh: '三声未接：振铃未接', en: 'RONA: ignored' },
  ronasTabFrozen: { zh: '三声未接：页面卡住', en: 'RONA: page frozen' },
  ronasNoMicrophone: { zh: '三声未接：没有麦克风', en: 'RONA: no microphone' },
  ronasNotRegistered: { zh: '三声未接：电话未注册', en: 'RONA: not registered' },
  ronasNetwork: { zh: '三声未接：网络', en: 'RONA: network' },
  declined: { zh: '拒接', en: 'Declined' },
  unreachable: { zh: '未能振铃', en: 'Could not be rung' },
  outbound: { zh: '呼出与回电', en: 'Outbound and callbacks' },
  outboundAnswered: { zh: '呼出接通', en: 'Outbound answered' },
  answerWaitMs: { zh: '接听前等待', en: 'Wait before answer' },
  talkMs: { zh: '通话', en: 'Talk' },
  holdMs: { zh: '保持', en: 'Hold' },
  wrapUpMs: { zh: '话后处理', en: 'Wrap-up' },
  consultMs: { zh: '咨询时长', en: 'Consultations' },
  outboundMs: { zh: '呼出处理时长', en: 'Outbound handling' },
  seatReadyMs: { zh: '示闲时长', en: 'Ready' },
  seatOfferedMs: { zh: '振铃时长', en: 'Ringing' },
  seatTalkingMs: { zh: '通话中时长', en: 'Talking' },
  seatWrapUpMs: { zh: '话后时长', en: 'In wrap-up' },
  seatNotReadyMs: { zh: '示忙时长', en: 'Not ready' },
  longestWaitMs: { zh: '最长等待', en: 'Longest wait' },
};

/** What the list of calls may be filtered by: the names of the figures, and of what only the list knows. */
export const openFigureNames: Record<OpenFigure, { zh: string; en: string }> = {
  ...measureNames,
  withinThreeRings: measureNames.answeredWithinThreeRings,
  rona: measureNames.ronas,
  lateThreeRings: { zh: '三声后才接听', en: 'Answered after the third ring' },
  withinThreshold: { zh: '时限内接听', en: 'Answered within T' },
  centerAnswered: { zh: '中心应答', en: 'Greeted by the center' },
};

/** Counts that occur in divisors, for those who recalculate. */
export const divisorNames = {
  allAbandoned: { zh: '放弃 + 瞬时放弃', en: 'Abandoned + short abandoned' },
  settled: {
    zh: '接听 + 放弃 + 瞬时放弃 + 预约回电 + 中断',
    en: 'Answered + abandoned + short abandoned + called back + lost',
  },
};

/** Remarks on the groups of an axis, shown wherever their figures appear. */
export const axisNotes: Partial<Record<Axis, { zh: string; en: string }>> = {
  team: {
    zh: '按坐席现在所在的班组统计：坐席换组后，以前的数也跟着走。没有坐席接听的电话不属于任何班组，所以放弃和以它为分母的比率不显示。',
    en: "By an agent's current team: earlier figures move along. Unanswered calls belong to no team, so lost calls, and rates that divide by them, are not shown.",
  },
  agent: {
    zh: '没有坐席接听的电话不属于任何坐席，所以放弃和以它为分母的比率不显示。',
    en: 'Unanswered calls belong to no agent, so lost calls, and rates that divide by them, are not shown.',
  },
  category: {
    zh: '只有接听过的电话有分类，所以放弃和以它为分母的比率不显示。',
    en: 'Only answered calls have a category, so lost calls, and rates that divide by them, are not shown.',
  },
  skill: {
    zh: '按队列现在要求的技能统计；一个队列要求几项技能，就在每项里各算一次。',
    en: 'By the skills that queues currently require; a queue that requires several counts in each.',
  },
};

/** On 1000 answered, 50 abandoned, 10 short abandoned; 860 answered within 20 s, 20 abandoned within 20 s, 10 within 5 s. */
export const serviceLevelTexts: Record<
  ServiceLevelDefinition,
  { zh: Omit<DefinitionText, 'counted'>; en: Omit<DefinitionText, 'counted'> }
> = {
  'answered-over-all': {
    zh: { name: '接听 ÷ 全部', formula: 'T 内接听 ÷（接听 + 放弃 + 瞬时放弃）', example: '81.13%' },
    en: {
      name: 'Answered over all',
      formula: 'Answered within T ÷ (answered + abandoned + short abandoned)',
      example: '81.13 %',
    },
  },
  'short-excluded': {
    zh: { name: '不计瞬时放弃', formula: 'T 内接听 ÷（接听 + 放弃）', example: '81.90%' },
    en: {
      name: 'Short abandons excluded',
      formula: 'Answered within T ÷ (answered + abandoned)',
      example: '81.90 %',
    },
  },
  'short-good': {
    zh: { name: '瞬时放弃算达标', formula: '（T 内接听 + 瞬时放弃）÷（接听 + 放弃 + 瞬时放弃）', example: '82.08%' },
    en: {
      name: 'Short abandons counted good',
      formula: '(answered within T + short abandoned) ÷ (answered + abandoned + short abandoned)',
      example: '82.08 %',
    },
  },
  'late-abandons-only': {
    zh: { name: '只计超时放弃', formula: 'T 内接听 ÷（接听 + T 之后放弃（含瞬时））', example: '82.69%' },
    en: {
      name: 'Late abandons only',
      formula: 'Answered within T ÷ (answered + abandoned after T, short or not)',
      example: '82.69 %',
    },
  },
  'gone-within': {
    zh: {
      name: '时限内离开都算达标',
      formula: '（T 内接听 + T 内放弃（含瞬时））÷（接听 + 放弃 + 瞬时放弃）',
      example: '83.02%',
    },
    en: {
      name: 'All gone within T',
      formula: '(answered within T + abandoned within T, short or not) ÷ (answered + abandoned + short abandoned)',
      example: '83.02 %',
    },
  },
  'answered-only': {
    zh: { name: '只看接听', formula: 'T 内接听 ÷ 接听', example: '86.00%' },
    en: { name: 'Answered only', formula: 'Answered within T ÷ answered', example: '86.00 %' },
  },
};

/** The definitions as a page of Markdown. */
export function definitionsPage(): string {
  const rows = (language: 'zh' | 'en') =>
    Object.values(figureDefinitions).map((definition) => {
      const { name, formula, counted, example } = definition[language];
      return `| ${name} | ${formula} | ${counted} ${sourceTexts[definition.source][language]} | ${example} |`;
    });
  const levels = (language: 'zh' | 'en') =>
    Object.entries(serviceLevelTexts).map(([name, texts]) => {
      const { name: shown, formula, example } = texts[language];
      return `| \`${name}\` | ${shown} | ${formula} | ${example} |`;
    });
  return `# What the figures mean

Version ${DEFINITIONS_VERSION}. This page and the one in the report console are made from
\`shared/src/domain/figure-definitions.ts\`.

The books: \`offered = answered + abandoned + short abandoned + overflowed out + called back + sent away + lost + still
waiting\`, for the center and for each queue, in every quarter-hour. A call through two queues is one call of the center
and one entry in each queue. A call counts when it arrived; the work of a seat when it was done. Abandoned never includes
short abandoned: on the live board, in reports, in the list of calls and in files.

${Object.values(axisNotes)
  .map(({ en }) => `- ${en}`)
  .join('\n')}

| figure | formula | what is counted, from what | example |
| ------ | ------- | -------------------------- | ------- |
${rows('en').join('\n')}

Service level, on 1000 answered, 50 abandoned and 10 short abandoned calls; 860 answered and 20 abandoned within T:

| definition | name | formula | example |
| ---------- | ---- | ------- | ------- |
${levels('en').join('\n')}

## 指标口径

${Object.values(axisNotes)
  .map(({ zh }) => `- ${zh}`)
  .join('\n')}

账目：\`呼入 = 接听 + 放弃 + 瞬时放弃 + 溢出转走 + 预约回电 + 未受理 + 中断 + 仍在等待\`，全中心与每个队列、每一刻钟都成立。

| 指标 | 公式 | 计什么、从哪里来 | 例 |
| ---- | ---- | ---------------- | -- |
${rows('zh').join('\n')}

| 口径 | 名称 | 公式 | 例 |
| ---- | ---- | ---- | -- |
${levels('zh').join('\n')}
`;
}
