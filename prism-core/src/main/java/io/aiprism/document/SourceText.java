package io.aiprism.document;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A source that is text as a whole, decoded. For readers of such formats.
 *
 * @param text without byte order mark
 * @param hash SHA-256 of the bytes, in hexadecimal
 */
public record SourceText(String text, String hash) {
    public SourceText {
        requireNonNull(text, "text");
        requireNonNull(hash, "hash");
    }

    /**
     * Reads a source to its end. It must be UTF-8, or UTF-16 with a byte order mark.
     *
     * @param limits {@code maxBytes} and {@code maxCharacters} are held
     * @throws DocumentException {@code DAMAGED} if it is no such text, {@code LIMIT_EXCEEDED} if it is over a limit
     * @throws IOException if the source itself fails
     */
    public static SourceText read(DocumentSource source, DocumentLimits limits) throws IOException {
        byte[] bytes = source.bytes(limits);
        String text = decode(source.name(), bytes);
        if (text.length() > limits.maxCharacters()) {
            throw new DocumentException(
                    DocumentException.Kind.LIMIT_EXCEEDED,
                    "%s has more characters than the limit of %,d (maxCharacters)"
                            .formatted(source.name(), limits.maxCharacters()));
        }
        return new SourceText(text, ContentHash.of(bytes));
    }

    private static String decode(String name, byte[] bytes) throws DocumentException {
        Charset charset = StandardCharsets.UTF_8;
        int skip = 0;
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            skip = 3;
        } else if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16;
        }
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, skip, bytes.length - skip))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DocumentException(
                    DocumentException.Kind.DAMAGED,
                    "%s is not %s text; save it as UTF-8 and try again".formatted(name, charset.name()),
                    e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
