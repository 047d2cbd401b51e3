package io.aiprism.docx;

import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentException.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The errors with which a document is refused. */
final class Refusal {
    private Refusal() {}

    static DocumentException overLimit(String document, String what, String limit, long value) {
        return new DocumentException(
                Kind.LIMIT_EXCEEDED,
                String.format(Locale.ROOT, "%s has %s than the limit of %,d (%s)", document, what, value, limit));
    }

    static DocumentException damaged(String document, String problem, @Nullable Throwable cause) {
        return new DocumentException(Kind.DAMAGED, document + " is damaged: " + problem, cause);
    }

    static DocumentException notWord(String document, String whatItIs) {
        return new DocumentException(
                Kind.UNKNOWN_FORMAT, "%s is not a Word document: %s".formatted(document, whatItIs));
    }
}
