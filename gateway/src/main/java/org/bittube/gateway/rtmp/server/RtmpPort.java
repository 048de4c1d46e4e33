package org.bittube.gateway.rtmp.server;

import java.util.function.Function;
import org.bittube.gateway.tls.TlsFiles;
import org.jspecify.annotations.Nullable;

/**
 * A port that encoders come to.
 *
 * @param number TCP
 * @param tls for RTMPS; null: plain RTMP
 * @param words turns the failure to listen into one that an operator understands
 */
public record RtmpPort(int number, @Nullable TlsFiles tls, Function<Throwable, Throwable> words) {
    String protocol() {
        return tls == null ? "rtmp" : "rtmps";
    }
}
