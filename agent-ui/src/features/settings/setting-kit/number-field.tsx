import { Form, InputNumber } from 'antd';
import type { z } from 'zod';
import { boundsOf } from './fresh-row.ts';

/** A number of a setting, within what its schema allows. */
export function NumberField<Row extends object>({
  row,
  name,
  label,
  hint,
  empty,
}: {
  row: z.ZodType<Row>;
  name: keyof Row & string;
  label: string;
  hint?: string;
  /** What it means to leave it empty; without it a number is required. */
  empty?: string;
}) {
  const field: string = name;
  const { min, max } = boundsOf(row, field);
  return (
    <Form.Item name={field} label={label} tooltip={hint} rules={[{ required: empty === undefined }]}>
      <InputNumber
        {...(min !== null && { min })}
        {...(max !== null && { max })}
        {...(empty !== undefined && { placeholder: empty })}
        precision={0}
        changeOnWheel={false}
        style={{ width: '100%' }}
      />
    </Form.Item>
  );
}
