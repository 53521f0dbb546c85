import { defineTransition, type LiveState, shape } from '../live-state/index.ts';

const dueDeadlines = defineTransition({
  script: new URL('./lua/due-deadlines.lua', import.meta.url),
  args: { most: 'number' },
  replies: { due: shape<{ members: string[] | object; nextInMs: number }>() },
});
const postponeDeadline = defineTransition({
  script: new URL('./lua/postpone-deadline.lua', import.meta.url),
  args: { member: 'text', waitMs: 'number' },
  replies: { postponed: {}, gone: {} },
});

export function createDeadlineStore(state: LiveState) {
  return {
    async dueDeadlines(most = 100): Promise<{ members: string[]; nextInMs: number }> {
      const due = await dueDeadlines(state, { most });
      return { members: Array.isArray(due.members) ? due.members : [], nextInMs: due.nextInMs };
    },
    /** One that is not due, or no longer exists, is left as it is. */
    postponeDeadline: (member: string, waitMs: number) => postponeDeadline(state, { member, waitMs }),
    dropDeadline: (member: string) => state.redis.zrem(state.keys.deadlines, member),
  };
}
export type DeadlineStore = ReturnType<typeof createDeadlineStore>;
