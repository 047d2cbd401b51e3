package io.aiprism.docx;

import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells from the bytes of a file what it is, before anything is parsed. */
final class Signature {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] COMPOUND_FILE = {
        (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };

    // The names of streams in the directory of a compound file are UTF-16.
    private static final byte[] ENCRYPTED_PACKAGE = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
    private static final byte[] WORD_DOCUMENT = "WordDocument".getBytes(StandardCharsets.UTF_16LE);
    private static final byte[] WORD_FOLDER = "word/".getBytes(StandardCharsets.US_ASCII);

    private Signature() {}

    /** Whether these first bytes are surely of a Word document, whether it can be read or not. */
    static boolean isWord(byte[] head) {
        return startsWith(head, COMPOUND_FILE) || (startsWith(head, ZIP) && indexOf(head, WORD_FOLDER) >= 0);
    }

    /** Refuses what is not a zip archive, with the reason that fits. */
    static void check(String document, byte[] bytes) throws DocumentException {
        if (bytes.length == 0) {
            throw Refusal.damaged(document, "the file is empty", null);
        }
        if (startsWith(bytes, COMPOUND_FILE)) {
            if (indexOf(bytes, ENCRYPTED_PACKAGE) >= 0) {
                throw new DocumentException(
                        Kind.ENCRYPTED, document + " is protected by a password; save it without one and try again");
            }
            if (indexOf(bytes, WORD_DOCUMENT) >= 0) {
                throw new DocumentException(
                        Kind.UNSUPPORTED, document + " is a Word 97-2003 document; save it as .docx and try again");
            }
            throw Refusal.notWord(document, "it is an OLE2 compound file of another program");
        }
        if (!startsWith(bytes, ZIP)) {
            throw Refusal.notWord(document, "it is not a zip archive");
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            if (bytes[i] == wanted[0] && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
