// Runs in every page before its own scripts.
import { barcodeReader, findVideo, watchPage } from '../pages/page-watch.js';
import type { Moves } from './moves.js';

declare global {
  interface Window {
    /** Set before this script where viewers move about. */
    filmMoves?: Moves;
  }
}

const GIVE_UP_MILLIS = 10_000;
const LOOK_EVERY_MILLIS = 20;
const LEAST_MOVE_SECONDS = 5;
/** A picture from there: from the keyframe before it (the GOP is a second, a segment two) to what plays on a moment later. */
const BEFORE_MILLIS = 2_100;
const AFTER_MILLIS = 1_500;

/** The player's own time where it has one: what it shows the viewer. */
function moveTo(video: HTMLVideoElement, seconds: number): void {
  (document.querySelector<HTMLVideoElement>('bittube-player') ?? video).currentTime = seconds;
}

/** Until the picture shows a moment near that one; the picture's own clock tells. */
function pictureFrom(
  video: HTMLVideoElement,
  read: ReturnType<typeof barcodeReader>,
  millis: number,
): Promise<number | null> {
  const start = performance.now();
  return new Promise((done) => {
    const look = setInterval(() => {
      const shown = read(video);
      const there = shown !== undefined && shown > millis - BEFORE_MILLIS && shown < millis + AFTER_MILLIS;
      const took = performance.now() - start;
      if (!there && took < GIVE_UP_MILLIS) return;
      clearInterval(look);
      done(there ? took : null);
    }, LOOK_EVERY_MILLIS);
  });
}

/** A second of the film at random that cannot be taken for the one that is shown. */
function placeAwayFrom(shownMillis: number, beforeSeconds: number): number {
  for (;;) {
    const to = Math.floor(Math.random() * beforeSeconds);
    if (Math.abs(to - shownMillis / 1_000) > LEAST_MOVE_SECONDS) return to;
  }
}

async function moveAbout({ count, firstSeconds, everySeconds, filmSeconds }: Moves): Promise<void> {
  const moved: (number | null)[] = [];
  window.filmMoved = moved;
  const pause = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, seconds * 1_000));
  let video = findVideo();
  while (video === null || video.currentTime === 0) {
    await pause(0.1);
    video = findVideo();
  }
  const read = barcodeReader();
  await pause(firstSeconds);
  for (let move = 0; move < count; move++) {
    const to = placeAwayFrom(read(video) ?? 0, filmSeconds - everySeconds);
    moveTo(video, to);
    moved.push(await pictureFrom(video, read, to * 1_000));
    await pause(everySeconds);
  }
}

if (location.protocol === 'http:') {
  watchPage({ lag: false });
  if (window.filmMoves !== undefined) void moveAbout(window.filmMoves);
}
