import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CaseForm } from './case-form.tsx';

const nobody = { customerId: null, contactName: '', contactNumber: '', callId: null };

/** Opens a case that came by no call. */
export function OpenCaseButton({ onOpened }: { onOpened: (caseNo: string) => void }) {
  const { t } = useTranslation();
  const [isOpening, setOpening] = useState(false);
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} data-testid="open-case" onClick={() => setOpening(true)}>
        {t('cases.open')}
      </Button>
      {isOpening && <CaseForm of={nobody} onClose={() => setOpening(false)} onOpened={onOpened} />}
    </>
  );
}
