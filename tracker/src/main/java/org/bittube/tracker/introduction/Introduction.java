package org.bittube.tracker.introduction;

import org.bittube.tracker.group.Member;

/**
 * Two members that are to meet.
 *
 * @param initiator the one that makes the offer
 * @param responder the one that answers
 */
public record Introduction(Member initiator, Member responder) {}
