import type { RefusedPhase, SessionFault, SessionPhase } from './player-session.js';

/** Why this browser or this page cannot play what it is to play. */
export type Obstacle = 'no-channel' | 'no-media-source' | SessionFault['kind'];

/** What the browser allowed when the page wanted to play by itself. */
export type AutoplayOutcome = 'playing' | 'muted' | 'blocked';

export interface PlayerState {
  /** A session is open, or would be if no obstacle stood in the way. */
  readonly running: boolean;
  readonly phase: SessionPhase;
  readonly obstacle: Obstacle | undefined;
  /** The viewer (or the page) wants it to play; paused otherwise. */
  readonly wanted: boolean;
  /** A picture of this session is or was on the screen. */
  readonly pictured: boolean;
  /** The picture stands still because nothing is left to play. */
  readonly dry: boolean;
  /** Playing began without sound and the viewer did not ask for that. */
  readonly soundOffered: boolean;
  /** The browser lets nothing play before the viewer touches the page. */
  readonly blocked: boolean;
  /** The viewer stopped it. */
  readonly stopped: boolean;
  /** A film was played to its end. */
  readonly over: boolean;
  /** The viewer's device says that it has no connection at all. */
  readonly disconnected: boolean;
}

export type PlayerEvent =
  | { readonly type: 'opened'; readonly wanted: boolean }
  | { readonly type: 'obstructed'; readonly obstacle: Obstacle }
  | { readonly type: 'phase'; readonly phase: SessionPhase }
  | { readonly type: 'played' }
  | { readonly type: 'paused' }
  | { readonly type: 'picture' }
  | { readonly type: 'dry' }
  | { readonly type: 'autoplay'; readonly outcome: AutoplayOutcome }
  | { readonly type: 'sound-chosen' }
  | { readonly type: 'sought' }
  | { readonly type: 'over' }
  | { readonly type: 'network'; readonly connected: boolean }
  | { readonly type: 'closed'; readonly byViewer: boolean };

export const INITIAL: PlayerState = {
  running: false,
  phase: 'connecting',
  obstacle: undefined,
  wanted: false,
  pictured: false,
  dry: false,
  soundOffered: false,
  blocked: false,
  stopped: false,
  over: false,
  disconnected: false,
};

/** The next state; the same object when nothing changes. */
export function reduce(state: PlayerState, event: PlayerEvent): PlayerState {
  switch (event.type) {
    case 'opened':
      return { ...INITIAL, disconnected: state.disconnected, running: true, wanted: event.wanted };
    case 'obstructed':
      return { ...state, obstacle: event.obstacle, pictured: false, dry: false };
    case 'phase':
      return state.phase === event.phase ? state : phased(state, event.phase);
    case 'played':
      return { ...state, wanted: true, blocked: false, over: false };
    case 'paused':
      return { ...state, wanted: false };
    case 'picture':
      return state.pictured && !state.dry ? state : shown(state);
    case 'dry':
      return state.pictured && !state.dry ? { ...state, dry: true } : state;
    case 'autoplay':
      // A later start, after the source was exchanged, leaves the offer of the first one standing.
      return {
        ...state,
        soundOffered: event.outcome === 'muted' || (event.outcome === 'playing' && state.soundOffered),
        blocked: event.outcome === 'blocked',
      };
    case 'sound-chosen':
      return state.soundOffered ? { ...state, soundOffered: false } : state;
    case 'sought':
      return state.over ? { ...state, over: false } : state;
    case 'over':
      return { ...state, wanted: false, dry: false, over: true };
    case 'network':
      return state.disconnected === !event.connected ? state : { ...state, disconnected: !event.connected };
    case 'closed':
      return { ...INITIAL, disconnected: state.disconnected, stopped: event.byViewer };
  }
}

function shown(state: PlayerState): PlayerState {
  const obstacle = state.obstacle === 'broken' ? undefined : state.obstacle;
  return { ...state, pictured: true, dry: false, obstacle };
}

function phased(state: PlayerState, phase: SessionPhase): PlayerState {
  // After the end or an unknown channel the last picture says nothing any more; while reconnecting it stays.
  const over = phase === 'ended' || phase === 'offline' || phase === 'unknown';
  return { ...state, phase, pictured: state.pictured && !over, dry: state.dry && !over };
}

/** What covers the picture. `none`: the picture alone. */
export type Screen =
  | 'none'
  | 'ready'
  | 'stopped'
  | 'connecting'
  | 'offline'
  | 'unknown'
  | 'ended'
  | 'reconnecting'
  | 'off-air'
  | 'unreachable'
  | 'disconnected'
  | RefusedPhase
  | 'buffering'
  | Obstacle;

export interface PlayerView {
  readonly screen: Screen;
  /** The big play button, over the picture or over the screen. */
  readonly bigPlay: boolean;
  readonly tapForSound: boolean;
}

export function isRefused(phase: SessionPhase | Screen): phase is RefusedPhase {
  return phase.startsWith('refused-');
}

/** What a viewer sees of a state. */
export function view(state: PlayerState): PlayerView {
  const screen = screenSeen(state);
  const idle = screen === 'ready' || screen === 'stopped';
  const waiting = screen === 'none' || screen === 'connecting' || screen === 'buffering';
  return {
    screen,
    bigPlay: idle || state.over || (state.blocked && waiting),
    tapForSound: state.soundOffered && state.pictured && !isTrouble(screen),
  };
}

const WAITS_FOR_SERVER: ReadonlySet<Screen> = new Set(['reconnecting', 'unreachable', 'disconnected']);

/** The picture stands, and not by the viewer's wish. */
function isTrouble(screen: Screen): boolean {
  return WAITS_FOR_SERVER.has(screen) || screen === 'off-air' || isRefused(screen);
}

/** Who waits for the server without a connection of his own is to look there, not at the server. */
function screenSeen(state: PlayerState): Screen {
  const screen = screenOf(state);
  const waits = WAITS_FOR_SERVER.has(screen) || screen === 'connecting' || screen === 'buffering';
  return state.disconnected && waits ? 'disconnected' : screen;
}

function screenOf(state: PlayerState): Screen {
  if (state.obstacle !== undefined) {
    return state.obstacle;
  }
  if (!state.running) {
    return state.stopped ? 'stopped' : 'ready';
  }
  switch (state.phase) {
    case 'offline':
    case 'unknown':
    case 'ended':
      return state.phase;
    case 'connecting':
      return state.pictured ? 'reconnecting' : 'connecting';
    case 'reconnecting':
    case 'off-air':
    case 'unreachable':
    case 'refused-token':
    case 'refused-expired':
    case 'refused-origin':
    case 'refused-full':
      // What is buffered still plays: nobody needs to know before the picture stands.
      return state.pictured && !state.dry ? 'none' : state.phase;
    case 'live':
      return state.pictured ? (state.dry && state.wanted ? 'buffering' : 'none') : state.wanted ? 'connecting' : 'none';
  }
}
