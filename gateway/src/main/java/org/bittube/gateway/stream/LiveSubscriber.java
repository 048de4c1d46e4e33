package org.bittube.gateway.stream;

import org.bittube.gateway.flv.FlvTag;

/**
 * Takes what a {@link LiveStream} publishes. Called synchronously on the stream's event loop: must not block and must not
 * throw; whoever is slower than the stream puts tags into a {@link TagQueue}.
 */
public interface LiveSubscriber {
    /**
     * A run of the stream begins; a run before it, if there was one, is over.
     *
     * @param epochMillis Unix milliseconds, larger than every epoch before
     */
    void onEpoch(long epochMillis);

    /** The next tag; timestamps count from the epoch and never go back within a type. */
    void onTag(FlvTag tag);

    /** The source was interrupted before the next tag, which is a sequence header or a keyframe. */
    void onDiscontinuity();

    /** Nothing has come from the source for some time; the run goes on with the next tag, whenever that comes. */
    default void onOffline() {}

    /** The run is over; another may begin. */
    void onEnd();
}
