import type { CustomerCard } from '@sansheng/shared/contracts/customers/customers';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';

/** The name, and how confidential the file is if it is. */
export function NameWithSecrecy({
  of: { name, confidentiality },
}: {
  of: Pick<CustomerCard, 'name' | 'confidentiality'>;
}) {
  const { t } = useTranslation();
  return (
    <>
      <b>{name}</b>
      {confidentiality !== 'ordinary' && (
        <Tag color="volcano" style={{ marginLeft: 6 }}>
          {t(`customers.confidentialities.${confidentiality}`)}
        </Tag>
      )}
    </>
  );
}

/** Each leads to all who have it. */
export function CustomerTags({ tags, choose }: { tags: string[]; choose: (changes: { tag: string }) => void }) {
  return tags.map((tag) => (
    <Tag
      key={tag}
      style={{ cursor: 'pointer' }}
      onClick={(event) => {
        event.stopPropagation();
        choose({ tag });
      }}
    >
      {tag}
    </Tag>
  ));
}
