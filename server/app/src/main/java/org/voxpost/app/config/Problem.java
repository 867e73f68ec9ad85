package org.voxpost.app.config;

/**
 * One fault of a configuration, in the words an operator needs to mend it.
 *
 * @param source the file, or the command line option that set the key
 * @param line one-based; 0 where lines mean nothing
 * @param key the dotted path of the key; empty where the document as a whole is at fault
 * @param fault what is wrong
 * @param allowed what would be right; empty where the fault already says it
 */
public record Problem(String source, int line, String key, String fault, String allowed) {
    /** {@code file:line: key: what is wrong; allowed: …}, on one line whatever the file holds. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(source);
        if (line > 0) {
            text.append(':').append(line);
        }
        text.append(": ");
        if (!key.isEmpty()) {
            text.append(key).append(": ");
        }
        text.append(fault);
        if (!allowed.isEmpty()) {
            text.append("; allowed: ").append(allowed);
        }
        return text.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
