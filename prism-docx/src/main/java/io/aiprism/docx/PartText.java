package io.aiprism.docx;

import io.aiprism.document.DocumentException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an XML part, decoded so that it can be written again in the same encoding.
 *
 * @param reader gives the whole part, a byte order mark included
 * @param charset of the part
 */
record PartText(Reader reader, Charset charset) {
    private static final int HEAD = 256;
    private static final Pattern ENCODING = Pattern.compile("<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)");

    static PartText open(Container container, String part) throws IOException {
        var stream = new PushbackInputStream(container.open(part), HEAD);
        byte[] head = new byte[HEAD];
        int length = stream.readNBytes(head, 0, HEAD);
        stream.unread(head, 0, length);
        Charset charset = charset(container.document(), part, Arrays.copyOf(head, length));
        return new PartText(
                new InputStreamReader(
                        stream,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                charset);
    }

    private static Charset charset(String document, String part, byte[] head) throws DocumentException {
        if (head.length >= 2) {
            int first = ((head[0] & 0xFF) << 8) | (head[1] & 0xFF);
            if (first == 0xFEFF || first == '<') {
                return StandardCharsets.UTF_16BE;
            }
            if (first == 0xFFFE || first == '<' << 8) {
                return StandardCharsets.UTF_16LE;
            }
        }
        Matcher declared = ENCODING.matcher(new String(head, StandardCharsets.ISO_8859_1));
        if (!declared.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalArgumentException e) {
            throw Refusal.damaged(document, "%s is in the unknown encoding %s".formatted(part, declared.group(1)), e);
        }
    }
}
