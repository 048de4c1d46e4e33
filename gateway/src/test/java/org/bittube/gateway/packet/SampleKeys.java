package org.bittube.gateway.packet;

import java.security.SecureRandom;

/** One key pair for all tests that do not care which. */
public final class SampleKeys {
    public static final StreamKeys KEYS = StreamKeys.generate(new SecureRandom());

    private SampleKeys() {}
}
