package org.bittube.gateway.swarm;

import io.vertx.core.json.JsonArray;
import org.bittube.gateway.packet.PacketHeader;

/**
 * A set of substreams, 0 … 7.
 *
 * @param mask bit i set: substream i is in the set
 */
record Substreams(int mask) {
    static final Substreams NONE = new Substreams(0);
    static final Substreams ALL = new Substreams((1 << PacketHeader.SUBSTREAMS) - 1);

    Substreams {
        if (mask < 0 || mask >= 1 << PacketHeader.SUBSTREAMS) {
            throw new IllegalArgumentException("no set of substreams: " + mask);
        }
    }

    static Substreams of(int... substreams) {
        Substreams set = NONE;
        for (int substream : substreams) {
            set = set.with(substream);
        }
        return set;
    }

    boolean contains(int substream) {
        return (mask & 1 << substream) != 0;
    }

    boolean isEmpty() {
        return mask == 0;
    }

    int count() {
        return Integer.bitCount(mask);
    }

    Substreams with(int substream) {
        return new Substreams(mask | 1 << substream);
    }

    Substreams and(Substreams others) {
        return new Substreams(mask | others.mask);
    }

    Substreams without(Substreams others) {
        return new Substreams(mask & ~others.mask);
    }

    Substreams within(Substreams others) {
        return new Substreams(mask & others.mask);
    }

    JsonArray toJson() {
        JsonArray json = new JsonArray();
        for (int substream = 0; substream < PacketHeader.SUBSTREAMS; substream++) {
            if (contains(substream)) {
                json.add(substream);
            }
        }
        return json;
    }
}
