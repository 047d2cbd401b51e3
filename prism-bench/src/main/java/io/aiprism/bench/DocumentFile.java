package io.aiprism.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes Word documents such as offices have them: headings, paragraphs of several runs with formatting of their own, lists,
 * tables, footnotes, a header, and the parts that come along. The same number of pages always gives the same bytes.
 */
final class DocumentFile {
    private static final int PARAGRAPHS_PER_PAGE = 15;
    private static final int VOCABULARY = 3_000;
    private static final String[] SYLLABLES = {
        "con", "ti", "nu", "re", "port", "sys", "tem", "er", "al", "in", "form", "ma", "tion", "de", "vel", "op",
        "ment", "per", "for", "mance", "ac", "count", "a", "bil", "ity", "ser", "vice", "un", "der", "stand", "ing",
        "pro", "cess", "or"
    };
    private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private static final String HEADER = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String NAMESPACES = " xmlns:w=\"" + WORD + "\" xmlns:r=\"" + OFFICE + "\""
            + " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""
            + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" mc:Ignorable=\"w14\"";

    private final int pages;
    private final Random random;
    private final String[] vocabulary = new String[VOCABULARY];
    private final StringBuilder notes = new StringBuilder();
    private int paragraphs;
    private int noteCount;

    private DocumentFile(int pages) {
        this.pages = pages;
        this.random = new Random(pages);
        for (int i = 0; i < VOCABULARY; i++) {
            var word = new StringBuilder();
            for (int syllables = 1 + random.nextInt(3); syllables > 0; syllables--) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            vocabulary[i] = word.toString();
        }
    }

    static byte[] ofPages(int pages) {
        return new DocumentFile(pages).bytes();
    }

