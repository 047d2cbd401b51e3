package io.aiprism.report;

import io.aiprism.document.Document;
import io.aiprism.document.Sketch;
import io.aiprism.finding.Finding;
import java.util.List;

/** A review in which every text tries to be markup. */
final class Hostile {
    static final String SCRIPT = "</script><script>alert('1')</script>";
    static final String IMAGE = "\"><img src=x onerror=alert(2)>";
    static final String STYLE = "</style><style>*{display:none}";
    static final String LINK = "[click](javascript:alert(3)) <https://evil.example> www.evil.example @everyone #1";
    static final String TABLE = "a | b `code` **bold** ~~gone~~ <!-- ${{place}} {{style}} $1 & \\| \\";
    static final String CONTROLS = "nul \u0000 bell \u0007 half \ud800 bidi \u202e";

    private Hostile() {}

    static Report report() {
        Document sketch = Sketch.of(
                "# " + SCRIPT, "Said: " + IMAGE + " and " + LINK, "` " + TABLE, "# " + STYLE, "- " + CONTROLS);
        var document = new Document(SCRIPT + IMAGE, LINK, "5eed".repeat(16), sketch.blocks(), sketch.sections());
        return Reviewed.report(
                document,
                finding(document, SCRIPT),
                finding(document, IMAGE),
                finding(document, TABLE),
                finding(document, CONTROLS));
    }

    private static Finding finding(Document document, String words) {
        return Reviewed.about(document, words)
                .category(IMAGE)
                .title(TABLE)
                .description(SCRIPT + STYLE)
                .replacement(LINK)
                .questions(List.of(IMAGE, LINK))
                .checkpoints(List.of(SCRIPT))
                .build();
    }
}
