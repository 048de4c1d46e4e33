/**
 * Every number that the engine decides by, with its reason. A time threshold that is "a cap" scales down with the
 * buffer: see repair.ts.
 */
export interface Parameters {
  /** One turn of the loop: short against the 250 ms after which a packet is late, long enough for 10,000 simulated engines. */
  readonly tickMillis: number;

  /** The window covers what the gateway keeps, so that a neighbour can repair whatever the gateway could. */
  readonly windowMillis: number;
  /** And at most this much memory: 60 s of 5 Mbit/s. */
  readonly windowBytes: number;
  /** Packets in verification at once; more means a flood, for a burst of a GOP is some hundred packets. */
  readonly verifyingPackets: number;
  /** A seq further ahead than this is no packet of the present. */
  readonly futurePackets: number;

  readonly wantAtStart: number;
  readonly wantedNeighbours: number;
  readonly maximumNeighbours: number;
  /** Below this many, new neighbours are asked for at once. */
  readonly fewNeighbours: number;
  /** Or with a substream that nobody has given for so long. */
  readonly unfedMillis: number;
  readonly helloTimeoutMillis: number;
  /** A browser tab has a lifetime budget of some 500 connections. */
  readonly moreIntervalMillis: number;
  /** Growth beyond the first introductions waits until the start is over. */
  readonly settleMillis: number;
  /** For so long a viewer may be one of a crowd that is still coming: until then no tree is moved far. */
  readonly crowdMillis: number;
  /** Between two `more` while there are few neighbours. */
  readonly fewIntervalMillis: number;
  /** Packets that nobody asked for, before a neighbour is a flooder: a race with UNSUBSCRIBE brings a few. */
  readonly unaskedPackets: number;

  readonly headsIntervalMillis: number;
  /** To neighbours that are no children. */
  readonly otherHeadsIntervalMillis: number;
  readonly mapIntervalMillis: number;
  /** A MAP covers this much of the stream: what can still be needed at the largest lag, with a margin. */
  readonly mapMillis: number;

  /** Behind the newest packet known, a substream no longer counts as fresh. */
  readonly staleMillis: number;
  /** A parent that has said nothing for so long is gone: HEADS come more often. */
  readonly deadMillis: number;
  readonly subscribeTimeoutMillis: number;
  readonly refusedRetryMillis: number;
  readonly maximumHops: number;
  /** Attempts to move nearer to the source. */
  readonly improveIntervalMillis: number;
  readonly improveHops: number;
  /** Between two attempts to give back what the gateway gave for want of a parent. */
  readonly spareIntervalMillis: number;
  /** So long hops that have grown still bound those of a new parent: descendants have not heard yet. */
  readonly orphanMillis: number;
  /** Two late events within this time: another parent. */
  readonly lateWindowMillis: number;

  /** A feed socket without substreams is closed after this. */
  readonly feedIdleMillis: number;
  /** Before the feed is asked for a substream that nobody gives, up to this, at random: one viewer asks first. */
  readonly feedJitterMillis: number;

  /** Cap: a gap older than this is late. */
  readonly lateMillis: number;
  /** And so much older for each viewer between this one and the gateway: they repair it for all below. */
  readonly lateHopMillis: number;
  /** A gap is late when the stream is this many packets past it: 2 rounds of 8 substreams. */
  readonly latePackets: number;
  /** Least age of a late gap: substreams come over different ways. */
  readonly lateFloorMillis: number;
  readonly pullTimeoutMillis: number;
  /** Cap: until so long before play-out, neighbours are asked. */
  readonly pullUntilMillis: number;
  readonly pullUntilShare: number;
  /** Cap: from so long before play-out on, the gateway is asked over HTTP. */
  readonly rescueFromMillis: number;
  readonly rescueFromShare: number;
  /** A gap that no neighbour can fill waits up to this, at random: the first who fetches it serves the others. */
  readonly rescueJitterMillis: number;
  /** Just before the picture would stop, the gap is given up if a later keyframe is here. */
  readonly skipMillis: number;

  readonly httpInFlight: number;
  /** An answer that takes longer says that the gateway is at its limit: one request at a time then. */
  readonly httpSlowMillis: number;
  readonly httpPerSecond: number;
  readonly httpBurst: number;
  /** Packets already held that a range may contain, to save a request. */
  readonly httpHole: number;
  /** Between two polls of the head when nothing else feeds this viewer. */
  readonly tailIntervalMillis: number;
  /** With so much ahead of the picture no poll is due: neighbours that are about to connect bring it, too. */
  readonly tailAheadMillis: number;
  /** With less than this ahead of the picture the head is polled three times as often: the next answer might come too late. */
  readonly tailHurryMillis: number;
  /** Nothing came for so long: one poll of the head, for an only parent may have died. Cap, as half of the buffer. */
  readonly silenceMillis: number;
  /** Nothing came for so long: info.json is asked, at most once a second. */
  readonly infoSilenceMillis: number;
  readonly infoIntervalMillis: number;

  readonly capacityKbps: number;
  readonly capacityMaximumKbps: number;
  readonly capacityStepMillis: number;
  /** Per child: what may stand in the channel, the smaller of bytes and time, but no less than two packets. */
  readonly channelBytes: number;
  readonly channelMillis: number;
  readonly channelLeastBytes: number;
  /** Per child: what may wait before the channel; beyond it the oldest is dropped and the child repairs. */
  readonly queueBytes: number;
  readonly queueMillis: number;
  /** A queue over its bound for so long says that the uplink, or that child, is slower than was thought. */
  readonly slowMillis: number;

