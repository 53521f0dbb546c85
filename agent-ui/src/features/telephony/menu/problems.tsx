import type { MenuProblem } from '@sansheng/shared/contracts/telephony/menu';
import { useTranslation } from 'react-i18next';

/** What is wrong, beside the place where it is. */
export function Problems({ problems }: { problems: MenuProblem[] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <ul className="menu-problems">
      {problems.map(({ field, code, what }) => (
        <li key={`${field} ${code} ${what}`}>{t(`menus.problem.${code}`, { what })}</li>
      ))}
    </ul>
  );
}
