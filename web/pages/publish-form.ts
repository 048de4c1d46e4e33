import type { Device, Wish } from '../publish/camera.js';
import { part } from './page-parts.js';

const FRAMES_PER_SECOND = 30;
/** What each height needs to look well, bits per second. */
const BITS_PER_SECOND: ReadonlyMap<number, number> = new Map([
  [360, 800_000],
  [720, 2_500_000],
  [1080, 4_500_000],
]);
const NO_MICROPHONE = 'none';

const camera = part('camera') as HTMLSelectElement;
const microphone = part('microphone') as HTMLSelectElement;
const quality = part('quality') as HTMLSelectElement;
const choices = part('choices') as HTMLFieldSetElement;
const form = part('form') as HTMLFormElement;

/** What the person has chosen. */
export function wish(): Wish {
  const picture = new FormData(form).get('picture');
  return {
    picture: picture === 'screen' || picture === 'none' ? picture : 'camera',
    cameraId: camera.value,
    microphoneId: microphone.value === NO_MICROPHONE ? undefined : microphone.value,
    mostHeight: Number(quality.value),
    framesPerSecond: FRAMES_PER_SECOND,
  };
}

/** For the picture, as the chosen quality wants it. */
export function bitsPerSecond(): number {
  return BITS_PER_SECOND.get(Number(quality.value)) ?? 1_000_000;
}

/** Only what the chosen kind of picture needs is shown; without a picture there must be sound. */
export function fit(): void {
  const { picture } = wish();
  part('camera-row').hidden = picture !== 'camera';
  part('quality-row').hidden = picture === 'none';
  for (const option of microphone.options) {
    option.disabled = picture === 'none' && option.value === NO_MICROPHONE;
  }
  if (microphone.selectedOptions[0]?.disabled === true) {
    microphone.selectedIndex = 0;
  }
}

/** Fills the lists; what was chosen stays chosen. */
export function offer(cameras: readonly Device[], microphones: readonly Device[]): void {
  fill(camera, cameras.length === 0 ? [{ id: '', name: 'The browser asks' }] : cameras);
  fill(microphone, [
    ...(microphones.length === 0 ? [{ id: '', name: 'The browser asks' }] : microphones),
    { id: NO_MICROPHONE, name: 'No microphone' },
  ]);
}

/** While it is live, what is sent does not change. */
export function hold(held: boolean): void {
  choices.disabled = held;
  (part('key') as HTMLInputElement).disabled = held;
}

function fill(list: HTMLSelectElement, devices: readonly Device[]): void {
  const chosen = list.value;
  list.replaceChildren(...devices.map(({ id, name }) => new Option(name, id, false, id === chosen)));
}
