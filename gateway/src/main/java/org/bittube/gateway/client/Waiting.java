package org.bittube.gateway.client;

/** Lets time pass between two attempts. */
@FunctionalInterface
public interface Waiting {
    /** Comes back after so many milliseconds. */
    void millis(long millis) throws InterruptedException;
}
