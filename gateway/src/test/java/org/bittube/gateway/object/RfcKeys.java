package org.bittube.gateway.object;

import java.util.HexFormat;
import org.bittube.gateway.packet.StreamKeys;

/** TEST 1 and TEST 2 of RFC 8032 §7.1: known to everybody, good for vectors only. */
public final class RfcKeys {
    static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    static final String PUBLIC_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private static final String PKCS8 = "302e020100300506032b657004220420";

    public static final StreamKeys FIRST = of(PUBLIC_KEY, SEED);
    public static final StreamKeys SECOND = of(
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");

    private RfcKeys() {}

    private static StreamKeys of(String publicKey, String seed) {
        HexFormat hex = HexFormat.of();
        return StreamKeys.of(hex.parseHex(publicKey), hex.parseHex(PKCS8 + seed));
    }
}
