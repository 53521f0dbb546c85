import { SearchOutlined } from '@ant-design/icons';
import { CustomerCard, CustomerPage } from '@sansheng/shared/contracts/customers/customers';
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryString, request } from '../../../rest/rest.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';

/** For callers who withhold their number, or call from somebody else's phone. */
export function CustomerFinder({
  placeholder,
  onFound,
}: {
  placeholder?: string;
  onFound: (customer: CustomerCard) => void;
}) {
  const { t } = useTranslation();
  const sayRefusal = useSayRefusal();
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ['customers', search],
    queryFn: () => request(CustomerPage, 'GET', `/customers${queryString({ search, limit: 10 })}`),
    enabled: search.length >= 2,
  });
  const open = async (customerId: string) => {
    setText('');
    try {
      onFound(await request(CustomerCard, 'GET', `/customers/${customerId}`));
    } catch (error) {
      sayRefusal(error);
    }
  };
  return (
    <AutoComplete
      value={text}
      style={{ width: 230 }}
      popupMatchSelectWidth={320}
      onSearch={setText}
      onSelect={(customerId: string) => void open(customerId)}
      notFoundContent={found.isSuccess && search.length >= 2 ? t('screenPop.nobody') : null}
      options={(found.data?.customers ?? []).map((one) => ({
        value: one.customerId,
        label: (
          <span style={{ display: 'flex', gap: 8 }}>
            <b>{one.name}</b>
            <span className="quiet">{t(`screenPop.tiers.${one.tier}`)}</span>
            <span className="quiet figures" style={{ marginLeft: 'auto' }}>
              {one.numbers[0]}
            </span>
          </span>
        ),
      }))}
    >
      <Input
        size="small"
        prefix={<SearchOutlined />}
        placeholder={placeholder ?? t('screenPop.finder')}
        aria-label={placeholder ?? t('screenPop.finder')}
      />
    </AutoComplete>
  );
}
