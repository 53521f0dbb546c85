import { CaretRightOutlined, DeleteOutlined, PauseOutlined } from '@ant-design/icons';
import { RecordingComment } from '@sansheng/shared/contracts/records/recordings';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Segmented, Spin } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type WaveSurfer from 'wavesurfer.js';
import { z } from 'zod';
import { nothing, request } from '../../../rest/rest.ts';
import { formatDuration } from '../../../ui/format.ts';
import { findSilences, type Silence } from './silence.ts';
import { useSayRefusal } from '../../../ui/say-refusal.ts';
import './recording.css';

const speeds = [0.75, 1, 1.25, 1.5, 2] as const;
const SIDE_HEIGHT = 34;
const Comments = z.object({ comments: z.array(RecordingComment) });

/**
 * Both sides of a talk as waves, one above the other. The audio comes from the server, which checks and audits the
 * listener: it is fetched once, when playback starts, `fromMs` after its beginning.
 */
export function RecordingPlayer({
  recordingId,
  autoPlay = false,
  fromMs = 0,
}: {
  recordingId: string;
  autoPlay?: boolean;
  fromMs?: number;
}) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const player = useRef<WaveSurfer | null>(null);
  const silences = useRef<Silence[]>([]);
  const isSkipping = useRef(false);
  const [isAsked, setAsked] = useState(autoPlay);
  const [state, setState] = useState<'loading' | 'ready' | 'broken'>('loading');
  const [isPlaying, setPlaying] = useState(false);
  const [atMs, setAtMs] = useState(0);
  const [lengthMs, setLengthMs] = useState(0);
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(1);

  useEffect(() => {
    if (!isAsked || box.current === null) return;
    const style = getComputedStyle(document.documentElement);
    const side = (color: string) => ({
      height: SIDE_HEIGHT,
      waveColor: style.getPropertyValue(`--${color}`),
      progressColor: style.getPropertyValue(`--${color}-strong`),
    });
    let isGone = false;
    const place = box.current;
    // The code for drawing and decoding is loaded when somebody listens: a desk that only answers calls needs neither.
    void import('wavesurfer.js').then(
      ({ default: Surfer }) => {
        if (isGone) return;
        const surfer = Surfer.create({
          container: place,
          url: `/api/v1/recordings/${recordingId}/audio`,
          cursorColor: style.getPropertyValue('--alarm'),
          barWidth: 2,
          barGap: 1,
          normalize: true,
          splitChannels: [side('talking'), side('offered')],
        });
        player.current = surfer;
        surfer.on('ready', (seconds) => {
          const sound = surfer.getDecodedData();
          if (sound !== null) {
            const channels = Array.from({ length: sound.numberOfChannels }, (_, i) => sound.getChannelData(i));
            silences.current = findSilences(channels, sound.sampleRate);
          }
          setLengthMs(seconds * 1000);
          setState('ready');
          if (fromMs > 0) surfer.setTime(Math.min(fromMs / 1000, seconds));
          // A browser that requires a click first does nothing here: the button is there.
          surfer.play().catch(() => undefined);
        });
        surfer.on('error', () => setState('broken'));
        surfer.on('play', () => setPlaying(true));
        surfer.on('pause', () => setPlaying(false));
        surfer.on('timeupdate', (seconds) => {
          setAtMs(Math.floor(seconds * 1000));
          const silence =
            isSkipping.current && silences.current.find(({ from, to }) => seconds >= from && seconds < to);
          if (silence) surfer.setTime(silence.to);
        });
      },
      () => setState('broken'),
    );
    return () => {
      isGone = true;
      player.current?.destroy();
      player.current = null;
    };
  }, [isAsked, recordingId, fromMs]);

  const goTo = (ms: number) => player.current?.setTime(ms / 1000);
  if (state === 'broken') return <span className="quiet small">{t('calls.recordingFailed')}</span>;
  if (!isAsked) {
    return (
      <Button icon={<CaretRightOutlined />} data-testid="recording-play" onClick={() => setAsked(true)}>
        {t('calls.play')} {fromMs > 0 && formatDuration(fromMs)}
      </Button>
    );
  }
  return (
    <div className="recording-player">
      <div className="recording-waves">
        <span className="recording-sides quiet">
          <i style={{ color: 'var(--talking-strong)' }}>{t('recordings.seat')}</i>
          <i style={{ color: 'var(--offered-strong)' }}>{t('recordings.customer')}</i>
        </span>
        <div ref={box} className="recording-wave" data-testid="recording-wave" />
      </div>
      {state === 'loading' ? (
        <span className="quiet small">
          <Spin size="small" /> {t('recordings.loading')}
        </span>
      ) : (
        <>
          <div className="recording-controls">
            <Button
              size="small"
              type="primary"
              aria-label={t(isPlaying ? 'recordings.pause' : 'recordings.play')}
              icon={isPlaying ? <PauseOutlined /> : <CaretRightOutlined />}
              onClick={() => void player.current?.playPause()}
            />
            <span className="figures quiet">
              {formatDuration(atMs)} / {formatDuration(lengthMs)}
            </span>
            <Segmented
              size="small"
              aria-label={t('recordings.speed')}
              value={speed}
              options={speeds.map((value) => ({ value, label: `${value}×` }))}
              onChange={(value) => {
                setSpeed(value);
                player.current?.setPlaybackRate(value, true);
              }}
            />
            <Checkbox
              onChange={(event) => {
                isSkipping.current = event.target.checked;
              }}
            >
              {t('recordings.skipSilence')}
            </Checkbox>
          </div>
          <CommentsOf recordingId={recordingId} atMs={atMs} lengthMs={lengthMs} onGoTo={goTo} />
        </>
      )}
    </div>
  );
}

