import { DESK_PHONE } from '@sansheng/shared/contracts/telephony/phone';
import { Button, Input, Segmented, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSeat, useSeatCommand, useSeatView } from '../../desk-work/desk/seat.tsx';
import { DeskPhoneSettings } from './desk-phone-account.tsx';
import { useDeskPhone } from './desk-phone.ts';

type Place = 'browser' | 'number' | 'desk';
const placeOf = (ringsAt: string | null): Place =>
  ringsAt === null ? 'browser' : ringsAt === DESK_PHONE ? 'desk' : 'number';

/** Where the seat is rung: here, or at its own telephone, with the browser for the screens. */
export function PhonePlace() {
  const { t } = useTranslation();
  const seat = useSeat();
  const run = useSeatCommand();
  const desk = useSeatView((view) => view.desk);
  const ringsAt = desk?.phone.ringsAt ?? null;
  const [shown, setShown] = useState<Place>(placeOf(ringsAt));
  const [number, setNumber] = useState(placeOf(ringsAt) === 'number' ? (ringsAt ?? '') : '');
  const deskPhone = useDeskPhone(shown === 'desk');
  const mayChange = desk?.state === 'notReady';
  const place = (where: string | null) => void run(seat.placePhone(where));
  return (
    <div className="device" data-testid="phone-place">
      <b>{t('phonePlace.title')}</b>
      <Segmented<Place>
        block
        disabled={!mayChange}
        value={shown}
        options={[
          { value: 'browser', label: t('phonePlace.browser') },
          ...(deskPhone?.server ? [{ value: 'desk' as const, label: t('phonePlace.desk') }] : []),
          { value: 'number', label: t('phonePlace.number') },
        ]}
        onChange={(value) => {
          setShown(value);
          if (value === 'browser' && ringsAt !== null) place(null);
        }}
      />
      {shown === 'desk' && deskPhone !== undefined && <DeskPhoneSettings phone={deskPhone} mayChange={mayChange} />}
      {shown === 'number' && (
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
