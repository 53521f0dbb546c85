import type { AgentState } from '@sansheng/shared/domain/agent-state';
import type { ReactNode } from 'react';

/** A colour never stands alone: the word is inside it. */
export function StateMark({ tone, children }: { tone: AgentState | 'alarm'; children: ReactNode }) {
  return <span className={`state-mark tone-${tone}`}>{children}</span>;
}
