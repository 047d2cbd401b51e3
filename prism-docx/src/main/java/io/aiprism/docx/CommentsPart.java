package io.aiprism.docx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes comments as a part of their own, or to the end of an existing one.
 *
 * @param namespace of the document, Transitional or Strict
 * @param textStyle id of the style for the text of comments, if the document has it
 * @param referenceStyle id of the style for reference marks, if the document has it
 */
record CommentsPart(String namespace, Optional<String> textStyle, Optional<String> referenceStyle) {
    static final String CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

    private static final String HEADER = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    void create(List<Map.Entry<Integer, DocxComment>> comments, OutputStream target) throws IOException {
        String content =
                HEADER + "<w:comments xmlns:w=\"" + namespace + "\">" + elements(comments, "") + "</w:comments>";
        target.write(content.getBytes(StandardCharsets.UTF_8));
    }

    void extend(WordPackage word, String part, List<Map.Entry<Integer, DocxComment>> comments, OutputStream target)
            throws IOException {
        String declaration = " xmlns:w=\"" + namespace + "\"";
        RootAppender.copy(word, part, target, prefix -> elements(comments, prefix.equals("w") ? "" : declaration));
    }

    private String elements(List<Map.Entry<Integer, DocxComment>> comments, String declaration) {
        var result = new StringBuilder();
        for (Map.Entry<Integer, DocxComment> entry : comments) {
            DocxComment comment = entry.getValue();
            result.append("<w:comment%s w:id=\"%d\" w:author=\"%s\" w:date=\"%s\" w:initials=\"%s\">"
                    .formatted(
                            declaration,
                            entry.getKey(),
                            Markup.escaped(comment.author()),
                            comment.date().truncatedTo(ChronoUnit.SECONDS),
                            Markup.escaped(comment.initials())));
            for (int i = 0; i < comment.paragraphs().size(); i++) {
                paragraph(comment.paragraphs().get(i), i == 0, result);
            }
            result.append("</w:comment>");
        }
        return result.toString();
    }

    private void paragraph(String text, boolean first, StringBuilder result) {
        result.append("<w:p>");
        textStyle.ifPresent(style -> result.append("<w:pPr><w:pStyle w:val=\"")
                .append(Markup.escaped(style))
                .append("\"/></w:pPr>"));
        if (first) {
            result.append("<w:r>");
            referenceStyle.ifPresent(style -> result.append("<w:rPr><w:rStyle w:val=\"")
                    .append(Markup.escaped(style))
                    .append("\"/></w:rPr>"));
            result.append("<w:annotationRef/></w:r>");
        }
        result.append("<w:r>").append(Markup.text("w", "t", text)).append("</w:r></w:p>");
    }
}
