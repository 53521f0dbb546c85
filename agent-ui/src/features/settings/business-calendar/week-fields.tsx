import { OpeningHoursEdit } from '@sansheng/shared/contracts/settings/business-calendar';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { CalendarPreview } from './calendar-preview.tsx';
import { DayRuleInput, SpansInput, useSpansRule, writeSpans } from './calendar-spans.tsx';
import './calendar.css';

const weekdays = [0, 1, 2, 3, 4, 5, 6] as const;

/** Hours of the seven days, of holidays and make-up days, and what the next two weeks are by them. */
export function WeekFields() {
  const { t } = useTranslation();
  const spansRule = useSpansRule();
  const values = Form.useWatch([], Form.useFormInstance());
  const hours = OpeningHoursEdit.pick({ weekly: true, holiday: true, makeUp: true }).safeParse(values);
  return (
    <>
      <p className="quiet">{t('calendar.spansHint')}</p>
      {weekdays.map((day) => (
        <div className="calendar-row calendar-weekday" key={day}>
          <label htmlFor={`weekly_${day}`}>{t(`calendar.day.${day}`)}</label>
          <Form.Item name={['weekly', day]} rules={[spansRule]}>
            <SpansInput />
          </Form.Item>
        </div>
      ))}
      <DayRuleInput name="holiday" label={t('calendar.onHoliday')} usual="asUsual" />
      <DayRuleInput name="makeUp" label={t('calendar.onMakeUp')} usual="asMonday" />
      {hours.success && <CalendarPreview hours={hours.data} />}
    </>
  );
}

/** `周一–周五 09:00-12:00 13:30-18:00 · 周六–周日 不开放` */
export function useWeekInWords(): (hours: Pick<OpeningHoursEdit, 'weekly'>) => string {
  const { t } = useTranslation();
  return ({ weekly }) => {
    const texts = weekly.map((spans) => writeSpans(spans) || t('calendar.closedAllDay'));
    return weekdays
      .filter((day) => texts[day] !== texts[day - 1])
      .map((first) => {
        const after = weekdays.find((day) => day > first && texts[day] !== texts[first]) ?? 7;
        const last = (after - 1) as (typeof weekdays)[number];
        const days =
          last === first ? t(`calendar.day.${first}`) : `${t(`calendar.day.${first}`)}–${t(`calendar.day.${last}`)}`;
        return `${days} ${texts[first]}`;
      })
      .join(' · ');
  };
}
