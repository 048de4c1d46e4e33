package org.bittube.gateway.rtmp.server;

import org.jspecify.annotations.Nullable;

/**
 * What an encoder gives as the name of its stream: {@code {channel}?key={stream key}}; further parameters mean nothing.
 *
 * @param key empty when there is none
 */
record StreamName(String channel, String key) {
    private static final String KEY = "key=";

    static StreamName of(@Nullable String text) {
        String whole = text == null ? "" : text;
        int question = whole.indexOf('?');
        if (question < 0) {
            return new StreamName(whole, "");
        }
        for (String parameter : whole.substring(question + 1).split("&", -1)) {
            if (parameter.startsWith(KEY)) {
                return new StreamName(whole.substring(0, question), parameter.substring(KEY.length()));
            }
        }
        return new StreamName(whole.substring(0, question), "");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return channel;
    }
}
