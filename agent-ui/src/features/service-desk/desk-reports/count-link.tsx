import type { DeskCount } from '@sansheng/shared/domain/desk-reports/desk-rates';
import { Button } from 'antd';

export interface Behind {
  count: DeskCount;
  department?: string;
  category?: string;
}

/** A number that opens the cases which it counts. */
export function CountLink({
  behind,
  value,
  label = '',
  onOpen,
}: {
  behind: Behind;
  value: number;
  label?: string;
  onOpen: (behind: Behind) => void;
}) {
  return (
    <Button
      type="link"
      size="small"
      className="desk-count figures"
      data-testid={['desk-count', behind.count, behind.department, behind.category].filter(Boolean).join('-')}
      onClick={() => onOpen(behind)}
    >
      {label} {value}
    </Button>
  );
}
