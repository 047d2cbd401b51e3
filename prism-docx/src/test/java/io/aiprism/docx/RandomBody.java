package io.aiprism.docx;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes the body of a random document in which every visible word is a token of its own, {@code Q1Z}, {@code Q2Z}, …, and
 * every word that a reader must not see another one, {@code X1X}, {@code X2X}, ….
 */
final class RandomBody {
    private final Random random;
    private final List<String> seen = new ArrayList<>();
    private int unseen;
    private int annotations;

    RandomBody(long seed) {
        this.random = new Random(seed);
    }

    /** All tokens that a reader must see, in the order written. */
    List<String> seen() {
        return seen;
    }

    String body() {
        return blocks(0) + "<w:sectPr/>";
    }

    private String blocks(int depth) {
        var xml = new StringBuilder();
        int count = 1 + random.nextInt(depth == 0 ? 8 : 3);
        for (int i = 0; i < count; i++) {
            xml.append(block(depth));
        }
        return xml.append(paragraph(depth)).toString();
    }

    private String block(int depth) {
        if (depth > 3) {
            return paragraph(depth);
        }
        return switch (random.nextInt(9)) {
            case 0 -> table(depth + 1);
            case 1 ->
                "<w:sdt><w:sdtPr><w:tag w:val=\"X\"/></w:sdtPr><w:sdtContent>" + blocks(depth + 1)
                        + "</w:sdtContent></w:sdt>";
            case 2 -> "<w:customXml w:element=\"e\">" + blocks(depth + 1) + "</w:customXml>";
            case 3 ->
                "<w:p><w:pPr><w:pStyle w:val=\"H" + (1 + random.nextInt(3)) + "\"/></w:pPr>" + runs(depth) + "</w:p>";
            default -> paragraph(depth);
        };
    }

    private String table(int depth) {
        var xml = new StringBuilder("<w:tbl><w:tblPr/><w:tblGrid/>");
        int rows = 1 + random.nextInt(3);
        int columns = 1 + random.nextInt(3);
        for (int i = 0; i < rows; i++) {
            xml.append("<w:tr>");
            for (int j = 0; j < columns; j++) {
                String merge = random.nextInt(4) == 0 ? "<w:vMerge/>" : "";
                xml.append("<w:tc><w:tcPr>")
                        .append(merge)
                        .append("</w:tcPr>")
                        .append(blocks(depth))
                        .append("</w:tc>");
            }
            xml.append("</w:tr>");
        }
        return xml.append("</w:tbl>").toString();
    }

    private String paragraph(int depth) {
        return "<w:p>" + runs(depth) + "</w:p>";
    }

    private String runs(int depth) {
        var xml = new StringBuilder();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            xml.append(run(depth));
        }
        return xml.toString();
    }

    private String run(int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 14)) {
            case 0 -> "<w:hyperlink>" + text() + text() + "</w:hyperlink>";
            case 1 -> "<w:ins w:id=\"" + annotations++ + "\" w:author=\"a\">" + text() + "</w:ins>";
            case 2 ->
                "<w:del w:id=\"" + annotations++ + "\" w:author=\"a\"><w:r><w:delText>" + unseen()
                        + "</w:delText></w:r></w:del>";
            case 3 -> "<w:sdt><w:sdtPr/><w:sdtContent>" + text() + "</w:sdtContent></w:sdt>";
            case 4 -> box(depth);
            case 5 ->
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>" + unseen()
                        + "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + text()
                        + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
            case 6 -> "<w:r><w:rPr><w:vanish/></w:rPr><w:t/></w:r>";
            case 7 -> "<w:fldSimple w:instr=\"X\">" + text() + "</w:fldSimple>";
            default -> text();
        };
    }

    private String box(int depth) {
        String content = blocks(depth + 3);
        return "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx><w:txbxContent>" + content
                + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>" + content
                + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
    }

    private String text() {
        String bold = random.nextBoolean() ? "<w:rPr><w:b/></w:rPr>" : "";
        var xml = new StringBuilder("<w:r>").append(bold);
        int pieces = 1 + random.nextInt(3);
        for (int i = 0; i < pieces; i++) {
            String token = "Q" + (seen.size() + 1) + "Z";
            seen.add(token);
            xml.append("<w:t xml:space=\"preserve\">")
                    .append(random.nextBoolean() ? " a&amp;b " : "")
                    .append(token);
            xml.append(random.nextInt(3) == 0 ? " \uD83D\uDE00" : "").append("</w:t>");
            xml.append(random.nextInt(3) == 0 ? "<w:tab/>" : "");
        }
        return xml.append("</w:r>").toString();
    }

    private String unseen() {
        return "X" + ++unseen + "X";
    }
}
