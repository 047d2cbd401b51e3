import io.aiprism.document.Block;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Span;
import io.aiprism.document.Story;
import io.aiprism.docx.AnnotationResult;
import io.aiprism.docx.Anchoring;
import io.aiprism.docx.DocxAnnotator;
import io.aiprism.docx.DocxComment;
import io.aiprism.docx.DocxReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Writes copies of Word documents with comments at words chosen by chance, the same ones in every run.
 *
 * <p>Arguments: the folder for the copies, then the documents. Prints a line "comment" for each that stands at its words: the
 * document's number, what the comment says, the text of its paragraph in base 64, where in that it begins and ends in code points,
 * and whether that is more than was asked for. Prints a line "refused" for each document that is not read, and "moved", with the
 * words, for each comment that stands elsewhere. Any error that has no type ends it.
 */
public final class Annotate {
    private static final int COMMENTS = 4;
    private static final int LONGEST_QUOTE = 60;

    private Annotate() {}

    /** Copies, one after the other. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        for (int i = 1; i < args.length; i++) {
            annotate(i, Path.of(args[i]), folder);
        }
    }

    private static void annotate(int number, Path file, Path folder) throws IOException {
        DocumentSource source = DocumentSource.of(file);
        long start = System.nanoTime();
        try {
            Document document = new DocxReader().read(source, ReadOptions.DEFAULT);
            long millis = (System.nanoTime() - start) / 1_000_000;
            List<DocxComment> comments = comments(document, number);
            AnnotationResult result =
                    new DocxAnnotator().annotate(source, comments, folder.resolve(number + suffix(file)));
            System.out.println("read\t%d\t%d".formatted(number, millis));
            for (Anchoring anchoring : result.anchorings()) {
                DocxComment comment = anchoring.comment();
                String said = comment.paragraphs().getFirst();
                if (anchoring instanceof Anchoring.Anchored anchored) {
                    Span covered = anchored.covered();
                    String text = document.block(covered.startBlock()).orElseThrow().text();
                    System.out.println("comment\t%d\t%s\t%s\t%d\t%d\t%b"
                            .formatted(
                                    number,
                                    said,
                                    encoded(text),
                                    text.codePointCount(0, covered.startOffset()),
                                    text.codePointCount(0, covered.endOffset()),
                                    !covered.equals(comment.span())));
                } else {
                    System.out.println("moved\t%d\t%s\t%s".formatted(number, said, encoded(document.text(comment.span()))));
                }
            }
        } catch (DocumentException e) {
            System.out.println("refused\t%d\t%s".formatted(number, e.kind()));
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Validators go by it. */
    private static String suffix(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.'));
    }

    private static List<DocxComment> comments(Document document, int number) {
        List<Block> blocks = document.blocks().stream()
                .filter(block -> block.place().story() == Story.BODY && !block.place().hidden())
                .toList();
        var random = new Random(Long.parseUnsignedLong(document.hash().substring(0, 16), 16));
        List<DocxComment> comments = new ArrayList<>();
        for (int i = 0; i < COMMENTS && !blocks.isEmpty(); i++) {
            Block block = blocks.get(random.nextInt(blocks.size()));
            int length = block.text().length();
            int start = random.nextInt(length);
            int end = Math.min(length, start + 1 + random.nextInt(LONGEST_QUOTE));
            while (start > 0 && Character.isLowSurrogate(block.text().charAt(start))) {
                start--;
            }
            while (end < length && Character.isLowSurrogate(block.text().charAt(end))) {
                end++;
            }
            comments.add(new DocxComment(
                    new Span(block.id(), start, block.id(), end),
                    "Prism",
                    "P",
                    Instant.EPOCH,
                    List.of("prism-%d-%d".formatted(number, i))));
        }
        return comments;
    }
}