    private byte[] bytes() {
        String body = body();
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "[Content_Types].xml", contentTypes());
            put(zip, "_rels/.rels", relationships(relationship(1, "officeDocument", "word/document.xml")));
            put(
                    zip,
                    "word/_rels/document.xml.rels",
                    relationships(relationship(1, "styles", "styles.xml")
                            + relationship(2, "numbering", "numbering.xml")
                            + relationship(3, "footnotes", "footnotes.xml")
                            + relationship(4, "header", "header1.xml")
                            + relationship(5, "settings", "settings.xml")
                            + relationship(6, "image", "media/image1.png")));
            put(zip, "word/document.xml", root("document", "<w:body>" + body + "</w:body>"));
            put(zip, "word/footnotes.xml", root("footnotes", notes.toString()));
            put(zip, "word/header1.xml", root("hdr", "<w:p><w:r><w:t>Annual report</w:t></w:r></w:p>"));
            put(zip, "word/styles.xml", root("styles", styles()));
            put(zip, "word/numbering.xml", root("numbering", numbering()));
            put(zip, "word/settings.xml", root("settings", "<w:zoom w:percent=\"100\"/>"));
            byte[] picture = new byte[100_000];
            random.nextBytes(picture);
            put(zip, "word/media/image1.png", picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        put(zip, name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        OutputStream target = zip;
        target.write(content);
    }

    private static String root(String name, String content) {
        return HEADER + "<w:" + name + NAMESPACES + ">" + content + "</w:" + name + ">";
    }

    private static String contentTypes() {
        var types = new StringBuilder(HEADER + "<Types xmlns=\"" + PACKAGE + "/content-types\"><Default"
                + " Extension=\"rels\""
                + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default"
                + " Extension=\"xml\""
                + " ContentType=\"application/xml\"/><Default"
                + " Extension=\"png\""
                + " ContentType=\"image/png\"/>");
        String[][] parts = {
            {"document", "document.main"},
            {"footnotes", "footnotes"},
            {"header1", "header"},
            {"styles", "styles"},
            {"numbering", "numbering"},
            {"settings", "settings"}
        };
        for (String[] part : parts) {
            types.append(
                    "<Override PartName=\"/word/%s.xml\" ContentType=\"%s%s+xml\"/>".formatted(part[0], TYPE, part[1]));
        }
        return types.append("</Types>").toString();
    }

    private static String relationships(String content) {
        return HEADER + "<Relationships xmlns=\"" + PACKAGE + "/relationships\">" + content + "</Relationships>";
    }

    private static String relationship(int id, String type, String target) {
        return "<Relationship Id=\"rId%d\" Type=\"%s/%s\" Target=\"%s\"/>".formatted(id, OFFICE, type, target);
    }

    private static String styles() {
        var styles = new StringBuilder(
                "<w:docDefaults/><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name"
                        + " w:val=\"Normal\"/></w:style><w:style w:type=\"character\" w:styleId=\"Strong\"><w:name"
                        + " w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>");
        for (int i = 1; i <= 3; i++) {
            styles.append(("<w:style w:type=\"paragraph\" w:styleId=\"Heading%1$d\"><w:name w:val=\"heading"
                            + " %1$d\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:keepNext/><w:outlineLvl"
                            + " w:val=\"%2$d\"/></w:pPr></w:style>")
                    .formatted(i, i - 1));
        }
        // Word writes some hundred styles into every document.
        for (int i = 0; i < 150; i++) {
            styles.append(("<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Custom%1$d\"><w:name"
                            + " w:val=\"Custom %1$d\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:before=\"120\""
                            + " w:after=\"60\"/></w:pPr><w:rPr><w:sz w:val=\"22\"/></w:rPr></w:style>")
                    .formatted(i));
        }
        return styles.toString();
    }

    private static String numbering() {
        return "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt"
                + " w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start"
                + " w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/></w:lvl></w:abstractNum><w:num"
                + " w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    }

    private String body() {
        var body = new StringBuilder();
        for (int page = 0; page < pages; page++) {
            if (page % 2 == 0) {
                paragraph(body, "<w:pStyle w:val=\"Heading" + (1 + page / 2 % 3) + "\"/>", 5, false);
            }
            int left = PARAGRAPHS_PER_PAGE;
            if (page % 4 == 1) {
                table(body);
                left -= 9;
            }
            if (page % 3 == 0) {
                for (int i = 0; i < 5; i++) {
                    paragraph(body, list(i % 3 == 2 ? 1 : 0), 12, false);
                }
                left -= 4;
            }
            for (int i = 0; i < left; i++) {
                paragraph(body, "<w:jc w:val=\"both\"/>", 25 + random.nextInt(50), i == 0);
            }
        }
        return body.append("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\""
                        + " w:h=\"16838\"/></w:sectPr>")
                .toString();
    }

    private static String list(int level) {
        return "<w:numPr><w:ilvl w:val=\"" + level + "\"/><w:numId w:val=\"1\"/></w:numPr>";
    }

    private void table(StringBuilder xml) {
        xml.append("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"3000\"/>"
                + "<w:gridCol w:w=\"3000\"/><w:gridCol w:w=\"3000\"/></w:tblGrid>");
        for (int row = 0; row < 4; row++) {
            xml.append("<w:tr>");
            for (int cell = 0; cell < 3; cell++) {
                xml.append("<w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr>");
                paragraph(xml, "", 4, false);
                xml.append("</w:tc>");
            }
            xml.append("</w:tr>");
        }
        xml.append("</w:tbl>");
    }

    private void paragraph(StringBuilder xml, String properties, int words, boolean note) {
        xml.append("<w:p w14:paraId=\"%08X\" w14:textId=\"77777777\" w:rsidR=\"00A77427\" w:rsidRDefault=\"00A77427\">"
                .formatted(0x10000000 + paragraphs++));
        xml.append("<w:pPr>").append(properties).append("</w:pPr>");
        int left = words;
        while (left > 0) {
            int count = Math.min(left, 4 + random.nextInt(20));
            run(xml, count);
            left -= count;
        }
        if (note) {
            int id = ++noteCount;
            xml.append("<w:r><w:footnoteReference w:id=\"").append(id).append("\"/></w:r>");
            notes.append("<w:footnote w:id=\"").append(id).append("\"><w:p>");
            run(notes, 15);
            notes.append("</w:p></w:footnote>");
        }
        xml.append("</w:p>");
    }

    private void run(StringBuilder xml, int words) {
        String formatting = switch (random.nextInt(6)) {
            case 0 -> "<w:rPr><w:b/><w:bCs/></w:rPr>";
            case 1 -> "<w:rPr><w:rStyle w:val=\"Strong\"/><w:lang w:val=\"en-GB\"/></w:rPr>";
            case 2 -> "<w:rPr><w:i/><w:sz w:val=\"20\"/></w:rPr>";
            default -> "<w:rPr><w:lang w:val=\"en-US\"/></w:rPr>";
        };
        xml.append("<w:r w:rsidRPr=\"00B12C34\">").append(formatting).append("<w:t xml:space=\"preserve\">");
        for (int i = 0; i < words; i++) {
            // Few words are frequent and most are rare.
            double rank = random.nextDouble();
            xml.append(vocabulary[(int) (VOCABULARY * rank * rank * rank)])
                    .append(random.nextInt(12) == 0 ? ", " : " ");
        }
        xml.append("</w:t></w:r>");
    }
}
