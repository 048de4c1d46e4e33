package org.bittube.gateway.app;

import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.net.SocketException;
import java.util.Locale;

/** How ports are opened, and what is said when that fails. */
final class Listening {

    /** Longest WebSocket message that any part takes; the feed and the tracker have smaller bounds of their own. */
    private static final int MOST_MESSAGE_BYTES = 64 * 1024;

    private static final int MOST_HEADER_BYTES = 16 * 1024;
    private static final int MOST_LINE_BYTES = 4 * 1024;

    /**
     * A connection over which nothing goes in either direction. Sockets of the tracker are pinged and streams flow, so
     * this ends only connections that were forgotten.
     */
    private static final int IDLE_SECONDS = 180;

    /**
     * What the kernel takes of a connection before its reader counts as slow. Left to itself it takes megabytes, which at 1 Mbit/s are half a minute that nobody sees.
     */
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    private Listening() {}

    static HttpServerOptions http(Settings settings) {
        return new HttpServerOptions()
                .setHost(settings.get(GatewaySettings.HTTP_HOST))
                .setPort(settings.get(GatewaySettings.HTTP_PORT))
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setAcceptBacklog(1024)
                .setHttp2ClearTextEnabled(false)
                // Media do not shrink, and a compressor for each socket costs more memory than the socket.
                .setCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(MOST_MESSAGE_BYTES)
                .setMaxWebSocketMessageSize(MOST_MESSAGE_BYTES)
                .setMaxHeaderSize(MOST_HEADER_BYTES)
                .setMaxInitialLineLength(MOST_LINE_BYTES)
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setIdleTimeout(IDLE_SECONDS);
    }

    static StartupFailure httpFailure(Settings settings, Throwable cause) {
        int port = settings.get(GatewaySettings.HTTP_PORT);
        return failure("TCP port " + port, "--http-port", settings.get(GatewaySettings.HTTP_HOST), cause);
    }

    static StartupFailure stunFailure(Settings settings, Throwable cause) {
        return failure(settings, "UDP or TCP", GatewaySettings.STUN_PORT, "STUN", cause);
    }

    static StartupFailure rtmpFailure(Settings settings, Throwable cause) {
        return failure(settings, "TCP", GatewaySettings.RTMP_PORT, "RTMP", cause);
    }

    static StartupFailure rtmpsFailure(Settings settings, Throwable cause) {
        return failure(settings, "TCP", GatewaySettings.RTMPS_PORT, "RTMPS", cause);
    }

    /** Of a port that can be turned off. */
    private static StartupFailure failure(
            Settings settings, String transport, Setting<Integer> port, String what, Throwable cause) {
        return failure(
                transport + " port " + settings.get(port) + " (" + what + ")",
                port.option() + " (0 turns " + what + " off)",
                settings.get(GatewaySettings.HTTP_HOST),
                cause);
    }

    private static StartupFailure failure(String port, String option, String host, Throwable cause) {
        String reason = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (reason.contains("in use")) {
            return new StartupFailure(
                    port + " is in use: stop the program that uses it, or choose another one with " + option + ".",
                    cause);
        }
        if (reason.contains("permission denied")) {
            return new StartupFailure(port + " needs more rights: choose one from 1024 on with " + option + ".", cause);
        }
        boolean ofTheAddress = cause instanceof SocketException && !(cause instanceof BindException);
        String hint = ofTheAddress || reason.contains("assign") || reason.contains("resolve")
                ? "this machine has no address " + host + ", choose another one with --http-host."
                : cause.getMessage() + ".";
        return new StartupFailure("Cannot listen on " + port + " of " + host + ": " + hint, cause);
    }
}
