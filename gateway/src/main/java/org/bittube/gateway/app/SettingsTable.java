package org.bittube.gateway.app;

/** The table of settings in the README, as Markdown. */
final class SettingsTable {

    private SettingsTable() {}

    /** One line a setting, each line ended by a line feed. */
    static String markdown() {
        StringBuilder table = new StringBuilder("| key | default | meaning |\n|---|---|---|\n");
        for (Setting<?> setting : GatewaySettings.ALL) {
            String shown = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
            table.append("| `").append(setting.key()).append("` | ").append(shown);
            table.append(shown.isEmpty() ? "| " : " | ")
                    .append(setting.meaning())
                    .append(" |\n");
        }
        return table.toString();
    }
}
