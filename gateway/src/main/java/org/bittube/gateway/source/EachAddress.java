package org.bittube.gateway.source;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;

/** Tries the addresses of a host one after the other, for localhost may be ::1 where the server listens on 127.0.0.1 only. */
final class EachAddress {
    private static final int MOST = 4;

    private EachAddress() {}

    /** The first success, or the last failure. */
    static <T> Future<T> until(List<InetAddress> addresses, Function<InetAddress, Future<T>> attempt) {
        return from(0, addresses.subList(0, Math.min(MOST, addresses.size())), attempt);
    }

    private static <T> Future<T> from(
            int index, List<InetAddress> addresses, Function<InetAddress, Future<T>> attempt) {
        Future<T> one = attempt.apply(addresses.get(index));
        return index + 1 == addresses.size() ? one : one.recover(trouble -> from(index + 1, addresses, attempt));
    }
}
