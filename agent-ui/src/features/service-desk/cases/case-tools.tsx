import { EditOutlined, PrinterOutlined } from '@ant-design/icons';
import type { CaseDetail } from '@sansheng/shared/contracts/service-desk/cases';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EvidenceButton } from '../case-evidence/evidence-button.tsx';
import { CallCustomer } from './call-customer.tsx';
import { EditCase } from './edit-case.tsx';
import type { CaseTypeView } from './names.ts';

/** What is done with the case as a whole, whatever its step. */
export function CaseTools({ one, type }: { one: CaseDetail; type: CaseTypeView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isEditing, setEditing] = useState(false);
  return (
    <Space className="case-tools" size={6} wrap>
      <CallCustomer one={one} />
      {one.may.edit && (
        <Button icon={<EditOutlined />} data-testid="case-edit" onClick={() => setEditing(true)}>
          {t('cases.edit')}
        </Button>
      )}
      <Button
        icon={<PrinterOutlined />}
        data-testid="case-print"
        onClick={() => void navigate(`/cases/${one.caseNo}/print`)}
      >
        {t('cases.print.open')}
      </Button>
      <EvidenceButton caseNo={one.caseNo} />
      {isEditing && <EditCase one={one} type={type} onClose={() => setEditing(false)} />}
    </Space>
  );
}
