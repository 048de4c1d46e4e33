import { channelFromPath } from '../player/names.js';
import { bitRate } from '../player/scaled.js';
import { clock } from '../player/timeline.js';
import { CaptureFailure, capture, listDevices, release } from '../publish/camera.js';
import { canSend, LiveSending } from '../publish/live-sending.js';
import type { PublicationFigures, PublicationState } from '../publish/publication.js';
import { watchLevel } from '../publish/sound-level.js';
import { browserEnvironment } from '../transport/browser-environment.js';
import { GATEWAY, part } from './page-parts.js';
import { bitsPerSecond, fit, hold, offer, wish } from './publish-form.js';

const FIGURES_PERIOD_MILLIS = 1_000;

const channel = channelFromPath(location.pathname) ?? '';
const preview = part('preview') as HTMLVideoElement;
const key = part('key') as HTMLInputElement;
const begin = part('begin') as HTMLButtonElement;
const watch = part('watch') as HTMLAnchorElement;

let stream: MediaStream | undefined;
let endLevel: () => void = () => undefined;
let sending: LiveSending | undefined;
let liveSinceMillis: number | undefined;
let before: PublicationFigures | undefined;
let figuresTimer: ReturnType<typeof setInterval> | undefined;
let awake: WakeLockSentinel | undefined;

part('name').textContent = `Go live on ${channel}`;
takeKeyFromAddress();
offer([], []);
fit();
if (!window.isSecureContext || !canSend()) {
  hold(true);
  say(
    !window.isSecureContext
      ? 'Browsers lend camera and microphone to pages with HTTPS only: open this one by https://, or on the server itself.'
      : 'This browser cannot encode streams. Open this page in a current Chrome or Edge.',
    true,
  );
} else {
  void refreshDevices();
  navigator.mediaDevices.addEventListener('devicechange', () => void refreshDevices());
}
part('form').addEventListener('change', (event) => {
  fit();
  // A picture that is seen follows the choice; a screen is asked for by a click only.
  if (stream !== undefined && event.target !== key && wish().picture !== 'screen') {
    void look();
  }
});
part('look').addEventListener('click', () => void look());
part('form').addEventListener('submit', (event) => {
  event.preventDefault();
  if (sending === undefined) {
    start();
  } else {
    stop('');
  }
});
addEventListener('beforeunload', (event) => {
  if (sending !== undefined) {
    event.preventDefault(); // the browser asks whether the stream is to end
  }
});
addEventListener('pagehide', () => sending?.close());

/** `/publish/news#key=…` fills in the key; it must not stay in the address bar, which people show to others. */
function takeKeyFromAddress(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (given !== null) {
    key.value = given;
    history.replaceState(null, '', location.pathname);
  }
}

async function refreshDevices(): Promise<void> {
  const { cameras, microphones } = await listDevices();
  offer(cameras, microphones);
  fit();
}

async function look(): Promise<void> {
  try {
    const wanted = wish();
    const captured = await capture(wanted);
    letGo();
    stream = captured;
    preview.srcObject = captured;
    preview.toggleAttribute('data-mirror', wanted.picture === 'camera');
    part('hint').textContent = wanted.picture === 'none' ? 'Sound only: viewers see no picture.' : '';
    await preview.play().catch(() => undefined); // shown when the page is seen
    endLevel = watchLevel(captured, (level) => {
      part('level').style.transform = `scaleX(${level.toFixed(3)})`;
    });
    begin.disabled = false;
    say('', false);
    await refreshDevices(); // they have names now
  } catch (failure) {
    say(failure instanceof CaptureFailure ? `${failure.message}. ${failure.advice}` : String(failure), true);
  }
}

function letGo(): void {
  endLevel();
  if (stream !== undefined) {
    release(stream);
  }
}

function start(): void {
  if (stream === undefined) {
    return;
  }
  const url = new URL(`live/${channel}/publish`, GATEWAY);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const { mostHeight, framesPerSecond } = wish();
  hold(true);
  begin.textContent = 'Stop';
  begin.toggleAttribute('data-live', true);
  say('Connecting', false);
  before = undefined;
  sending = new LiveSending(
    {
      url: url.href,
      key: key.value.trim(),
      stream,
      mostHeight,
      framesPerSecond,
      bitsPerSecond: bitsPerSecond(),
      newWebSocket: (address) => new WebSocket(address),
      environment: browserEnvironment(),
    },
    { onState: changed, onNotice: (words) => say(words, true) },
  );
  figuresTimer = setInterval(showFigures, FIGURES_PERIOD_MILLIS);
}

function changed(state: PublicationState): void {
  part('lamp').hidden = state.kind !== 'live';
  switch (state.kind) {
    case 'connecting':
      break;
    case 'live':
      liveSinceMillis ??= performance.now();
      part('sending').hidden = false;
      watch.href = new URL(`watch/${channel}`, GATEWAY).href;
      watch.hidden = false;
      say('You are live.', false);
      void stayAwake();
      break;
    case 'retrying':
      say(`${state.message} Trying again by itself.`, true);
      break;
    case 'ended':
      stop(state.message);
  }
}

/** @param message why, where it was not the person who ended it */
function stop(message: string): void {
  sending?.close();
  sending = undefined;
  clearInterval(figuresTimer);
  liveSinceMillis = undefined;
  void awake?.release().catch(() => undefined);
  awake = undefined;
  part('lamp').hidden = true;
  part('sending').hidden = true;
  begin.textContent = 'Begin';
  begin.toggleAttribute('data-live', false);
  hold(false);
  say(message === '' ? 'Stopped. Viewers see that the channel waits.' : message, message !== '');
  if (stream?.getTracks().some((track) => track.readyState === 'ended') === true) {
    begin.disabled = true; // to be looked at once more
    part('hint').textContent = 'Your picture appears here.';
  }
}

function showFigures(): void {
  if (sending === undefined) {
    return;
  }
  const now = sending.figures;
  const { sentBytes, pictures, dropped } = before ?? now;
  before = now;
  const seconds = FIGURES_PERIOD_MILLIS / 1_000;
  part('time').textContent =
    liveSinceMillis === undefined ? '–' : clock(Math.floor((performance.now() - liveSinceMillis) / 1_000) * 1_000);
  part('rate').textContent = bitRate(((now.sentBytes - sentBytes) * 8) / seconds);
  part('pictures').textContent = String(Math.round((now.pictures - pictures) / seconds));
  part('dropped').textContent = String(now.dropped);
  const wanted = bitsPerSecond();
  part('uplink').textContent =
    now.dropped > dropped
      ? 'Pictures are left out: your uplink, or this machine, carries less. Choose a lower quality.'
      : now.bitsPerSecond < wanted
        ? `Your uplink carries less than you chose: the picture is sent with ${bitRate(now.bitsPerSecond)}.`
        : 'Your uplink carries the quality that you chose.';
}

async function stayAwake(): Promise<void> {
  try {
    awake ??= await navigator.wakeLock.request('screen');
  } catch {
    // A browser without it, or one that saves power: the stream goes on all the same.
  }
}

function say(words: string, fault: boolean): void {
  const said = part('said');
  said.textContent = words;
  said.toggleAttribute('data-fault', fault);
}
