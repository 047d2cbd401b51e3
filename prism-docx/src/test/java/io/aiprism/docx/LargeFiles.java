package io.aiprism.docx;

import static io.aiprism.docx.WordFile.paragraph;
import static io.aiprism.docx.WordFile.run;

import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import java.io.IOException;

/**
 * Reads the largest files that the limits allow, and larger ones, and prints what became of each, in a JVM whose heap is given to it.
 * With the argument {@code --time} it also prints how many milliseconds each took.
 *
 * <pre>{@code
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/cp -pl prism-docx
 * java -Xmx512m -cp "prism-docx/target/classes:prism-docx/target/test-classes:$(cat prism-docx/target/cp)" io.aiprism.docx.LargeFiles --time
 * }</pre>
 */
final class LargeFiles {
    private static final String BODY = "<w:document xmlns:w=\"" + WordFile.TRANSITIONAL + "\"><w:body>";
    private static final String END = "</w:body></w:document>";
    private static final String LINE = "Lorem ipsum dolor sit amet, consetetur sadipscing elitr. ".repeat(20);

    private LargeFiles() {}

    public static void main(String[] args) throws IOException {
        boolean timed = args.length > 0;
        read(timed, "three million runs", BODY + "<w:p>", run("ab"), 3_000_000, "</w:p>" + END);
        read(timed, "text of 300 MB", BODY + "<w:p><w:r><w:t>", LINE, 260_000, "</w:t></w:r></w:p>" + END);
        read(timed, "text of 300 MB in paragraphs", BODY, paragraph(LINE), 260_000, END);
        read(timed, "text within the limit", BODY, paragraph(LINE), 42_000, END);
        String heading = "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>" + run("Heading") + "</w:p>";
        read(timed, "250,000 headings", BODY, heading, 250_000, END);
        String commented =
                "<w:p><w:commentRangeStart w:id=\"1\"/>" + run("a") + "<w:commentRangeEnd w:id=\"1\"/></w:p>";
        read(timed, "50,000 comments", BODY, commented, 50_000, END);
        read(timed, "40 million empty runs", BODY + "<w:p>", "<w:r/>", 40_000_000, "</w:p>" + END);
    }

    private static void read(boolean timed, String name, String before, String repeated, int times, String after)
            throws IOException {
        byte[] file = HostileInputTest.bomb(before, repeated, times, after);
        long start = System.nanoTime();
        String outcome = "read";
        try {
            new DocxReader().read(DocumentSource.of(name, file), ReadOptions.DEFAULT);
        } catch (DocumentException e) {
            outcome = e.kind().toString();
        }
        System.out.println(
                name + ": " + outcome + (timed ? " in " + (System.nanoTime() - start) / 1_000_000 + " ms" : ""));
    }
}
