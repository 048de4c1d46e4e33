package org.bittube.tracker.access;

import java.util.Optional;

/**
 * Who asks for something of a group.
 *
 * @param group the group's name
 * @param token what it brought
 * @param origin the page's, where another site's page asks
 * @param network equal for those who come from the same public address
 */
public record Visitor(String group, Optional<String> token, Optional<String> origin, String network) {
    /** Without token and address: neither must reach a log. */
    @Override
    public String toString() {
        return "Visitor[group=" + group + ", origin=" + origin.orElse("") + "]";
    }
}
