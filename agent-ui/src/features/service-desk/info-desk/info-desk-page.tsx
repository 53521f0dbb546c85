import { InfoDesk } from '@sansheng/shared/contracts/service-desk/info-desk';
import { useTranslation } from 'react-i18next';
import { DeskList } from '../desk-list/desk-list.tsx';
import { DeskPage } from '../desk-list/desk-page.tsx';

const parts = ['memos', 'enquiries', 'dueSoon'] as const;

/** The home of the information desk: questions of seats to answer, enquiries, and what is due soon of both. */
export function InfoDeskPage() {
  const { t } = useTranslation();
  return (
    <DeskPage title={t('nav.infoDesk')} path="/info-desk" desk={InfoDesk}>
      {(desk, onWork) =>
        parts.map((part) => (
          <DeskList
            key={part}
            whose="info"
            part={part}
            title={t(`infoDesk.${part}`)}
            none={t(`infoDesk.none.${part}`)}
            rows={desk[part]}
            quick="take"
            onWork={onWork}
          />
        ))
      }
    </DeskPage>
  );
}
