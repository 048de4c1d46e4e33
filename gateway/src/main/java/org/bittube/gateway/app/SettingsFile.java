package org.bittube.gateway.app;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code bittube.yaml}: flat, one key a setting, a text or a number or a list of texts as its value. */
final class SettingsFile {

    private static final long MOST_BYTES = 65_536;

    private final Path file;

    SettingsFile(Path file) {
        this.file = file;
    }

    /**
     * The values by key. A key without a value counts as not given.
     *
     * @throws StartupFailure with the line, when the file cannot be read, is no flat YAML or names an unknown key
     */
    Map<String, Settings.Given> read() {
        Map<String, Settings.Given> given = new HashMap<>();
        try (JsonParser yaml = new YAMLFactory().createParser(text())) {
            JsonToken first = yaml.nextToken();
            if (first == null) {
                return given;
            }
            if (first != JsonToken.START_OBJECT) {
                throw wrong(yaml, "expected lines like \"http-port: 8080\"");
            }
            while (yaml.nextToken() == JsonToken.FIELD_NAME) {
                readEntry(yaml, given);
            }
            if (yaml.nextToken() != null) {
                throw wrong(yaml, "expected one YAML document only");
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new StartupFailure(origin(line) + ": this is not valid YAML: " + e.getOriginalMessage(), e);
        } catch (NoSuchFileException e) {
            throw new StartupFailure(file + " does not exist: correct --config or leave it out", e);
        } catch (MalformedInputException e) {
            throw new StartupFailure(file + " is not a text in UTF-8: save it as UTF-8", e);
        } catch (IOException e) {
            throw new StartupFailure(file + " cannot be read: check that it is a file and who may read it", e);
        }
        return given;
    }

    private String text() throws IOException {
        if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
            throw new StartupFailure(file + " is larger than " + MOST_BYTES + " bytes: is it a settings file?");
        }
        return Files.readString(file);
    }

    private void readEntry(JsonParser yaml, Map<String, Settings.Given> given) throws IOException {
        String key = yaml.currentName();
        String origin = origin(yaml.currentLocation().getLineNr());
        int keyLine = yaml.currentTokenLocation().getLineNr();
        if (GatewaySettings.ALL.stream().noneMatch(setting -> setting.key().equals(key))) {
            throw new StartupFailure(origin(keyLine) + ": unknown key \"" + key + "\", the nearest known one is \""
                    + NearestKey.to(key) + "\"");
        }
        String value = value(yaml, key);
        if (value != null && given.put(key, new Settings.Given(value, origin)) != null) {
            throw new StartupFailure(origin + ": " + key + " is given twice, remove one of them");
        }
    }

    private @Nullable String value(JsonParser yaml, String key) throws IOException {
        JsonToken token = yaml.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token.isScalarValue()) {
            return yaml.getText();
        }
        if (token != JsonToken.START_ARRAY) {
            throw wrong(yaml, key + " must be one value, not a block of keys");
        }
        StringBuilder items = new StringBuilder();
        for (JsonToken item = yaml.nextToken(); item != JsonToken.END_ARRAY; item = yaml.nextToken()) {
            if (!item.isScalarValue() || yaml.getText().contains(",")) {
                throw wrong(yaml, key + " must be a list of plain texts without commas");
            }
            items.append(items.isEmpty() ? "" : ",").append(yaml.getText());
        }
        return items.toString();
    }

    private StartupFailure wrong(JsonParser yaml, String message) {
        return new StartupFailure(origin(yaml.currentTokenLocation().getLineNr()) + ": " + message);
    }

    private String origin(int line) {
        return file.getFileName() + ", line " + line;
    }
}
