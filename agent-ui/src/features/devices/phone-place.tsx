import { Button, Input, Segmented, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSeat, useSeatCommand, useSeatView } from '../desk/seat.tsx';

/** Where the seat is rung: here, or at a telephone of its own while the browser works the records. */
export function PhonePlace() {
  const { t } = useTranslation();
  const seat = useSeat();
  const run = useSeatCommand();
  const desk = useSeatView((view) => view.desk);
  const ringsAt = desk?.phone.ringsAt ?? null;
  const [isElsewhere, setElsewhere] = useState(ringsAt !== null);
  const [number, setNumber] = useState(ringsAt ?? '');
  const mayChange = desk?.state === 'notReady';
  const place = (where: string | null) => void run(seat.placePhone(where));
  return (
    <div className="device" data-testid="phone-place">
      <b>{t('phonePlace.title')}</b>
      <Segmented
        block
        disabled={!mayChange}
        value={isElsewhere ? 'number' : 'browser'}
        options={[
          { value: 'browser', label: t('phonePlace.browser') },
          { value: 'number', label: t('phonePlace.number') },
        ]}
        onChange={(value) => {
          setElsewhere(value === 'number');
          if (value === 'browser' && ringsAt !== null) place(null);
        }}
      />
      {isElsewhere && (
        <Space.Compact block>
          <Input
            data-testid="phone-place-number"
            inputMode="tel"
            value={number}
            maxLength={32}
            disabled={!mayChange}
            aria-label={t('phonePlace.numberOf')}
            placeholder={t('phonePlace.numberOf')}
            onChange={(event) => setNumber(event.target.value)}
          />
          <Button
            type="primary"
            data-testid="phone-place-save"
            disabled={!mayChange || number.trim().length < 3 || number.trim() === ringsAt}
            onClick={() => place(number.trim())}
          >
            {t('action.save')}
          </Button>
        </Space.Compact>
      )}
      <span className="small quiet">{t(mayChange ? 'phonePlace.hint' : 'phonePlace.notNow')}</span>
    </div>
  );
}
