package org.bittube.gateway.stream;

/** A subscriber's place at a {@link LiveStream}. */
@FunctionalInterface
public interface Subscription {
    /** Nothing is delivered any more, not even of a delivery that is under way. May be called twice. */
    void cancel();
}
