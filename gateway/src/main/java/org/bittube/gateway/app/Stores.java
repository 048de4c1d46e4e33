package org.bittube.gateway.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.bittube.db.Database;
import org.bittube.db.DatabaseException;
import org.bittube.db.channels.ChannelStore;
import org.bittube.db.figures.FigureStore;
import org.bittube.db.log.LogStore;
import org.bittube.db.objects.ObjectStore;
import org.bittube.db.recordings.RecordingStore;
import org.bittube.db.settings.SettingStore;
import org.bittube.gateway.packet.StreamKeys;
import org.bittube.gateway.secret.Secret;

/**
 * What lies in the data folder, opened. Every method blocks.
 *
 * @param libraryKeys sign the descriptors of all objects; made once
 * @param token what the operator's requests are compared with
 * @param newToken the text of the token when it was made just now: the only chance to show it
 */
record Stores(
        Database database,
        ChannelStore channels,
        RecordingStore recordings,
        ObjectStore objects,
        FigureStore figures,
        LogStore log,
        SettingStore settings,
        StreamKeys libraryKeys,
        Secret token,
        Optional<String> newToken) {

    private static final String TOKEN_HASH = "admin-token-sha256";
    /** Public and private key, hexadecimal, in one value, so that there is never one without the other. */
    private static final String LIBRARY_KEYS = "library-keys";

    private static final String CLIP = "/demo/demo.flv";

    /**
     * Opens or makes the data folder.
     *
     * @param demo also puts the demo's clip into the media folder, and makes an admin token for this run only
     * @throws StartupFailure when that is not possible
     */
    static Stores open(Settings settings, boolean demo, SecureRandom random) {
        Database database;
        try {
            database = Database.open(settings.get(GatewaySettings.DATA_DIR));
        } catch (DatabaseException e) {
            throw new StartupFailure(String.valueOf(e.getMessage()), e);
        }
        try {
            prepareMedia(settings.ownMediaFolder(), demo);
            return withToken(database, settings.get(GatewaySettings.ADMIN_TOKEN), demo, random);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Stores withToken(Database database, String given, boolean demo, SecureRandom random) {
        SettingStore values = new SettingStore(database);
        if (!given.isEmpty()) {
            Secret token = Secret.ofText(given);
            values.put(TOKEN_HASH, token.hashText());
            return stores(database, random, token, Optional.empty());
        }
        Optional<String> hash = values.get(TOKEN_HASH);
        if (hash.isPresent() && !demo) {
            return stores(database, random, new Secret(hash.get()), Optional.empty());
        }
        String text = Secret.newText(random::nextBytes);
        Secret token = Secret.ofText(text);
        if (!demo) {
            values.put(TOKEN_HASH, token.hashText());
        }
        return stores(database, random, token, Optional.of(text));
    }

    private static Stores stores(Database database, SecureRandom random, Secret token, Optional<String> newToken) {
        StreamKeys keys = libraryKeys(new SettingStore(database), random);
        return new Stores(
                database,
                new ChannelStore(database),
                new RecordingStore(database),
                new ObjectStore(database),
                new FigureStore(database),
                new LogStore(database),
                new SettingStore(database),
                keys,
                token,
                newToken);
    }

    private static StreamKeys libraryKeys(SettingStore values, SecureRandom random) {
        Optional<String> kept = values.get(LIBRARY_KEYS);
        if (kept.isPresent()) {
            String[] parts = kept.get().split(" ", 2);
            HexFormat hex = HexFormat.of();
            return StreamKeys.of(hex.parseHex(parts[0]), hex.parseHex(parts[1]));
        }
        StreamKeys made = StreamKeys.generate(random);
        values.put(
                LIBRARY_KEYS,
                HexFormat.of().formatHex(made.publicKey()) + " "
                        + HexFormat.of().formatHex(made.privateKeyPkcs8()));
        return made;
    }

    /** The clip is written anew each time, so that a newer BitTube shows its newer clip. */
    private static void prepareMedia(Path folder, boolean demo) {
        try {
            Files.createDirectories(folder);
            if (demo) {
                try (InputStream clip = Stores.class.getResourceAsStream(CLIP)) {
                    if (clip == null) {
                        throw new IllegalStateException(CLIP + " is missing from the jar");
                    }
                    byte[] bytes = clip.readAllBytes();
                    Path file = folder.resolve(Gateway.DEMO_FILE);
                    if (!Files.exists(file) || Files.size(file) != bytes.length) {
                        Files.write(file, bytes);
                    }
                }
            }
        } catch (IOException e) {
            throw new StartupFailure(
                    "Cannot write to the media folder " + folder + ": make it writable for this user, or choose"
                            + " another data folder with --data-dir.",
                    new UncheckedIOException(e));
        }
    }
}
