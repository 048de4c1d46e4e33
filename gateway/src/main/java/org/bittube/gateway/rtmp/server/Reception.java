package org.bittube.gateway.rtmp.server;

import org.bittube.gateway.source.Admission;
import org.bittube.gateway.source.Publisher;
import org.jspecify.annotations.Nullable;

/** Decides for one address who may publish and who may play. */
interface Reception {
    Admission admit(String channel, String key, Publisher publisher);

    /** As {@link org.bittube.gateway.swarm.ViewerAddress} tells them apart. */
    String address();

    /** Null: nobody. */
    @Nullable
    PlayDesk plays();
}
