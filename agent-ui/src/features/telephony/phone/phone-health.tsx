import { AudioOutlined, MobileOutlined, PhoneOutlined, SettingOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { useSeat, useSeatView } from '../../desk-work/desk/seat.tsx';
import { DevicesDrawer } from './devices-drawer.tsx';
import { usePlaceName } from './place-name.ts';
import { QualityMeter } from '../call-quality/quality-meter.tsx';

/** Two lamps; if one is off: why, in plain words, and what to do. */
export function PhoneHealth() {
  const { t } = useTranslation();
  const seat = useSeat();
  const place = useSeatView((view) => view.place);
  const isRegistered = useSeatView((view) => view.isRegistered);
  const microphone = useSeatView((view) => view.microphone);
  const isConnected = useSeatView((view) => view.isConnected);
  const devices = useSeatView((view) => view.devices);
  const ringsAt = useSeatView((view) => view.desk?.phone.ringsAt ?? null);
  const placeName = usePlaceName();
  const [isChoosing, setChoosing] = useState(false);
  useShortcut('Alt+KeyV', () => setChoosing((was) => place === 'here' && !was));

  if (place === 'otherTab' || place === 'takenOver') {
    return (
      <div className="phone-health">
        <div className="phone-trouble">
          <p>{t(place === 'otherTab' ? 'phone.otherTab' : 'phone.takenOver')}</p>
          {place === 'otherTab' && <p className="quiet">{t('phone.otherTabHint')}</p>}
          <Button size="small" onClick={() => seat.takePhone()}>
            {t('action.takeOver')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="phone-health">
      <div className="phone-lamps">
        <span className="phone-lamp" data-lamp={isRegistered ? 'on' : 'wait'} data-testid="phone-registered">
          <PhoneOutlined /> {t(isRegistered ? 'phone.ok' : place === 'starting' ? 'phone.connecting' : 'phone.offline')}
        </span>
        {microphone === 'ok' && (
          <span className="phone-lamp" data-lamp="on" data-testid="microphone-ok">
            <AudioOutlined /> {t('phone.microphoneOk')}
          </span>
        )}
        {place === 'here' && (
          <Button
            size="small"
            type="text"
            className="phone-devices"
            data-testid="devices"
            title="Alt+V"
            icon={<SettingOutlined />}
            onClick={() => setChoosing(true)}
          >
            {t('devices.title')}
          </Button>
        )}
      </div>
      {ringsAt !== null && (
        <p className="phone-lamp" data-lamp="on" data-testid="rings-at">
          <MobileOutlined /> {t('phonePlace.ringsAt', { number: placeName(ringsAt) })}
        </p>
      )}
      {microphone !== 'ok' && place === 'here' && ringsAt === null && (
        <div className="phone-trouble" role="alert">
          <p>{t(`phone.microphone.${microphone}`)}</p>
          {(microphone === 'denied' || microphone === 'missing' || microphone === 'lost') && (
            <Button size="small" onClick={() => seat.retryMicrophone()}>
              {t('action.retry')}
            </Button>
          )}
        </div>
      )}
      {microphone === 'ok' && devices.isFallback && (
        <div className="phone-trouble" role="alert">
          <p>{t('devices.fallback', { label: devices.microphone })}</p>
        </div>
      )}
      {!isConnected && (
        <div className="phone-trouble" role="alert">
          <p>{t('phone.socketDown')}</p>
        </div>
      )}
      <QualityMeter />
      <DevicesDrawer isOpen={isChoosing} onClose={() => setChoosing(false)} />
    </div>
  );
}
