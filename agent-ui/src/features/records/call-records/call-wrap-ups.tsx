import type { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import type { Draft } from '@sansheng/shared/contracts/telephony/wrap-up';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock, formatDuration } from '../../../ui/format.ts';
import { useCategoryName, useSeat, useSeatCommand, useSeatIfAny } from '../../desk-work/desk/seat.tsx';
import { useDraft } from '../../desk-work/notes/note-draft.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { WrapUpForm } from '../../telephony/wrap-up/wrap-up-form.tsx';
import '../../telephony/wrap-up/wrap-up.css';

type WrapUp = CallDetail['wrapUps'][number];

/** Which of a call's wrap-ups the reader may correct: their own, unless it is being written at the desk now. */
function useIsOwn(callId: string): (wrapUp: WrapUp) => boolean {
  const { me } = useSession();
  const desk = useSeatIfAny()?.view().desk;
  const isInHand = desk?.wrapUp?.callId === callId || desk?.call?.callId === callId;
  return ({ agentId, isNote }) => desk != null && !isInHand && agentId === me.employeeNo && !isNote;
}

/** Whether the reader still has to finish the wrap-up. */
export function useIsTask(call: CallDetail): boolean {
  const isOwn = useIsOwn(call.callId);
  return call.wrapUps.some((one) => isOwn(one) && !one.isComplete);
}

/** What each seat wrote about the call. A seat corrects its own here, and finishes what it left open. */
export function CallWrapUps({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const categoryName = useCategoryName();
  const isOwn = useIsOwn(call.callId);
  const open = call.wrapUps.find((one) => isOwn(one) && !one.isComplete);
  const [editedMs, edit] = useState(open?.startedAtMs ?? null);
  if (call.wrapUps.length === 0) return null;
  return (
    <section data-testid="call-wrap-ups">
      <h3>{t('wrapUp.records')}</h3>
      {call.wrapUps.map((one) => (
        <article key={`${one.agentId}.${one.startedAtMs}`} className="call-wrap-up" data-testid="call-wrap-up">
          <header>
            <b>
              {one.agentName} {one.agentId}
            </b>
            <span className="figures quiet small">
              {formatClock(one.startedAtMs, me.timeZone, 'HH:mm:ss')}
              {!one.isNote && one.endedAtMs !== null && ` · ${formatDuration(one.wrapUpMs)}`}
            </span>
            {one.endedAtMs === null && <Tag color="purple">{t('wrapUp.stillWriting')}</Tag>}
            {one.endedAtMs !== null && !one.isComplete && <Tag color="red">{t('wrapUp.unfinished')}</Tag>}
            {one.isNote && <Tag>{t('wrapUp.noteOnly')}</Tag>}
            {isOwn(one) && editedMs !== one.startedAtMs && (
              <Button size="small" data-testid="amend" onClick={() => edit(one.startedAtMs)}>
                {t(one.isComplete ? 'wrapUp.amend' : 'wrapUp.finishLater')}
              </Button>
            )}
          </header>
          {editedMs === one.startedAtMs && isOwn(one) ? (
            <Amending callId={call.callId} wrapUp={one} onClose={() => edit(null)} />
          ) : (
            <>
              {(one.categoryId !== null || one.result !== null) && (
                <p className="small">
                  {[
                    categoryName(one),
                    one.result !== null && t(`wrapUp.results.${one.result}`, { defaultValue: one.result }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              )}
              {one.note !== '' && <p className="call-note">{one.note}</p>}
              {one.amendedAtMs !== null && (
                <p className="quiet small">
                  {t('wrapUp.amendedAt', { time: formatClock(one.amendedAtMs, me.timeZone, 'YYYY-MM-DD HH:mm') })}
                </p>
              )}
            </>
          )}
        </article>
      ))}
    </section>
  );
}

function Amending({ callId, wrapUp, onClose }: { callId: string; wrapUp: WrapUp; onClose: () => void }) {
  const { t } = useTranslation();
  const seat = useSeat();
  const run = useSeatCommand();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [{ words, state }, write] = useDraft(callId);
  const recorded = {
    categoryId: wrapUp.categoryId ?? '',
    result: (wrapUp.result ?? '') as Draft['result'],
    note: wrapUp.note,
  };
  // The draft is newer than the record.
  const shown = words.categoryId === '' && words.result === '' && words.note === '' ? recorded : words;
  return (
    <div className="wrap-up call-wrap-up-form">
      <WrapUpForm
        words={shown}
        state={state}
        write={(change) => write({ ...shown, ...change })}
        onDone={async (written) => {
          if (!(await run(seat.amendWrapUp({ callId, startedAtMs: wrapUp.startedAtMs, ...written })))) return;
          void message.success(t('wrapUp.amended'));
          onClose();
          // The record follows the event within a moment.
          for (const afterMs of [500, 2000, 5000]) {
            setTimeout(() => {
              void queries.invalidateQueries({ queryKey: ['calls'] });
              void queries.invalidateQueries({ queryKey: ['wrapUps'] });
            }, afterMs);
          }
        }}
      />
      <Button block type="text" onClick={onClose}>
        {t('wrapUp.cancelAmend')}
      </Button>
    </div>
  );
}
