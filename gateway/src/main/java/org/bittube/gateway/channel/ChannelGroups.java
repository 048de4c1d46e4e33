package org.bittube.gateway.channel;

import org.bittube.tracker.access.GroupPolicy;

/** The groups in which the viewers of channels meet. A channel has its group as long as it exists, running or not. */
public interface ChannelGroups {

    /**
     * From now on viewers may join the group; or it has another policy.
     *
     * @param publicKey of the channel, base64url
     */
    void open(String name, String publicKey, GroupPolicy policy);

    /** The members are told that the group is over. */
    void close(String name);

    /** How many viewers are in the group now, as far as this process knows. */
    int viewers(String name);
}
