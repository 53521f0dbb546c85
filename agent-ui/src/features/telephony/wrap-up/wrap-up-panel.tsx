import type { DeskSnapshot } from '@sansheng/shared/contracts/desk-work/desk';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../ui/format.ts';
import { useServerNow } from '../../../ui/use-server-now.ts';
import { useSeat, useSeatCommand } from '../../desk-work/desk/seat.tsx';
import { useDraft } from '../../desk-work/notes/note-draft.ts';
import { CasesOfThisCall } from '../../service-desk/cases-in-call/cases-of-this-call.tsx';
import { WrapUpForm } from './wrap-up-form.tsx';
import './wrap-up.css';

type WrapUp = NonNullable<DeskSnapshot['wrapUp']>;

export function WrapUpPanel({ wrapUp }: { wrapUp: WrapUp }) {
  const { t } = useTranslation();
  const seat = useSeat();
  const run = useSeatCommand();
  const queries = useQueryClient();
  const { callId, isPassedOn, isReached } = wrapUp;
  const [{ words, state }, write] = useDraft(callId);
  const result = words.result || (isPassedOn ? 'transferred' : isReached ? '' : 'noResult');
  return (
    <section className="panel wrap-up" data-testid="wrap-up-panel">
      <div className="wrap-up-head">
        <span>{t(isReached ? 'wrapUp.title' : 'wrapUp.notReached')}</span>
        <TimeLeft {...wrapUp} />
      </div>
      <CasesOfThisCall callId={callId} />
      <WrapUpForm
        words={{ ...words, result }}
        state={state}
        write={write}
        onDone={async (written) => {
          if (await run(seat.finishWrapUp({ callId, ...written })))
            void queries.invalidateQueries({ queryKey: ['calls'] });
        }}
      />
    </section>
  );
}

/** The time left; with colour and words when it becomes short. */
export function TimeLeft({ startedAtMs, deadlineAtMs }: Pick<WrapUp, 'startedAtMs' | 'deadlineAtMs'>) {
  const { t } = useTranslation();
  const nowMs = useServerNow(250);
  if (deadlineAtMs === null) {
    return (
      <span className="wrap-up-left figures">{`${formatDuration(nowMs - startedAtMs)} · ${t('wrapUp.noLimit')}`}</span>
    );
  }
  const leftMs = deadlineAtMs - nowMs;
  const share = Math.min(1, Math.max(0, leftMs / (deadlineAtMs - startedAtMs)));
  return (
    <span className="wrap-up-left figures" data-short={leftMs < 10_000}>
      <i style={{ '--share': share } as React.CSSProperties} />
      {leftMs > 0 ? t('wrapUp.left', { time: formatDuration(leftMs + 999) }) : t('wrapUp.timeUp')}
    </span>
  );
}
