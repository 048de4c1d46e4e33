package org.bittube.gateway.app;

import java.util.Comparator;

/** Finds the key that somebody probably meant. */
final class NearestKey {

    private NearestKey() {}

    /** The known key with the fewest letters to change, add or remove. */
    static String to(String key) {
        return GatewaySettings.ALL.stream()
                .map(Setting::key)
                .min(Comparator.comparingInt(known -> distance(key, known)))
                .orElseThrow();
    }

    /** Levenshtein distance, row by row. Long keys are cut: what is that long is near to nothing. */
    private static int distance(String typed, String known) {
        String cut = typed.length() > 64 ? typed.substring(0, 64) : typed;
        int[] row = new int[known.length() + 1];
        for (int i = 0; i < row.length; i++) {
            row[i] = i;
        }
        for (int i = 1; i <= cut.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= known.length(); j++) {
                int replaced = diagonal + (cut.charAt(i - 1) == known.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[known.length()];
    }
}
