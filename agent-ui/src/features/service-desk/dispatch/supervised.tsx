import type { CaseRowView } from '@sansheng/shared/contracts/service-desk/cases';
import { access, may } from '@sansheng/shared/domain/access';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { nothing, request } from '../../../rest/rest.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useSession } from '../../people/sign-in/session.tsx';

/** Only a supervisor ends it. */
export function Supervised({ of: { caseNo } }: { of: Pick<CaseRowView, 'caseNo'> }) {
  const { me } = useSession();
  return (
    <>
      <SupervisedMark />
      {may(me, access.supervisedCases) && <Lift caseNo={caseNo} />}
    </>
  );
}

export function SupervisedMark() {
  const { t } = useTranslation();
  return <StateMark tone="alarm">{t('dispatch.supervised')}</StateMark>;
}

function Lift({ caseNo }: { caseNo: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const lift = useMutation({
    mutationFn: () => request(nothing, 'DELETE', `/dispatch/${caseNo}/supervision`),
    onSuccess: () => void message.success(t('dispatch.lifted')),
    onError: sayRefusal,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['dispatch'] });
      await queries.invalidateQueries({ queryKey: ['cases'] });
    },
  });
  return (
    <Button type="link" size="small" loading={lift.isPending} data-testid="case-lift" onClick={() => lift.mutate()}>
      {t('dispatch.lift')}
    </Button>
  );
}
