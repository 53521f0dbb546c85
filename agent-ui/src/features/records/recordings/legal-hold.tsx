import { access, may } from '@sansheng/shared/domain/access';
import { LockOutlined } from '@ant-design/icons';
import type { CallDetail } from '@sansheng/shared/contracts/records/call-records';
import { LegalHold } from '@sansheng/shared/contracts/records/recordings';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nothing, request } from '../../../rest/rest.ts';
import { useSession } from '../../people/sign-in/session.tsx';
import { useSayRefusal } from '../../../ui/say-refusal.ts';

/** Whether the recordings of this call are on legal hold; those who may, set and lift it. */
export function LegalHoldOf({ call: { callId, legalHold } }: { call: CallDetail }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const path = `/calls/${callId}/legal-hold`;
  const change = useMutation({
    mutationFn: async (isHeld: boolean) => {
      if (isHeld) await request(LegalHold, 'PUT', path, { reason });
      else await request(nothing, 'DELETE', path);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['calls', 'detail', callId] }),
    onError: sayRefusal,
  });
  const mayHold = may(me, access.recordingKeeping);
  if (legalHold !== null) {
    return (
      <p className="legal-hold">
        <LockOutlined /> {t('recordings.held', { reason: legalHold.reason, by: legalHold.setBy })}
        {mayHold && (
          <Button size="small" type="link" loading={change.isPending} onClick={() => change.mutate(false)}>
            {t('recordings.release')}
          </Button>
        )}
      </p>
    );
  }
  if (!mayHold) return null;
  return (
    <Popover
      trigger="click"
      content={
        <div style={{ width: 300 }}>
          <p className="quiet small">{t('recordings.holdHint')}</p>
          <Input.Search
            value={reason}
            maxLength={200}
            placeholder={t('recordings.holdReason')}
            enterButton={t('recordings.hold')}
            loading={change.isPending}
            onChange={(event) => setReason(event.target.value)}
            onSearch={() => {
              if (reason.trim() !== '') change.mutate(true);
            }}
          />
        </div>
      }
    >
      <Button size="small" icon={<LockOutlined />} data-testid="legal-hold">
        {t('recordings.hold')}
      </Button>
    </Popover>
  );
}
