import { Trouble } from '../../../ui/trouble.tsx';
import { type Faster, SomebodyWasFaster } from './somebody-was-faster.tsx';

/** Above a form: who was faster and what differs, or why it could not be saved. */
export function SaveNotice({ faster, error }: { faster: Faster | null; error: unknown }) {
  if (faster !== null) return <SomebodyWasFaster faster={faster} />;
  if (error === null) return null;
  return (
    <div style={{ marginBottom: 14 }}>
      <Trouble error={error} />
    </div>
  );
}
