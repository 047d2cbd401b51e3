package io.aiprism.docx;

import io.aiprism.document.DocumentSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds small Word files from pieces of XML. */
final class WordFile {
    static final String TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    static final String STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    static final String NAMESPACES = " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
            + " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""
            + " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""
            + " xmlns:v=\"urn:schemas-microsoft-com:vml\""
            + " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
            + " mc:Ignorable=\"w14\"";

    private final String namespace;
    private final String officeRelationships;
    private final List<String> mainRelationships = new ArrayList<>();
    private final List<String> overrides = new ArrayList<>();
    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    private WordFile(String namespace) {
        this.namespace = namespace;
        this.officeRelationships = namespace.equals(STRICT)
                ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
                : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    }

    static WordFile of(String... body) {
        return new WordFile(TRANSITIONAL).body(body);
    }

    static WordFile strict(String... body) {
        return new WordFile(STRICT).body(body);
    }

    static String paragraph(String text) {
        return "<w:p>" + run(text) + "</w:p>";
    }

    static String run(String text) {
        return "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
    }

    static String styled(String style, String text) {
        return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>" + run(text) + "</w:p>";
    }

    static String table(String... rows) {
        return "<w:tbl><w:tblPr/><w:tblGrid/>" + String.join("", rows) + "</w:tbl>";
    }

    static String row(String... cells) {
        return "<w:tr>" + String.join("", cells) + "</w:tr>";
    }

    static String cell(String... content) {
        return "<w:tc>" + String.join("", content) + "</w:tc>";
    }

    private WordFile body(String... body) {
        return raw("word/document.xml", root("document", "<w:body>" + String.join("", body) + "</w:body>"));
    }

    String root(String name, String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:%s xmlns:w=\"%s\" xmlns:r=\"%s\"%s>%s</w:%s>"
                .formatted(name, namespace, officeRelationships, NAMESPACES, content, name);
    }

    /** Any entry, as it stands. */
    WordFile raw(String name, String content) {
        return raw(name, content.getBytes(StandardCharsets.UTF_8));
    }

    WordFile raw(String name, byte[] content) {
        parts.put(name, content);
        return this;
    }

    /** A part that the main part refers to as {@code rId1}, {@code rId2}, … in the order of the calls. */
    WordFile part(String type, String root, String content) {
        return part(type, type, root, content);
    }

    WordFile part(String type, String name, String root, String content) {
        mainRelationships.add("<Relationship Id=\"rId%d\" Type=\"%s/%s\" Target=\"%s.xml\"/>"
                .formatted(mainRelationships.size() + 1, officeRelationships, type, name));
        overrides.add("<Override PartName=\"/word/%s.xml\" ContentType=\"application/vnd.openxmlformats-officedocument"
                        .formatted(name)
                + ".wordprocessingml.%s+xml\"/>".formatted(type));
        return raw("word/" + name + ".xml", root(root, content));
    }

    WordFile styles(String... styles) {
        return part("styles", "styles", String.join("", styles));
    }

    static String style(String id, String name, String content) {
        return "<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/>%s</w:style>"
                .formatted(id, name, content);
    }

    DocumentSource source() {
        return DocumentSource.of("test.docx", bytes());
    }

    byte[] bytes() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(
                "[Content_Types].xml",
                utf8("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                        + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument"
                        + ".wordprocessingml.document.main+xml\"/>"
                        + String.join("", overrides) + "</Types>"));
        all.put(
                "_rels/.rels",
                relationships("<Relationship Id=\"rId1\" Type=\"" + officeRelationships
                        + "/officeDocument\" Target=\"word/document.xml\"/>"));
        if (!mainRelationships.isEmpty()) {
            all.put("word/_rels/document.xml.rels", relationships(String.join("", mainRelationships)));
        }
        all.putAll(parts);
        return zip(all);
    }

    static byte[] zip(Map<String, byte[]> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] relationships(String list) {
        return utf8("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + list
                + "</Relationships>");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
