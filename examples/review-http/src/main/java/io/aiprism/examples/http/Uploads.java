package io.aiprism.examples.http;

import io.aiprism.document.Document;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentLimits;
import io.aiprism.document.DocumentReaders;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads documents from requests. Bounded: each by itself, and all that are being uploaded at the same time. */
final class Uploads {
    private static final int AT_ONCE = 8;
    private static final int MAX_NAME = 255;

    private final DocumentReaders readers = DocumentReaders.installed();
    private final int maxBytes;
    private final ReadOptions options;
    private final Semaphore bytes;

    Uploads(int maxBytes) {
        this.maxBytes = maxBytes;
        this.options = ReadOptions.DEFAULT.withLimits(
                new DocumentLimits(maxBytes, 8L * maxBytes, 10_000, 256, 100_000, 10_000_000));
        this.bytes = new Semaphore(Math.toIntExact(Math.min(Integer.MAX_VALUE, (long) AT_ONCE * maxBytes)), true);
    }

    Document read(Call call) throws IOException, InterruptedException {
        String name = call.parameter("name")
                .filter(text -> !text.isBlank()
                        && text.length() <= MAX_NAME
                        && text.chars().noneMatch(Character::isISOControl))
                .orElseThrow(() -> Answer.problem(
                                400,
                                "name-missing",
                                "say what the document is called, in at most %d characters: POST /documents?name=report.docx"
                                        .formatted(MAX_NAME))
                        .asException());
        long length = call.length().orElse(maxBytes);
        if (length > maxBytes) {
            throw tooLarge(name);
        }
        if (!bytes.tryAcquire((int) length, 10, TimeUnit.SECONDS)) {
            throw Answer.problem(429, "uploads-busy", "too many documents are being uploaded; try again later")
                    .header("Retry-After", "5")
                    .asException();
        }
        try {
            byte[] body = call.body().readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw tooLarge(name);
            }
            if (body.length == 0) {
                throw Answer.problem(400, "body-empty", "send the document as the body of the request")
                        .asException();
            }
            return read(DocumentSource.of(name, body));
        } finally {
            bytes.release((int) length);
        }
    }

    private Document read(DocumentSource source) throws IOException {
        Document document;
        try {
            document = readers.read(source, options);
        } catch (DocumentException e) {
            int status = switch (e.kind()) {
                case UNKNOWN_FORMAT, UNSUPPORTED -> 415;
                case ENCRYPTED, DAMAGED -> 422;
                case LIMIT_EXCEEDED -> 413;
            };
            String reason = e.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw Answer.problem(status, reason, String.valueOf(e.getMessage())).asException();
        }
        if (document.blocks().isEmpty()) {
            throw Answer.problem(422, "no-text", "%s has no text to review".formatted(source.name()))
                    .asException();
        }
        return document;
    }

    private ProblemException tooLarge(String name) {
        return Answer.problem(
                        413, "too-large", "%s has more than the %,d bytes that are accepted".formatted(name, maxBytes))
                .asException();
    }
}
