import { Alert, Button, Drawer, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { playTestTone } from '../../../softphone/cadence-tone.ts';
import type { DeviceUse, SoundDevice } from '../../../softphone/sound-devices.ts';
import { useSeat, useSeatView } from '../../desk-work/desk/seat.tsx';
import { HeadsetField } from '../headset/headset-link.tsx';
import { CheckPanel } from './check-panel.tsx';
import { PhonePlace } from './phone-place.tsx';
import { MicrophoneLevel } from './microphone-level.tsx';
import './devices.css';

/** Microphone, speaker and ringer, even during a call. Below, the pre-shift check. */
export function DevicesDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const seat = useSeat();
  const devices = useSeatView((view) => view.devices);
  const close = () => {
    seat.forgetCheck();
    onClose();
  };
  return (
    <Drawer open={isOpen} onClose={close} size={420} title={t('devices.title')} destroyOnHidden>
      <div className="devices" data-testid="devices-drawer">
        {devices.isFallback && (
          <Alert type="warning" showIcon title={t('devices.fallback', { label: devices.microphone })} />
        )}
        <PhonePlace />
        <DeviceField use="microphone" devices={devices.inputs}>
          <MicrophoneLevel key={devices.microphone} />
          <span className="small quiet" data-testid="microphone-in-use">
            {devices.microphone}
          </span>
        </DeviceField>
        <DeviceField use="speaker" devices={devices.outputs}>
          <TestTone deviceId={devices.choice.speaker} />
        </DeviceField>
        <DeviceField use="ringer" devices={devices.outputs}>
          <TestTone deviceId={devices.choice.ringer} />
        </DeviceField>
        <div className="device">
          <b>{t('headset.title')}</b>
          <div className="device-proof">
            <HeadsetField />
          </div>
        </div>
        <p className="small quiet">{t('devices.hint')}</p>
        <CheckPanel />
      </div>
    </Drawer>
  );
}

function DeviceField({
  use,
  devices,
  children,
}: {
  use: DeviceUse;
  devices: SoundDevice[];
  children: React.ReactNode;
}) {
  const { t } = useTranslation();
  const seat = useSeat();
  const chosen = useSeatView((view) => view.devices.choice[use]);
  const id = useId();
  const isThere = chosen === '' || devices.some((one) => one.deviceId === chosen);
  return (
    <div className="device">
      <label htmlFor={id}>{t(`devices.${use}`)}</label>
      <Select
        id={id}
        data-testid={`device-${use}`}
        value={chosen}
        onChange={(deviceId: string) => seat.chooseDevice(use, deviceId)}
        options={[
          { value: '', label: t('devices.system') },
          ...devices.map((one, i) => ({
            value: one.deviceId,
            label: one.label || t('devices.unnamed', { n: i + 1 }),
          })),
          ...(isThere ? [] : [{ value: chosen, label: t('devices.gone'), disabled: true }]),
        ]}
      />
      <div className="device-proof">{children}</div>
    </div>
  );
}

function TestTone({ deviceId }: { deviceId: string }) {
  const { t } = useTranslation();
  return (
    <Button size="small" onClick={() => void playTestTone(deviceId)}>
      {t('devices.test')}
    </Button>
  );
}
