package org.voxpost.msml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds the encoding of a document in its first bytes (XML 1.0 appendix F). The declaration counts only for a body that is no
 * UTF-8, as clients declare UTF-16 and send UTF-8.
 */
final class XmlEncoding {
    private static final int DECLARATION_BYTES = 200;

    private XmlEncoding() {}

    /**
     * @throws MsmlException 400 with the line and column of the first bytes that are no text
     */
    static String decode(byte[] body) throws MsmlException {
        int first = at(body, 0) << 8 | at(body, 1);
        return switch (first) {
            case 0xFEFF -> decode(body, 2, StandardCharsets.UTF_16BE);
            case 0xFFFE -> decode(body, 2, StandardCharsets.UTF_16LE);
            case 0x003C -> decode(body, 0, StandardCharsets.UTF_16BE);
            case 0x3C00 -> decode(body, 0, StandardCharsets.UTF_16LE);
            case 0xEFBB -> decode(body, at(body, 2) == 0xBF ? 3 : 0, StandardCharsets.UTF_8);
            default -> decode(body, 0, declaresLatin1(body) ? unlessUtf8(body) : StandardCharsets.UTF_8);
        };
    }

    private static String decode(byte[] body, int from, Charset charset) throws MsmlException {
        var bytes = ByteBuffer.wrap(body, from, body.length - from);
        var text = CharBuffer.allocate(bytes.remaining() + 1);
        var decoder = charset.newDecoder();
        var result = decoder.decode(bytes, text, true);
        if (result.isError()) {
            String before = text.flip().toString();
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            int column = before.length() - before.lastIndexOf('\n');
            throw XmlTree.malformed(line, column, "bytes that are no " + charset.name());
        }
        return text.flip().toString();
    }

    private static boolean declaresLatin1(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, DECLARATION_BYTES), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        return start.startsWith("<?xml") && start.contains("iso-8859-1");
    }

    private static Charset unlessUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    private static int at(byte[] body, int index) {
        return index < body.length ? body[index] & 0xFF : 0;
    }
}
