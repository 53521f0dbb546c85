import { DepartmentDesk } from '@sansheng/shared/contracts/service-desk/dispatch';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { DeskList } from '../desk-list/desk-list.tsx';
import { DeskPage } from '../desk-list/desk-page.tsx';

const parts = ['toAccept', 'inWork', 'answered'] as const;

/** All that a department needs: what it has to accept, what it is at, and what it has answered. */
export function DepartmentDeskPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <DeskPage title={t('nav.departmentDesk')} path="/department-desk" desk={DepartmentDesk}>
      {(desk, onWork) =>
        parts.map((part) => (
          <DeskList
            key={part}
            whose="department"
            part={part}
            title={t(`dispatch.desk.${part}`)}
            none={t(`dispatch.desk.none.${part}`)}
            rows={desk[part]}
            quick="accept"
            onWork={onWork}
            {...(part === 'answered' && {
              isOver: true,
              onOpen: (caseNo: string) => void navigate(`/cases/${caseNo}`),
            })}
          />
        ))
      }
    </DeskPage>
  );
}
