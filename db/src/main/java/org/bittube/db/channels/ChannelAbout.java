package org.bittube.db.channels;

/**
 * What viewers read of a channel.
 *
 * @param title what people call it; empty: by its name
 * @param description of what it shows; may be empty
 * @param listed whether it stands in the list that everybody sees
 */
public record ChannelAbout(String title, String description, boolean listed) {
    /** The longest title, in characters. */
    public static final int LONGEST_TITLE = 255;

    /** The longest description, in characters. */
    public static final int LONGEST_DESCRIPTION = 4_096;

    /** Of a channel of which nothing was said. */
    public static final ChannelAbout NOTHING = new ChannelAbout("", "", true);

    public ChannelAbout {
        if (title.length() > LONGEST_TITLE || description.length() > LONGEST_DESCRIPTION) {
            throw new IllegalArgumentException("a channel's title or description is too long");
        }
    }
}
