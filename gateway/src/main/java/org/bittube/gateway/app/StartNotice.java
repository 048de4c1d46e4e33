package org.bittube.gateway.app;

import java.util.Optional;

/** What a person reads when BitTube has started. */
final class StartNotice {

    private StartNotice() {}

    /**
     * The lines to show.
     *
     * @param port where HTTP listens
     * @param newToken the admin token, when it may be shown this once
     */
    static String text(Settings settings, int port, boolean demo, Optional<String> newToken) {
        String origin = "http://" + host(settings) + ":" + port;
        StringBuilder text = new StringBuilder("\nBitTube " + Main.version() + " is running.\n\n");
        if (demo) {
            line(text, "Watch", origin + "/watch/" + Gateway.DEMO_CHANNEL);
            line(text, "See it shared", origin + "/tester/" + Gateway.DEMO_CHANNEL);
            line(text, "FLV", origin + "/live/" + Gateway.DEMO_CHANNEL + ".flv");
        } else {
            line(text, "Pages", origin + "/");
        }
        line(text, "Console", origin + "/console");
        line(text, "API", origin + "/api/channels");
        newToken.ifPresent(token -> {
            line(text, "Admin token", token);
            line(text, "", demo ? "(of this run only)" : "(keep it: it is not shown again)");
        });
        return text.append("\n  Stop it with Ctrl-C.\n").toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("  %-13s %s%n", name, value));
    }

    private static String host(Settings settings) {
        String host = settings.get(GatewaySettings.PUBLIC_HOST);
        if (host.isEmpty()) {
            host = settings.get(GatewaySettings.HTTP_HOST);
        }
        if (host.isEmpty() || host.equals("0.0.0.0") || host.equals("::")) {
            return "localhost";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
