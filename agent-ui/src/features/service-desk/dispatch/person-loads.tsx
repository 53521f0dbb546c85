import type { PersonLoad } from '@sansheng/shared/contracts/service-desk/dispatch';
import { useTranslation } from 'react-i18next';
import { useCaseChoices } from '../case-choices/use-case-choices.ts';

/** Who of each department has how much. */
export function PersonLoads({ loads }: { loads: readonly PersonLoad[] }) {
  const { t } = useTranslation();
  const departments = useCaseChoices()?.departments;
  const byDepartment = [...Map.groupBy(loads, ({ departmentId }) => departmentId)];
  return (
    <aside className="panel dispatch-loads" data-testid="dispatch-loads">
      <h2>{t('dispatch.loads')}</h2>
      {byDepartment.map(([departmentId, people]) => (
        <table key={departmentId}>
          <thead>
            <tr>
              <th>{departments?.get(departmentId)?.name ?? departmentId}</th>
              <th>{t('dispatch.open')}</th>
              <th>{t('dispatch.today')}</th>
              <th>{t('dispatch.thisWeek')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ employeeNo, name, rank, isAway, open, today, thisWeek }) => (
              <tr key={employeeNo} data-testid={`load-${employeeNo}`}>
                <td>
                  {name} <span className="figures">{employeeNo}</span>{' '}
                  <span className="quiet small">
                    {t(`dispatch.ranks.${rank}`)}
                    {isAway && ` · ${t('dispatch.away')}`}
                  </span>
                </td>
                <td className="figures">{open}</td>
                <td className="figures">{today}</td>
                <td className="figures">{thisWeek}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </aside>
  );
}
