package org.bittube.tracker.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One ICE candidate of UDP and component 1 as it travels: a letter for its type ({@code h} host, {@code s} srflx, {@code p} prflx,
 * {@code r} relay), its address or host name, its port, one space between them. The receiver puts a candidate attribute (RFC 8839
 * section 5.1) around them.
 */
public record TrickledCandidate(String candidate) implements Signal {
    private static final Pattern FORM = Pattern.compile("[hspr] [0-9A-Za-z.:-]{1,64} ([1-9][0-9]{0,4})");
    private static final int MAX_PORT = 65_535;

    public TrickledCandidate {
        check("candidate", candidate);
    }

    static void check(String field, String candidate) {
        Matcher form = FORM.matcher(candidate);
        if (!form.matches() || Integer.parseInt(form.group(1)) > MAX_PORT) {
            throw new IllegalArgumentException(field + " is a letter of h s p r, an address, and a port");
        }
    }
}
