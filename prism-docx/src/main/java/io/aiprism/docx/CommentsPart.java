package io.aiprism.docx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
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

    private static final String IDS =
            " xmlns:w14=\"%s\" xmlns:mc=\"%s\" mc:Ignorable=\"w14\"".formatted(Ooxml.WORD_2010, Ooxml.COMPATIBILITY);
    private static final String HEADER = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    void create(List<NewComment> comments, OutputStream target) throws IOException {
        String content = HEADER + "<w:comments xmlns:w=\"" + namespace + "\">"
                + elements(comments, "", Optional.empty()) + "</w:comments>";
        target.write(content.getBytes(StandardCharsets.UTF_8));
    }

    void extend(WordPackage word, String part, List<NewComment> comments, OutputStream target) throws IOException {
        String declaration = " xmlns:w=\"" + namespace + "\"";
        RootAppender.copy(
                word,
                part,
                target,
                root -> elements(
                        comments,
                        root.prefix().equals("w") ? "" : declaration,
                        Optional.ofNullable(root.ignorable().get(Ooxml.WORD_2010))));
    }

    /** The comments; a prefix for the ids of their paragraphs is declared in each if there is none in the part. */
    private String elements(List<NewComment> comments, String declaration, Optional<String> prefixOfIds) {
        var result = new StringBuilder();
        for (NewComment each : comments) {
            DocxComment comment = each.comment();
            boolean declares = each.paragraphId() != 0 && prefixOfIds.isEmpty();
            result.append("<w:comment").append(declaration).append(declares ? IDS : "");
            attribute("id", Integer.toString(each.id()), result);
            attribute("author", comment.author(), result);
            attribute("date", comment.date().truncatedTo(ChronoUnit.SECONDS).toString(), result);
            attribute("initials", comment.initials(), result);
            result.append('>');
            for (int i = 0; i < comment.paragraphs().size(); i++) {
                boolean named =
                        each.paragraphId() != 0 && i == comment.paragraphs().size() - 1;
                result.append("<w:p");
                if (named) {
                    result.append(' ').append(prefixOfIds.orElse("w14")).append(":paraId=\"");
                    result.append(NewComment.hexadecimal(each.paragraphId())).append('"');
                }
                result.append('>');
                paragraph(comment.paragraphs().get(i), i == 0, result);
            }
            result.append("</w:comment>");
        }
        return result.toString();
    }

    private static void attribute(String name, String value, StringBuilder result) {
        result.append(" w:")
                .append(name)
                .append("=\"")
                .append(Markup.escaped(value))
                .append('"');
    }

    private void paragraph(String text, boolean first, StringBuilder result) {
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
