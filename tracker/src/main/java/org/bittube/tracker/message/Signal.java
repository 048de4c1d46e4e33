package org.bittube.tracker.message;

/** A part of a WebRTC session on its way between two peers. */
public sealed interface Signal permits CompactDescription, TrickledCandidate {}
