package org.bittube.gateway.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bittube.gateway.rtmp.server.RtmpPort;
import org.bittube.gateway.tls.TlsException;
import org.bittube.gateway.tls.TlsFiles;
import org.jspecify.annotations.Nullable;

/** The ports for encoders and players, as the settings want them. */
final class RtmpPorts {
    private RtmpPorts() {}

    /** Those that are not turned off. */
    static List<RtmpPort> of(Settings settings) {
        List<RtmpPort> ports = new ArrayList<>();
        int plain = settings.get(GatewaySettings.RTMP_PORT);
        if (plain != 0) {
            ports.add(new RtmpPort(plain, null, cause -> Listening.rtmpFailure(settings, cause)));
        }
        int secure = settings.get(GatewaySettings.RTMPS_PORT);
        TlsFiles tls = tls(settings);
        if (secure != 0 && tls != null) {
            ports.add(new RtmpPort(secure, tls, cause -> Listening.rtmpsFailure(settings, cause)));
        }
        return ports;
    }

    /** Whether players get streams there, too. */
    static boolean playing(Settings settings) {
        return settings.get(GatewaySettings.RTMP_PLAY).equals("on");
    }

    /** Fails with {@link StartupFailure} when certificate and key cannot be used, which nobody should learn from an encoder. */
    static Future<Void> check(Vertx vertx, Settings settings) {
        return vertx.executeBlocking(() -> {
            TlsFiles tls = tls(settings);
            if (tls != null) {
                try {
                    tls.read(vertx);
                } catch (TlsException e) {
                    throw new StartupFailure(String.valueOf(e.getMessage()), e);
                }
            }
            return null;
        });
    }

    private static @Nullable TlsFiles tls(Settings settings) {
        Path certificate = settings.get(GatewaySettings.TLS_CERTIFICATE);
        Path key = settings.get(GatewaySettings.TLS_KEY);
        boolean hasCertificate = !certificate.toString().isEmpty();
        boolean hasKey = !key.toString().isEmpty();
        if (hasCertificate != hasKey) {
            throw new StartupFailure("tls-certificate and tls-key belong together: give both, or neither.");
        }
        return hasCertificate ? new TlsFiles(certificate, key) : null;
    }
}