  /** A join just behind a keyframe brings next to nothing: the picture waits for so much, so that it does not stop at once. */
  readonly startBufferMillis: number;
  /** After this it begins with what there is: the source may stand. */
  readonly startPatienceMillis: number;
  /** Where the lag starts, wherever the picture does, and between what it moves: target-lag.ts. */
  readonly lagStartMillis: number;
  readonly lagLeastMillis: number;
  readonly lagMostMillis: number;
  /** Each time that the gateway had to help out at the last moment, but at most once a second. */
  readonly lagRescueMillis: number;
  /** A picture that stopped stands so much further back from then on. */
  readonly lagUpMillis: number;
  /** At most so much nearer each second. */
  readonly lagDownMillis: number;
  /** What was late within this time may be so again. */
  readonly lagLookMillis: number;
  /** Between the latest that came and the picture: what a decoder needs to play smoothly. */
  readonly lagSpareMillis: number;
  /** And so much more, as a part of how far behind the head the stream is complete: where links are slow, so is repair. */
  readonly lagSpareShare: number;
  readonly steerMillis: number;
  /** Beyond this no playback rate catches up: a fresh join. */
  readonly rejoinLagMillis: number;
  /** A paused viewer gets no more than this ahead of the picture. */
  readonly aheadMostMillis: number;

  readonly unknownRetryMillis: number;
  readonly retryLeastMillis: number;
  readonly retryMostMillis: number;
  readonly trackerRetryLeastMillis: number;
  readonly trackerRetryMostMillis: number;
  /** Without tracker, neighbours and feed for so long: FLV over HTTP. */
  readonly relayAfterMillis: number;
  /** From the relay the swarm is tried again after at least this, at most twice this. */
  readonly relayRetryMillis: number;

  /** Places of the packet map. */
  readonly tracedPackets: number;

  /** A round trip that has grown by so much while this viewer uploads says that its uplink is full. */
  readonly roundTripRiseMillis: number;
  /** So long half of a measured uplink bounds what is given: what took the uplink then may be over. */
  readonly uplinkValidMillis: number;
  /** Least of what an earlier visit may make this one begin with: one bad evening must not make a leaf for a day. */
  readonly capacityRememberedLeastKbps: number;
}

export const defaultParameters: Parameters = {
  tickMillis: 100,
  windowMillis: 60_000,
  windowBytes: 40 * 1024 * 1024,
  verifyingPackets: 1_024,
  futurePackets: 2_000,
  wantAtStart: 6,
  wantedNeighbours: 6,
  maximumNeighbours: 16,
  fewNeighbours: 3,
  unfedMillis: 3_000,
  helloTimeoutMillis: 5_000,
  moreIntervalMillis: 30_000,
  settleMillis: 30_000,
  crowdMillis: 10_000,
  fewIntervalMillis: 5_000,
  unaskedPackets: 32,
  headsIntervalMillis: 500,
  otherHeadsIntervalMillis: 1_000,
  mapIntervalMillis: 500,
  mapMillis: 6_000,
  staleMillis: 1_500,
  deadMillis: 1_100,
  subscribeTimeoutMillis: 1_000,
  refusedRetryMillis: 2_000,
  maximumHops: 30,
  improveIntervalMillis: 8_000,
  improveHops: 2,
  spareIntervalMillis: 2_000,
  orphanMillis: 2_000,
  lateWindowMillis: 2_000,
  feedIdleMillis: 10_000,
  feedJitterMillis: 500,
  lateMillis: 300,
  lateHopMillis: 80,
  latePackets: 16,
  lateFloorMillis: 120,
  pullTimeoutMillis: 450,
  pullUntilMillis: 1_200,
  pullUntilShare: 0.45,
  rescueFromMillis: 700,
  rescueFromShare: 0.35,
  rescueJitterMillis: 300,
  skipMillis: 80,
  httpInFlight: 3,
  httpSlowMillis: 800,
  httpPerSecond: 8,
  httpBurst: 16,
  httpHole: 2,
  tailIntervalMillis: 300,
  tailAheadMillis: 700,
  tailHurryMillis: 450,
  silenceMillis: 800,
  infoSilenceMillis: 2_000,
  infoIntervalMillis: 1_000,
  capacityKbps: 1_500,
  capacityMaximumKbps: 50_000,
  capacityStepMillis: 1_500,
  channelBytes: 64 * 1024,
  channelMillis: 150,
  channelLeastBytes: 33 * 1024,
  queueBytes: 256 * 1024,
  queueMillis: 600,
  slowMillis: 2_000,
  startBufferMillis: 300,
  startPatienceMillis: 600,
  lagStartMillis: 1_200,
  lagLeastMillis: 450,
  lagMostMillis: 4_000,
  lagRescueMillis: 100,
  lagUpMillis: 300,
  lagDownMillis: 150,
  lagLookMillis: 40_000,
  lagSpareMillis: 400,
  lagSpareShare: 0.8,
  steerMillis: 250,
  rejoinLagMillis: 10_000,
  aheadMostMillis: 30_000,
  unknownRetryMillis: 10_000,
  retryLeastMillis: 500,
  retryMostMillis: 2_000,
  trackerRetryLeastMillis: 1_000,
  trackerRetryMostMillis: 30_000,
  relayAfterMillis: 5_000,
  relayRetryMillis: 15_000,
  tracedPackets: 240,
  roundTripRiseMillis: 60,
  uplinkValidMillis: 600_000,
  capacityRememberedLeastKbps: 500,
};

/**
 * For a viewer whom the gateway alone feeds, request by request: nobody else helps when an answer is late, so there is more to
 * play on from, and little is won by being near the edge.
 */
export const alone: Partial<Parameters> = { lagStartMillis: 2_000, lagLeastMillis: 2_000, tailAheadMillis: 1_500 };