function CommentsOf({
  recordingId,
  atMs,
  lengthMs,
  onGoTo,
}: {
  recordingId: string;
  atMs: number;
  lengthMs: number;
  onGoTo: (ms: number) => void;
}) {
  const { t } = useTranslation();
  const sayRefusal = useSayRefusal();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const path = `/recordings/${recordingId}/comments`;
  const list = useQuery({ queryKey: ['recordings', recordingId], queryFn: () => request(Comments, 'GET', path) });
  const changed = () => queries.invalidateQueries({ queryKey: ['recordings', recordingId] });
  const failed = (error: Error) => sayRefusal(error);
  const write = useMutation({
    mutationFn: () => request(RecordingComment, 'POST', path, { offsetMs: Math.round(atMs), text }),
    onSuccess: () => {
      setText('');
      return changed();
    },
    onError: failed,
  });
  const remove = useMutation({
    mutationFn: (commentId: string) => request(nothing, 'DELETE', `${path}/${commentId}`),
    onSuccess: changed,
    onError: failed,
  });
  const comments = list.data?.comments ?? [];
  return (
    <div className="recording-comments">
      {lengthMs > 0 && comments.length > 0 && (
        <div className="recording-marks">
          {comments.map(({ commentId, offsetMs, text: said }) => (
            <button
              key={commentId}
              type="button"
              style={{ left: `${Math.min(100, (offsetMs / lengthMs) * 100)}%` }}
              title={said}
              aria-label={`${t('recordings.goTo', { at: formatDuration(offsetMs) })}: ${said}`}
              onClick={() => onGoTo(offsetMs)}
            />
          ))}
        </div>
      )}
      <Input
        size="small"
        value={text}
        maxLength={500}
        data-testid="recording-comment"
        prefix={<span className="figures quiet">{t('recordings.comment', { at: formatDuration(atMs) })}</span>}
        placeholder={t('recordings.commentPlaceholder')}
        aria-label={t('recordings.comment', { at: formatDuration(atMs) })}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => {
          if (text.trim() !== '') write.mutate();
        }}
      />
      <ul>
        {comments.map(({ commentId, offsetMs, text: said, employeeNo, may }) => (
          <li key={commentId}>
            <button type="button" className="figures" onClick={() => onGoTo(offsetMs)}>
              {formatDuration(offsetMs)}
            </button>
            <span>{said}</span>
            <span className="quiet small">{employeeNo}</span>
            {may.remove && (
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('action.remove')}
                onClick={() => remove.mutate(commentId)}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
