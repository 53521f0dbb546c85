import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useSession } from '../../people/sign-in/session.tsx';

/** An instant, chosen by the center's clock. */
export function InstantInput({
  value,
  onChange,
  id,
}: {
  value?: number | null;
  onChange?: (atMs: number | null) => void;
  id?: string;
}) {
  const { me } = useSession();
  return (
    <DatePicker
      {...(id !== undefined && { id })}
      showTime={{ format: 'HH:mm', minuteStep: 15 }}
      format="YYYY-MM-DD HH:mm"
      style={{ width: '100%' }}
      value={typeof value === 'number' ? dayjs(value).tz(me.timeZone) : null}
      onChange={(day) =>
        onChange?.(day === null ? null : dayjs.tz(day.format('YYYY-MM-DD HH:mm'), me.timeZone).valueOf())
      }
    />
  );
}
