import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerDrawer } from './customer-drawer.tsx';

export function AddCustomer({ onAdded }: { onAdded: (customerId: string) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
        {t('screenPop.create')}
      </Button>
      {isAdding && (
        <CustomerDrawer
          customer={null}
          onClose={() => setAdding(false)}
          onSaved={({ customerId }) => {
            setAdding(false);
            onAdded(customerId);
            void queries.invalidateQueries({ queryKey: ['customers'] });
          }}
        />
      )}
    </>
  );
}
