package org.bittube.gateway.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.bittube.db.Database;
import org.bittube.db.DatabaseException;
import org.bittube.db.channels.ChannelStore;
import org.bittube.db.settings.SettingStore;
import org.bittube.gateway.api.AdminToken;

/**
 * What lies in the data folder, opened. Every method blocks.
 *
 * @param token what the operator's requests are compared with
 * @param newToken the text of the token when it was made just now: the only chance to show it
 */
record Stores(Database database, ChannelStore channels, AdminToken token, Optional<String> newToken) {

    private static final String TOKEN_HASH = "admin-token-sha256";
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
        ChannelStore channels = new ChannelStore(database);
        if (!given.isEmpty()) {
            AdminToken token = AdminToken.ofText(given);
            values.put(TOKEN_HASH, token.hashText());
            return new Stores(database, channels, token, Optional.empty());
        }
        Optional<String> hash = values.get(TOKEN_HASH);
        if (hash.isPresent() && !demo) {
            return new Stores(database, channels, AdminToken.ofHash(hash.get()), Optional.empty());
        }
        String text = AdminToken.newText(random::nextBytes);
        AdminToken token = AdminToken.ofText(text);
        if (!demo) {
            values.put(TOKEN_HASH, token.hashText());
        }
        return new Stores(database, channels, token, Optional.of(text));
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
