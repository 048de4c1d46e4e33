package org.bittube.tracker.message;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a join.
 *
 * @param peerId the new member's name in this group
 * @param publicKey the channel's Ed25519 public key, base64url, when the tracker knows it
 * @param gateways where the stream is, as far as the tracker knows; at most 16 URLs
 * @param stun STUN servers as URIs (RFC 7064), at most 8
 * @param turn TURN servers, when the operator has some
 * @param intervalMillis how often figures are to be sent, 1 to 3,600,000
 * @param peers how many members the group has, the new one included
 */
public record Welcome(
        String group,
        String peerId,
        Optional<String> publicKey,
        List<String> gateways,
        List<String> stun,
        Optional<TurnAccess> turn,
        int intervalMillis,
        int peers)
        implements TrackerEvent {
    private static final int MAX_URL_LENGTH = 2048;

    public Welcome {
        Names.checkGroup(group);
        Names.checkPeerId("peerId", peerId);
        publicKey.ifPresent(key -> Names.checkBytes32("publicKey", key));
        Names.checkSize("gateways", gateways.size(), 0, 16);
        Names.checkSize("stun", stun.size(), 0, 8);
        gateways = List.copyOf(gateways);
        stun = List.copyOf(stun);
        gateways.forEach(url -> Names.checkPrintable("gateways", url, MAX_URL_LENGTH));
        stun.forEach(uri -> Names.checkPrintable("stun", uri, MAX_URL_LENGTH));
        Names.checkRange("intervalMillis", intervalMillis, 1, Interval.MAX_MILLIS);
        Names.checkRange("peers", peers, 1, Integer.MAX_VALUE);
    }

    @Override
    public void deliverTo(TrackerEventHandler handler) {
        handler.onWelcome(this);
    }
}
