import { writeFile } from 'node:fs/promises';
import { pause } from '../../../web/e2e/gateway-process.js';
import type { PageSession } from './page-session.js';

const SAMPLE_MICROS = 500;

/** Records where the page's main thread is for some seconds, as a file that DevTools opens. */
export async function writeProfile(page: PageSession, seconds: number, path: string): Promise<void> {
  const profile = await page.attached(async (send) => {
    await send('Profiler.enable');
    await send('Profiler.setSamplingInterval', { interval: SAMPLE_MICROS });
    await send('Profiler.start');
    await pause(seconds * 1_000);
    return (await send<{ profile: object }>('Profiler.stop')).profile;
  });
  await writeFile(path, JSON.stringify(profile));
}
