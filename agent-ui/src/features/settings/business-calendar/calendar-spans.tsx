import type { Span } from '@sansheng/shared/domain/business-calendar';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const pattern = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

export function writeSpans(spans: readonly Span[]): string {
  return spans.map(({ from, to }) => `${from}-${to}`).join(' ');
}
/** Null when it cannot be parsed: times separated by a hyphen, spans by spaces or commas; 9:00 means 09:00. */
function readSpans(text: string): Span[] | null {
  const parts = text
    .trim()
    .split(/[\s,，、]+/)
    .filter((part) => part !== '');
  const spans = parts.map((part) =>
    part
      .replaceAll('–', '-')
      .replaceAll('：', ':')
      .replace(/(^|-)(\d):/g, '$10$2:'),
  );
  if (!spans.every((span) => pattern.test(span))) return null;
  return spans.map((span) => ({ from: span.slice(0, 5), to: span.slice(6) }));
}

/** Opening spans of one day as text; what cannot be read is kept as text and refused by `spansRule`. */
export function SpansInput({
  value,
  onChange,
  id,
}: {
  value?: Span[] | string;
  onChange?: (value: Span[] | string) => void;
  id?: string;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState(typeof value === 'string' ? value : writeSpans(value ?? []));
  return (
    <Input
      {...(id === undefined ? {} : { id })}
      value={text}
      placeholder={t('calendar.closedAllDay')}
      onChange={(event) => {
        setText(event.target.value);
        onChange?.(readSpans(event.target.value) ?? event.target.value);
      }}
      onBlur={() => {
        const spans = readSpans(text);
        if (spans !== null) setText(writeSpans(spans));
      }}
    />
  );
}

export function useSpansRule() {
  const { t } = useTranslation();
  return {
    validator: (_: unknown, value: unknown) =>
      typeof value === 'string' ? Promise.reject(new Error(t('calendar.spansWrong'))) : Promise.resolve(),
  };
}

type DayRule = 'closed' | 'usual' | 'own';

/** Hours of holidays or make-up days: closed, as usual (null), or their own. */
export function DayRuleInput({
  name,
  label,
  usual,
}: {
  name: 'holiday' | 'makeUp';
  label: string;
  usual: 'asUsual' | 'asMonday';
}) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const value = Form.useWatch<Span[] | string | null>(name, form);
  const rule: DayRule = value === null ? 'usual' : Array.isArray(value) && value.length === 0 ? 'closed' : 'own';
  const spansRule = useSpansRule();
  const set = (next: DayRule) =>
    form.setFieldValue(name, next === 'usual' ? null : next === 'closed' ? [] : [{ from: '09:00', to: '18:00' }]);
  return (
    <div className="calendar-row">
      <span>{label}</span>
      <Select<DayRule>
        aria-label={label}
        value={rule}
        onChange={set}
        options={[
          { value: 'closed', label: t('calendar.rule.closed') },
          { value: 'usual', label: t(`calendar.rule.${usual}`) },
          { value: 'own', label: t('calendar.rule.own') },
        ]}
      />
      <Form.Item name={name} rules={[spansRule]} hidden={rule !== 'own'} noStyle={rule !== 'own'}>
        <SpansInput key={rule} />
      </Form.Item>
    </div>
  );
}
