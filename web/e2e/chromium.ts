import { chromium, type Browser } from 'playwright-core';

export const CHROMIUM = process.env['BITTUBE_CHROMIUM'] ?? '/usr/bin/chromium';

/** What every test needs: no sandbox as root, no graphics card, nothing that the browser does of its own accord. */
const ALWAYS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
/** For pages that play by themselves. */
export const PLAYING = ['--autoplay-policy=no-user-gesture-required', '--mute-audio'];
/** For viewers that meet each other on this machine. */
export const MEETING = [...PLAYING, '--allow-loopback-in-peer-connection'];

/** For pages that send: a camera and a microphone that are none, and nobody who must be asked. */
export const CAMERA = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

/** @param switches more than those that every test needs @param executable left out: the system's */
export function launchChromium(switches: readonly string[], executable = CHROMIUM): Promise<Browser> {
  return chromium.launch({ executablePath: executable, args: [...ALWAYS, ...switches] });
}
