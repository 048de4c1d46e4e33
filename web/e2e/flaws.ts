import type { Page } from 'playwright-core';
import { violationsOf } from './accessibility.js';

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1_280, height: 800 };

/** What is wrong with a page as it stands, one line each: what stands out of it, what a finger cannot hit, what axe-core says. */
export async function flawsOf(page: Page): Promise<readonly string[]> {
  return [...(await page.evaluate(wideOrSmall)), ...(await violationsOf(page))];
}

/** The same on a phone in the dark and at a desk by day. The page is left in the size of a desk. */
export async function flawsInBothSizes(page: Page): Promise<readonly string[]> {
  const flaws: string[] = [];
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: size === PHONE ? 'dark' : 'light' });
    flaws.push(...(await flawsOf(page)).map((flaw) => `at ${size.width}: ${flaw}`));
  }
  return flaws;
}

/** Runs in the page. */
function wideOrSmall(): string[] {
  const { scrollWidth } = document.documentElement;
  const targets = [
    ...document.querySelectorAll('main a, main button, header a, header button'),
    ...(document.querySelector('bittube-download')?.shadowRoot?.querySelectorAll('a, button') ?? []),
  ];
  const small = targets
    .map((target) => ({ words: target.textContent, box: target.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.height < 40 || box.width < 40))
    .map(({ words, box }) => `too small for a finger: ${words} (${Math.round(box.width)} × ${Math.round(box.height)})`);
  return [...(scrollWidth > innerWidth ? [`${scrollWidth} pixels wide`] : []), ...small];
}
