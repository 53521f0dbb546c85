import { type DeskSettings, type DeskSnapshot, wrapUpResults } from '@sansheng/shared/contracts/desk';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../language/language.ts';
import { formatDuration } from '../../ui/format.ts';
import { useServerNow } from '../../ui/use-server-now.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { useDeskSettings, useSeat, useSeatCommand } from '../desk/seat.tsx';
import { useNoteDraft } from '../notes/note-draft.ts';
import './wrap-up.css';

type Result = (typeof wrapUpResults)[number];

export function WrapUpPanel({ wrapUp }: { wrapUp: NonNullable<DeskSnapshot['wrapUp']> }) {
  const { t } = useTranslation();
  const seat = useSeat();
  const run = useSeatCommand();
  const queries = useQueryClient();
  const settings = useDeskSettings();
  const [categoryId, setCategoryId] = useState<string>();
  const [result, setResult] = useState<Result>(wrapUp.isReached ? 'resolved' : 'noResult');
  const [note, writeNote] = useNoteDraft(wrapUp.callId);
  const [isMissing, setMissing] = useState(false);
  const [isSending, setSending] = useState(false);

  const finish = async () => {
    if (categoryId === undefined) {
      setMissing(true);
      return;
    }
    setSending(true);
    const isDone = await run(seat.finishWrapUp({ callId: wrapUp.callId, categoryId, result, note }));
    setSending(false);
    if (!isDone) return;
    writeNote('');
    void queries.invalidateQueries({ queryKey: ['calls'] });
  };
  useShortcut('Ctrl+Enter', () => void finish());

  return (
    <section className="panel wrap-up" data-testid="wrap-up-panel">
      <div className="wrap-up-head">
        <span>{t(wrapUp.isReached ? 'wrapUp.title' : 'wrapUp.notReached')}</span>
        <TimeLeft startedAtMs={wrapUp.startedAtMs} deadlineAtMs={wrapUp.deadlineAtMs} />
      </div>
      <label>
        <span>{t('wrapUp.category')} *</span>
        <Select
          data-testid="wrap-up-category"
          value={categoryId ?? null}
          status={isMissing ? 'error' : ''}
          placeholder={t('wrapUp.categoryNeeded')}
          showSearch={{ optionFilterProp: 'label' }}
          autoFocus
          style={{ width: '100%' }}
          options={categoryOptions(settings)}
          onChange={(value) => {
            setCategoryId(value ?? undefined);
            setMissing(false);
          }}
        />
      </label>
      {isMissing && (
        <p className="wrap-up-missing" role="alert">
          {t('wrapUp.categoryNeeded')}
        </p>
      )}
      <div className="wrap-up-field">
        <span>{t('wrapUp.result')}</span>
        <Segmented
          block
          size="small"
          value={result}
          onChange={setResult}
          options={wrapUpResults.map((value) => ({ value, label: t(`wrapUp.results.${value}`) }))}
        />
      </div>
      <label>
        <span>{t('wrapUp.note')}</span>
        <Input.TextArea
          data-testid="wrap-up-note"
          value={note}
          maxLength={4000}
          autoSize={{ minRows: 4, maxRows: 8 }}
          placeholder={t('wrapUp.notePlaceholder')}
          onChange={(event) => writeNote(event.target.value)}
        />
      </label>
      <Button
        block
        type="primary"
        size="large"
        data-testid="wrap-up-done"
        loading={isSending}
        onClick={() => void finish()}
      >
        {t('wrapUp.done')} <kbd>Ctrl+Enter</kbd>
      </Button>
    </section>
  );
}

/** Categories that have children are headings, the rest can be chosen. */
function categoryOptions(settings: DeskSettings | undefined) {
  const all = settings?.wrapUpCategories ?? [];
  const childrenOf = (parentId: string) => all.filter((one) => one.parentId === parentId);
  return all
    .filter((one) => one.parentId === null)
    .map((top) => {
      const children = childrenOf(top.categoryId);
      return children.length === 0
        ? { value: top.categoryId, label: nameOf(top) }
        : {
            label: nameOf(top),
            options: children.map((one) => ({ value: one.categoryId, label: nameOf(one) })),
          };
    });
}

function TimeLeft({ startedAtMs, deadlineAtMs }: { startedAtMs: number; deadlineAtMs: number | null }) {
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
