package org.bittube.tracker.app;

import org.bittube.tracker.address.AddressLimits;
import org.bittube.tracker.address.TrustedProxies;
import org.bittube.tracker.connection.TrackerLimits;
import org.bittube.tracker.connection.TrackerTiming;
import org.bittube.tracker.connection.TurnServers;
import org.bittube.tracker.connection.WebTorrentOptions;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about a tracker.
 *
 * @param openToAnyGroup whether a viewer may join a group that nobody opened (a tracker that runs alone), or only those
 *     that were opened (inside a gateway)
 * @param publicHost the host name that viewers reach the STUN server under; null: the host of the viewer's own request
 * @param turn TURN servers that members may use; null: none
 * @param limits what one socket and one group may take
 * @param timing how often things happen
 * @param proxies in front of the tracker, which say where viewers are
 * @param addressLimits what the viewers of one address may do together
 * @param webTorrent how the WebTorrent dialect is spoken; null: not at all
 */
public record TrackerOptions(
        boolean openToAnyGroup,
        @Nullable String publicHost,
        @Nullable TurnServers turn,
        TrackerLimits limits,
        TrackerTiming timing,
        TrustedProxies proxies,
        AddressLimits addressLimits,
        @Nullable WebTorrentOptions webTorrent) {

    /** Without proxies, with the usual limits of an address, and without the WebTorrent dialect. */
    public TrackerOptions(
            boolean openToAnyGroup, @Nullable String publicHost, TrackerLimits limits, TrackerTiming timing) {
        this(openToAnyGroup, publicHost, null, limits, timing, TrustedProxies.NONE, AddressLimits.DEFAULT, null);
    }

    /** The same, for the groups that somebody opened and no others. */
    public TrackerOptions withOpenedGroupsOnly() {
        return new TrackerOptions(false, publicHost, turn, limits, timing, proxies, addressLimits, webTorrent);
    }

    /** The same behind proxies. */
    public TrackerOptions withProxies(TrustedProxies trusted) {
        return new TrackerOptions(openToAnyGroup, publicHost, turn, limits, timing, trusted, addressLimits, webTorrent);
    }

    /** The same with other limits of an address. */
    public TrackerOptions withAddressLimits(AddressLimits other) {
        return new TrackerOptions(openToAnyGroup, publicHost, turn, limits, timing, proxies, other, webTorrent);
    }

    /** The same, which speaks the WebTorrent dialect, too, or does not. */
    public TrackerOptions withWebTorrent(@Nullable WebTorrentOptions spoken) {
        return new TrackerOptions(openToAnyGroup, publicHost, turn, limits, timing, proxies, addressLimits, spoken);
    }

    /** The same with TURN servers. */
    public TrackerOptions withTurn(@Nullable TurnServers servers) {
        return new TrackerOptions(
                openToAnyGroup, publicHost, servers, limits, timing, proxies, addressLimits, webTorrent);
    }

    /** A tracker on its own: any group's name is welcome. */
    public static TrackerOptions standalone(@Nullable String publicHost) {
        return new TrackerOptions(true, publicHost, TrackerLimits.DEFAULT, TrackerTiming.DEFAULT);
    }

    /** A tracker inside a gateway: only the groups that the gateway opened. */
    public static TrackerOptions embedded(@Nullable String publicHost) {
        return new TrackerOptions(false, publicHost, TrackerLimits.DEFAULT, TrackerTiming.DEFAULT);
    }
}
