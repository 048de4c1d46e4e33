import 'bittube';
import { createElement, StrictMode, useState, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type {} from '../npm/react.js';

/** What the test sets; the page is rendered anew. */
export interface Shown {
  readonly gateway: string;
  /** A player each. */
  readonly channels: readonly string[];
}

declare global {
  interface Window {
    show(shown: Shown): void;
    /** By channel, events of its player. */
    told: Record<string, number>;
  }
}

window.told = {};

function Page(): ReactNode {
  const [{ gateway, channels }, show] = useState<Shown>({ gateway: '', channels: [] });
  window.show = show;
  const players = channels.map((channel, index) =>
    createElement('bittube-player', {
      key: index,
      src: gateway,
      channel,
      autoplay: true,
      muted: true,
      p2p: 'on',
      lang: 'de',
      stats: true,
      'max-upload': 500,
      onstats: () => {
        window.told[channel] = (window.told[channel] ?? 0) + 1;
      },
    }),
  );
  return createElement('main', null, players);
}

const place = document.createElement('div');
document.body.append(place);
createRoot(place).render(createElement(StrictMode, null, createElement(Page)));
