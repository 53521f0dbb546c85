import { type DeskSettings } from '@sansheng/shared/contracts/desk-work/desk';
import { MAX_NOTE, wrapUpResults } from '@sansheng/shared/contracts/telephony/wrap-up';
import { Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../language/language.ts';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { useDeskSettings } from '../../desk-work/desk/seat.tsx';
import { DraftState } from '../../desk-work/notes/draft-state.tsx';
import type { DraftView } from '../../desk-work/notes/draft-keeper.ts';
import type { Words } from '@sansheng/shared/domain/merge-words';

type Result = (typeof wrapUpResults)[number];
export type WrittenUp = Omit<Words, 'result'> & { result: Result };

/** Category, result and note of one call. Nothing is preset except what the call makes certain. */
export function WrapUpForm({
  words,
  state,
  write,
  onDone,
}: Pick<DraftView, 'words' | 'state'> & {
  write: (change: Partial<Words>) => void;
  /** Resolves when it is sent, or was refused and the refusal shown. */
  onDone: (written: WrittenUp) => Promise<void>;
}) {
  const { t } = useTranslation();
  const settings = useDeskSettings();
  const [isMissing, setMissing] = useState(false);
  const [isSending, setSending] = useState(false);
  const { categoryId, result, note } = words;
  const missing = categoryId === '' ? 'categoryNeeded' : result === '' ? 'resultNeeded' : null;

  const finish = async () => {
    if (categoryId === '' || result === '') return setMissing(true);
    setSending(true);
    await onDone({ categoryId, result, note: note.toWellFormed() });
    setSending(false);
  };
  useShortcut('Ctrl+Enter', () => void finish());

  return (
    <>
      <label>
        <span>{t('wrapUp.category')} *</span>
        <Select
          data-testid="wrap-up-category"
          value={categoryId || null}
          status={isMissing && categoryId === '' ? 'error' : ''}
          placeholder={t('wrapUp.categoryNeeded')}
          showSearch={{ optionFilterProp: 'label' }}
          autoFocus
          style={{ width: '100%' }}
          options={categoryOptions(settings)}
          onChange={(value) => write({ categoryId: value ?? '' })}
        />
      </label>
      <div className="wrap-up-field">
        <span>{t('wrapUp.result')} *</span>
        <Segmented<Words['result']>
          block
          size="small"
          data-testid="wrap-up-result"
          value={result}
          onChange={(value) => write({ result: value })}
          options={wrapUpResults.map((value) => ({ value, label: t(`wrapUp.results.${value}`) }))}
        />
      </div>
      {isMissing && missing !== null && (
        <p className="wrap-up-missing" role="alert">
          {t(`wrapUp.${missing}`)}
        </p>
      )}
      <label>
        <span>{t('wrapUp.note')}</span>
        <Input.TextArea
          data-testid="wrap-up-note"
          value={note}
          maxLength={MAX_NOTE}
          autoSize={{ minRows: 4, maxRows: 8 }}
          placeholder={t('wrapUp.notePlaceholder')}
          onChange={(event) => write({ note: event.target.value })}
        />
      </label>
      <DraftState state={state} />
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
    </>
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
