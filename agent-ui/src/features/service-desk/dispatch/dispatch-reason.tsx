import { DispatchReason } from '@sansheng/shared/contracts/service-desk/dispatch';
import { useTranslation } from 'react-i18next';
import { useCaseChoices } from '../case-choices/use-case-choices.ts';

/** Who it is, because of what, and why nobody else: `丁师傅 8003`. */
export function useReason(): (reason: DispatchReason) => { to: string; because: string; others: string } {
  const { t } = useTranslation();
  const departments = useCaseChoices()?.departments;
  return (reason) => {
    const { kind, method, ruleId, ruleName: rule, departmentId, employeeNo, name, open, standsInFor } = reason;
    const department = departments?.get(departmentId)?.name ?? departmentId;
    const to = employeeNo === null ? t('dispatch.toPool', { department }) : `${name} ${employeeNo} · ${department}`;
    const why = {
      person: () => t(method === 'byTurn' ? 'dispatch.because.byTurn' : 'dispatch.because.leastOpen', { rule, open }),
      pool: () => t('dispatch.because.pool', { rule }),
      nobody: () => t('dispatch.because.nobody', { rule }),
      byHand: () =>
        employeeNo === null && ruleId !== null && reason.method === 'byHand'
          ? t('dispatch.because.ruleByHand', { rule })
          : t('dispatch.because.byHand'),
    }[kind]();
    const more = [
      ...(standsInFor === null ? [] : [t('dispatch.because.standsIn', { head: standsInFor })]),
      ...(reason.isBusySeason ? [t('dispatch.because.busy')] : []),
    ];
    const passedOver = reason.passedOver.map((one) =>
      t(`dispatch.passedOver.${one.why}`, { name: `${one.name} ${one.employeeNo}`, has: one.has, cap: one.cap }),
    );
    return {
      to,
      because: [why, ...more].join(' · '),
      others: passedOver.length === 0 ? '' : t('dispatch.others', { list: passedOver.join('；') }),
    };
  };
}

/** What an entry of a case keeps of its dispatch; nothing for one that was none. */
export function KeptReason({ data }: { data: Record<string, unknown> }) {
  const { t } = useTranslation();
  const inWords = useReason();
  const kept = DispatchReason.safeParse(data.dispatch);
  if (!kept.success) return null;
  const { to, because, others } = inWords(kept.data);
  return (
    <div data-testid="dispatch-reason">
      <p className="quiet small">
        {t('dispatch.sentTo', { to })}：{because}
      </p>
      {others !== '' && <p className="quiet small">{others}</p>}
    </div>
  );
}
