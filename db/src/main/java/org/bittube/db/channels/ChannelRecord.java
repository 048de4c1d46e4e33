package org.bittube.db.channels;

import java.time.Instant;
import java.util.Arrays;

/**
 * A channel as it is stored.
 *
 * @param name the channel's name, which is the name of its group too
 * @param sourceJson where its stream comes from, as the API took it
 * @param running whether it is to be started with the gateway
 * @param recorded whether it is to be recorded while it runs
 * @param policyJson who may watch it, as the gateway wrote it; empty: everybody. May hold a secret; not in {@link #toString}
 * @param publicKey Ed25519 public key, 32 bytes
 * @param privateKey Ed25519 private key in PKCS#8; never logged, not in {@link #toString}
 * @param about what viewers read of it
 * @param created when it was made, with the precision of a millisecond
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out; equality is by content
public record ChannelRecord(
        String name,
        String sourceJson,
        boolean running,
        boolean recorded,
        String policyJson,
        byte[] publicKey,
        byte[] privateKey,
        ChannelAbout about,
        Instant created) {

    public ChannelRecord {
        if (name.isEmpty() || name.length() > 128) {
            throw new IllegalArgumentException("a channel's name has 1 to 128 characters");
        }
        if (sourceJson.length() > 8192) {
            throw new IllegalArgumentException("a channel's source has at most 8192 characters");
        }
        if (policyJson.length() > 32_768) {
            throw new IllegalArgumentException("a channel's policy has at most 32768 characters");
        }
        publicKey = publicKey.clone();
        privateKey = privateKey.clone();
        created = Instant.ofEpochMilli(created.toEpochMilli());
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public byte[] privateKey() {
        return privateKey.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelRecord that
                && name.equals(that.name)
                && sourceJson.equals(that.sourceJson)
                && running == that.running
                && recorded == that.recorded
                && policyJson.equals(that.policyJson)
                && Arrays.equals(publicKey, that.publicKey)
                && Arrays.equals(privateKey, that.privateKey)
                && about.equals(that.about)
                && created.equals(that.created);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Without the keys, the source, whose URL may carry a password, and the policy, which may hold a secret. */
    @Override
    public String toString() {
        return "ChannelRecord[name=" + name + ", running=" + running + ", recorded=" + recorded + ", created=" + created
                + "]";
    }
}
