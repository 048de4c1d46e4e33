package org.bittube.gateway.rtmp.server;

import org.jspecify.annotations.Nullable;

/**
 * What is given as the name of a stream: {@code {channel}?key={stream key}} by an encoder, {@code {channel}?token={token}} by a player; further parameters mean
 * nothing.
 *
 * @param key empty when there is none
 * @param token empty when there is none
 */
record StreamName(String channel, String key, String token) {
    static StreamName of(@Nullable String text) {
        String whole = text == null ? "" : text;
        int question = whole.indexOf('?');
        if (question < 0) {
            return new StreamName(whole, "", "");
        }
        String[] parameters = whole.substring(question + 1).split("&", -1);
        return new StreamName(whole.substring(0, question), value(parameters, "key="), value(parameters, "token="));
    }

    private static String value(String[] parameters, String name) {
        for (String parameter : parameters) {
            if (parameter.startsWith(name)) {
                return parameter.substring(name.length());
            }
        }
        return "";
    }

    /** Without key and token. */
    @Override
    public String toString() {
        return channel;
    }
}
