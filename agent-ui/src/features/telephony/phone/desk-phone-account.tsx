import { DESK_PHONE, type DeskPhone, DeskPhoneAccount } from '@sansheng/shared/contracts/telephony/phone';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Popconfirm, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { nothing, request } from '../../../rest/rest.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { useSeat, useSeatCommand, useSeatView } from '../../desk-work/desk/seat.tsx';
import { deskPhoneKey } from './desk-phone.ts';

/** The account of this seat's desk phone: created, shown once, deleted; and the switch to ring there. */
export function DeskPhoneSettings({ phone, mayChange }: { phone: DeskPhone; mayChange: boolean }) {
  const { t } = useTranslation();
  const seat = useSeat();
  const run = useSeatCommand();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const isRungThere = useSeatView((view) => view.desk?.phone.ringsAt === DESK_PHONE);
  const settle = { onError: sayRefusal, onSettled: () => queries.invalidateQueries({ queryKey: deskPhoneKey }) };
  const make = useMutation({
    mutationFn: () => request(DeskPhoneAccount, 'POST', '/phone/desk-phone'),
    ...settle,
  });
  const remove = useMutation({
    mutationFn: () => request(nothing, 'DELETE', '/phone/desk-phone'),
    onSuccess: () => make.reset(),
    ...settle,
  });
  const hasAccount = phone.madeAtMs !== null;
  const shown = [
    ['server', phone.server],
    ['user', phone.sipUser],
    ...(make.data === undefined ? [] : [['password', make.data.sipPassword]]),
  ] as const;
  return (
    <div style={{ display: 'grid', gap: 10 }} data-testid="desk-phone">
      {hasAccount && (
        <dl className="desk-phone-account">
          {shown.map(([word, value]) => (
            <div key={word}>
              <dt>{t(`phonePlace.${word as 'server' | 'user' | 'password'}`)}</dt>
              <dd>
                <Typography.Text code copyable data-testid={`desk-phone-${word}`}>
                  {value}
                </Typography.Text>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {make.data !== undefined && <Alert type="warning" showIcon title={t('phonePlace.once')} />}
      {hasAccount && (
        <span className="small quiet" data-testid="desk-phone-state" role="status">
          {t(phone.isRegistered ? 'phonePlace.registered' : 'phonePlace.notRegistered')}
        </span>
      )}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        {hasAccount && !isRungThere && (
          <Button
            type="primary"
            data-testid="desk-phone-use"
            disabled={!mayChange || !phone.isRegistered}
            onClick={() => void run(seat.placePhone(DESK_PHONE))}
          >
            {t('phonePlace.ringThere')}
          </Button>
        )}
        {hasAccount ? (
          <>
            <Popconfirm
              title={t('phonePlace.renewSure')}
              okText={t('phonePlace.renew')}
              cancelText={t('action.cancel')}
              onConfirm={() => make.mutate()}
            >
              <Button loading={make.isPending}>{t('phonePlace.renew')}</Button>
            </Popconfirm>
            <Popconfirm
              title={t('phonePlace.removeSure')}
              okText={t('action.remove')}
              cancelText={t('action.cancel')}
              disabled={isRungThere}
              onConfirm={() => remove.mutate()}
            >
              <Button danger type="text" disabled={isRungThere}>
                {t('action.remove')}
              </Button>
            </Popconfirm>
          </>
        ) : (
          <Button type="primary" data-testid="desk-phone-make" loading={make.isPending} onClick={() => make.mutate()}>
            {t('phonePlace.make')}
          </Button>
        )}
      </div>
    </div>
  );
}
