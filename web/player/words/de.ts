import type { Dictionary } from './dictionary.js';

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

export const GERMAN: Dictionary = {
  language: 'de',
  decimalMark: ',',
  screens: {
    stopped: { title: 'Angehalten', advice: 'Mit Wiedergabe geht es live weiter.' },
    connecting: { title: 'Verbindung wird aufgebaut', advice: '' },
    offline: { title: 'Noch nicht auf Sendung', advice: 'Es beginnt hier von selbst.' },
    ended: { title: 'Die Übertragung ist zu Ende', advice: 'Die nächste beginnt hier von selbst.' },
    reconnecting: {
      title: 'Verbindung wird wieder aufgebaut',
      advice: 'Die Übertragung wurde unterbrochen. Es wird von selbst weiter versucht.',
    },
    'off-air': {
      title: 'Die Sendung ist unterbrochen',
      advice: 'Vom Sender kommt gerade nichts. Es geht hier von selbst weiter.',
    },
    unreachable: {
      title: 'Der Server antwortet nicht',
      advice:
        'Es wird von selbst weiter versucht. Dauert es an, prüfen Sie Ihre Verbindung, oder kommen Sie später wieder.',
    },
    disconnected: {
      title: 'Sie sind offline',
      advice: 'Dieses Gerät hat gerade keine Verbindung. Sobald es eine hat, geht es hier von selbst weiter.',
    },
    unknown: {
      title: 'Einen Kanal mit diesem Namen gibt es nicht',
      advice: 'Prüfen Sie den Namen in der Adresse, oder fragen Sie, wer Ihnen den Link geschickt hat.',
    },
    'refused-token': {
      title: 'Dieser Kanal ist für Eingeladene',
      advice: 'Öffnen Sie ihn mit dem ganzen Link, den Sie bekommen haben, oder auf der Seite, die Sie eingeladen hat.',
    },
    'refused-expired': {
      title: 'Ihre Einladung ist abgelaufen',
      advice: 'Laden Sie die Seite neu, die Sie eingeladen hat, oder bitten Sie um einen neuen Link.',
    },
    'refused-origin': {
      title: 'Diese Seite darf den Kanal nicht zeigen',
      advice: 'Sehen Sie ihn auf der Seite, von der er kommt.',
    },
    'refused-full': {
      title: 'Der Kanal ist voll',
      advice: 'Es sehen so viele zu, wie dürfen. Geht jemand, beginnt es hier von selbst.',
    },
    'no-channel': {
      title: 'Es ist nichts zum Abspielen gewählt',
      advice: 'Der Player braucht einen Kanal (1 bis 128 Buchstaben, Ziffern oder . _ ~ -) oder die Id eines Objekts.',
    },
    'unknown-object': {
      title: 'Dieses Video gibt es hier nicht mehr',
      advice: 'Prüfen Sie die Adresse, oder fragen Sie, wer Ihnen den Link geschickt hat.',
    },
    denied: {
      title: 'Dieses Video ist für Eingeladene',
      advice: 'Öffnen Sie es mit dem ganzen Link, den Sie bekommen haben: Das Token darin fehlt oder gilt nicht mehr.',
    },
    'false-object': {
      title: 'Der Server sendet etwas anderes',
      advice: 'Was er sendet, gehört nicht zu dieser Adresse und wird nicht gezeigt. Sagen Sie es dem Betreiber.',
    },
    'no-film': {
      title: 'Diese Datei ist kein Video',
      advice: 'Sie lässt sich herunterladen, aber hier nicht abspielen.',
    },
    'no-media-source': {
      title: 'Dieser Browser kann diese Videos nicht abspielen',
      advice:
        'Nehmen Sie ein aktuelles Chrome, Edge, Firefox oder Safari. Auf dem iPhone braucht es iOS 17.1 oder neuer.',
    },
    unsupported: {
      title: 'Dieser Browser kann das Bild nicht dekodieren',
      advice: 'Öffnen Sie die Seite in einem anderen Browser: Chrome, Edge, Firefox oder Safari.',
    },
    broken: {
      title: 'Das Bild lässt sich nicht zeigen',
      advice: 'Was ankommt, ist beschädigt. Es wird von selbst weiter versucht.',
    },
  },
  notices: {
    'not-recorded': 'Diese Übertragung wird nicht mehr aufgezeichnet.',
    'cannot-go-back': 'Der Server antwortet nicht: Zurückgehen ist gerade nicht möglich.',
    'earliest-kept': 'Diese Stelle ist nicht mehr da: Dies ist die früheste, die es noch gibt.',
    'back-to-live': 'Diese Stelle ist nicht mehr da: zurück zu live.',
    'server-silent': 'Der Server antwortet nicht. Was hier ist und was andere Zuschauer haben, spielt weiter.',
  },
  controls: {
    play: 'Wiedergabe',
    pause: 'Pause',
    mute: 'Ton aus',
    unmute: 'Ton an',
    'enter fullscreen mode': 'Vollbild',
    'exit fullscreen mode': 'Vollbild beenden',
    'enter picture in picture mode': 'Bild im Bild',
    'exit picture in picture mode': 'Bild im Bild beenden',
    'Playback rate': 'Geschwindigkeit',
    'Playback rate {playbackRate}': 'Geschwindigkeit {playbackRate}',
  },
  play: 'Wiedergabe',
  stop: 'Anhalten',
  tapForSound: 'Ton einschalten',
  volume: 'Lautstärke',
  position: 'Position',
  live: { written: 'LIVE', atEdge: 'Live', goThere: 'Zu live' },
  spokenTime: (hours, minutes, seconds) => {
    const parts = [
      ...(hours > 0 ? [count(hours, 'Stunde', 'Stunden')] : []),
      ...(minutes > 0 ? [count(minutes, 'Minute', 'Minuten')] : []),
      ...(seconds > 0 ? [count(seconds, 'Sekunde', 'Sekunden')] : []),
    ];
    return parts.length === 0 ? '0 Sekunden' : parts.join(' ');
  },
  behindLive: (time) => `${time} hinter live`,
  timeOf: (time, whole) => `${time} von ${whole}`,
  overlay: {
    fromServer: 'Vom Server',
    fromTab: 'Aus einem anderen Tab',
    serverSilent: 'Der Server antwortet nicht',
    sharing: (others) => `Geteilt mit ${count(others, 'Zuschauer', 'Zuschauern')}`,
    fromPeers: (percent) => `${percent} von anderen`,
    behind: (seconds) => `${seconds} zurück`,
  },
  consent: {
    question: 'Dieses Video mit anderen Zuschauern teilen?',
    explanation:
      'Sie geben Teile davon an andere weiter und bekommen Teile von ihnen. Das braucht etwas von Ihrem Upload, und die anderen können Ihre IP-Adresse sehen.',
    yes: 'Teilen',
    no: 'Nicht teilen',
  },
  details: {
    title: 'Statistik für Nerds',
    close: 'Schließen',
    rows: {
      delivery: 'Zustellung',
      neighbours: 'Nachbarn',
      fromPeersLately: 'Von Nachbarn, 30 s',
      fromPeers: 'Von Nachbarn',
      fromGateway: 'Vom Gateway',
      fromTab: 'Aus anderem Tab',
      toPeers: 'An Nachbarn',
      behindHead: 'Hinter dem Neuesten',
      piecesHeld: 'Stücke da',
      altered: 'Verfälscht, verworfen',
      overhead: 'Deskriptor, Hashes',
      aheadOfPicture: 'Puffer voraus',
      stalls: 'Stillstände',
      epoch: 'Epoche',
    },
    delivery: {
      peers: 'Pakete von Nachbarn und Gateway',
      gateway: 'Pakete vom Gateway',
      relay: 'FLV über HTTP',
      tab: 'Pakete aus anderem Tab',
      pieces: 'Stücke von Nachbarn und Gateway',
    },
    giving: {
      full: '',
      'download-only': ' (empfängt nur)',
      leaf: ' (ruht, solange verborgen)',
      'tab follower': '',
    },
    feed: (bytes) => ` (Feed ${bytes})`,
    of: (held, all) => `${held} von ${all}`,
    noStalls: 'keine',
    stalls: (stalls, time) => `${stalls}, zusammen ${time}`,
    pieces: {
      fromPeers: 'von Zuschauern',
      fromServer: 'vom Server',
      fromBefore: 'von früher',
      told: (pieces, peers, server, before) =>
        `Von ${pieces} Stücken kamen ${peers} von Zuschauern, ${server} vom Server, ${before} waren von früher da`,
    },
    picture: {
      title: 'Wer gibt und wer nimmt',
      you: 'Sie',
      server: 'Server',
      otherTab: 'anderer Tab',
      network: 'Ihr Netz',
      legend: '↓ zu Ihnen, ↑ von Ihnen, Mbit/s',
      more: (more) => (more === 1 ? 'und 1 weiterer' : `und ${more} weitere`),
      nobody: 'Noch keine anderen Zuschauer.',
      told: (number, near, toYou, fromYou) =>
        `Zuschauer ${number}${near ? ', in Ihrem Netz' : ''}: ${toYou} zu Ihnen, ${fromYou} von Ihnen.`,
      serverTold: (toYou) => `${toYou} vom Server.`,
    },
    sharing: {
      allowed: 'Sie teilen mit anderen Zuschauern.',
      refused: 'Sie teilen nicht mit anderen Zuschauern.',
      allow: 'Teilen',
      refuse: 'Nicht mehr teilen',
    },
  },
};
