package org.bittube.tracker.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bittube.tracker.message.CompactDescription.Kind;
import org.bittube.tracker.message.CompactDescription.Setup;

/**
 * A description as it travels (docs/protocol.md section 5): {@code offer <ufrag> <pwd> <fingerprint>[ <setup>]}, then a semicolon
 * and a candidate for each candidate. The role is named only where it is not the usual one, so a description has one spelling.
 */
final class DescriptionText {
    /** {@code answer}, the longest names, a SHA-256, {@code passive}, a space between each two. */
    private static final int LONGEST_HEAD = 6 + 1 + 256 + 1 + 256 + 1 + 43 + 1 + 7;

    /** A semicolon, the letter, the longest address and the longest port. */
    private static final int LONGEST_CANDIDATE = 1 + 1 + 1 + 64 + 1 + 5;

    private static final int LONGEST = LONGEST_HEAD + CompactDescription.MAX_CANDIDATES * LONGEST_CANDIDATE;
    private static final int WORDS_WITHOUT_SETUP = 4;
    private static final int WORDS_WITH_SETUP = 5;

    private DescriptionText() {}

    /**
     * Reads a description.
     *
     * @throws MessageException when the text is none
     * @throws IllegalArgumentException when one of its words or candidates is not what it has to be
     */
    static CompactDescription read(String text) {
        if (text.length() > LONGEST) {
            throw JsonFields.bad("description has at most " + LONGEST + " characters");
        }
        List<String> parts = Arrays.asList(text.split(";", -1));
        String[] words = parts.get(0).split(" ", -1);
        if (words.length != WORDS_WITHOUT_SETUP && words.length != WORDS_WITH_SETUP) {
            throw JsonFields.bad(
                    "description begins with type, ufrag, pwd, fingerprint, and setup where it is unusual");
        }
        Kind kind = JsonFields.constant("type", words[0], Kind.class);
        Setup setup = kind.usualSetup();
        if (words.length == WORDS_WITH_SETUP) {
            setup = JsonFields.constant("setup", words[4], Setup.class);
            if (setup == kind.usualSetup()) {
                throw JsonFields.bad("setup is not named where it is the usual one");
            }
        }
        return new CompactDescription(kind, words[1], words[2], words[3], setup, parts.subList(1, parts.size()));
    }

    static String write(CompactDescription description) {
        List<String> words = new ArrayList<>(List.of(
                JsonFields.wireName(description.kind()),
                description.ufrag(),
                description.pwd(),
                description.fingerprint()));
        if (description.setup() != description.kind().usualSetup()) {
            words.add(JsonFields.wireName(description.setup()));
        }
        List<String> parts = new ArrayList<>(List.of(String.join(" ", words)));
        parts.addAll(description.candidates());
        return String.join(";", parts);
    }
}
