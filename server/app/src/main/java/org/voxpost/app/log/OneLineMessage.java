package org.voxpost.app.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * {@code %line} of {@code conf/logback.xml}: the message on one line. Control characters, line separators and the direction overrides of
 * Unicode are written as escapes, so that no text of a peer forges a line or moves the cursor of a terminal.
 */
public final class OneLineMessage extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return escaped(event.getFormattedMessage());
    }

    static String escaped(String message) {
        for (int i = 0; i < message.length(); i++) {
            if (isUnfit(message.charAt(i))) {
                return escapedFrom(message, i);
            }
        }
        return message;
    }

    private static String escapedFrom(String message, int first) {
        StringBuilder text = new StringBuilder(message.length() + 16).append(message, 0, first);
        for (int i = first; i < message.length(); i++) {
            char c = message.charAt(i);
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (isUnfit(c)) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.toString();
    }

    private static boolean isUnfit(char c) {
        return c < ' '
                || (c >= 0x7f && c < 0xa0)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
