import { type AttemptBody, attemptOutcomes, type FollowUp } from '@sansheng/shared/contracts/service-desk/follow-ups';
import { isDissatisfied } from '@sansheng/shared/domain/follow-ups/visit-attempt';
import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../../ui/act-dialog/act-dialog.tsx';
import { formatNumber } from '../../../ui/format.ts';

type Given = Pick<AttemptBody, 'outcome' | 'rating' | 'words' | 'reason'>;
const ratings = [5, 4, 3, 2, 1] as const;

/** What came of calling the customer. */
export function AttemptDialog({
  one,
  onSave,
  ...dialog
}: {
  one: FollowUp;
  isSaving: boolean;
  onCancel: () => void;
  onSave: (given: Given) => void;
}) {
  const { t } = useTranslation();
  const asksRating = one.kind !== 'outage';
  return (
    <ActDialog<Given>
      {...dialog}
      title={t('followUps.resultOf', { who: one.customerName || formatNumber(one.number) })}
      initial={{ outcome: 'reached', rating: null, words: '', reason: '' }}
      onSave={(given) => onSave({ ...given, rating: given.outcome === 'reached' ? (given.rating ?? null) : null })}
    >
      <Form.Item name="outcome" label={t('followUps.outcome')}>
        <Radio.Group
          data-testid="visit-outcome"
          options={attemptOutcomes.map((value) => ({ value, label: t(`followUps.outcomes.${value}`) }))}
          optionType="button"
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['outcome', 'rating']}>
        {({ getFieldValue }) => {
          if (getFieldValue('outcome') !== 'reached' || !asksRating) return null;
          const needsWords = isDissatisfied((getFieldValue('rating') as number | null) ?? null);
          return (
            <Form.Item
              name="rating"
              label={t('followUps.rating')}
              extra={needsWords ? t('followUps.reworked') : null}
              rules={[{ required: true, message: t('errors.visitRatingMissing') }]}
            >
              <Radio.Group
                data-testid="visit-rating"
                options={ratings.map((value) => ({ value, label: t(`followUps.ratings.${value}`) }))}
              />
            </Form.Item>
          );
        }}
      </Form.Item>
      <Form.Item noStyle dependencies={['outcome', 'rating']}>
        {({ getFieldValue }) => (
          <Form.Item
            name="words"
            label={t('followUps.words')}
            rules={[
              {
                required:
                  getFieldValue('outcome') === 'reached' &&
                  isDissatisfied((getFieldValue('rating') as number | null) ?? null),
                whitespace: true,
                message: t('errors.visitWordsMissing'),
              },
            ]}
          >
            <Input.TextArea rows={3} maxLength={2000} data-testid="visit-words" />
          </Form.Item>
        )}
      </Form.Item>
      <Form.Item name="reason" label={t('followUps.reason')}>
        <Input maxLength={200} data-testid="visit-reason" />
      </Form.Item>
    </ActDialog>
  );
}
