package io.aiprism.docx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Looks at comments in a written file with means of its own: a DOM, and no class of the code under test. */
final class CommentChecks {
    private static final Set<String> IDENTIFIED = Set.of(
            "ins",
            "del",
            "moveFrom",
            "moveTo",
            "rPrChange",
            "pPrChange",
            "sectPrChange",
            "tblPrChange",
            "tcPrChange",
            "trPrChange",
            "bookmarkStart",
            "moveFromRangeStart",
            "moveToRangeStart",
            "cellIns",
            "cellDel");

    private final Map<String, byte[]> entries;
    private final Map<String, String> quotes = new LinkedHashMap<>();
    private final Map<String, Integer> starts = new HashMap<>();
    private final Map<String, Integer> ends = new HashMap<>();
    private final Map<String, Integer> references = new HashMap<>();
    private final List<String> open = new ArrayList<>();
    private final Set<String> annotationIds = new HashSet<>();

    private CommentChecks(byte[] file) throws IOException {
        this.entries = entries(file);
    }

    /** Entries of a zip archive in order, unpacked. */
    static Map<String, byte[]> entries(byte[] file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    /**
     * Fails unless every comment of the file has a text, an author, an id of its own, one reference, and a start before
     * its end.
     *
     * @return the words between start and end, by comment id, one space for each paragraph border
     */
    static Map<String, String> quotesOf(byte[] file) throws IOException {
        var checks = new CommentChecks(file);
        checks.walk(checks.parse("word/document.xml"));
        assertThat(checks.open).as("ranges without end").isEmpty();
        assertThat(checks.starts).isEqualTo(checks.ends);
        Set<String> ids = new HashSet<>();
        Element root = checks.parse("word/comments.xml");
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            var comment = (Element) node;
            String id = comment.getAttribute("w:id");
            assertThat(ids.add(id)).as("comment id %s is unique", id).isTrue();
            assertThat(checks.annotationIds)
                    .as("id of a comment and of another annotation")
                    .doesNotContain(id);
            assertThat(comment.getAttribute("w:author")).isNotEmpty();
            assertThat(comment.getElementsByTagName("w:p").getLength()).isPositive();
        }
        assertThat(checks.references.keySet()).isEqualTo(ids);
        assertThat(checks.references.values()).allMatch(count -> count == 1);
        assertThat(ids).containsAll(checks.starts.keySet());
        String types = new String(checks.entries.get("[Content_Types].xml"), UTF_8);
        assertThat(types.split("\"/word/comments.xml\"", -1)).hasSize(2);
        String relationships = new String(checks.entries.get("word/_rels/document.xml.rels"), UTF_8);
        assertThat(relationships.split("/comments\"", -1)).hasSize(2);
        checks.companions(root);
        return checks.quotes;
    }

    private void companions(Element comments) throws IOException {
        var checks = new CompanionChecks(comments);
        if (entries.containsKey("word/commentsExtended.xml")) {
            checks.threads(parse("word/commentsExtended.xml"));
        }
        if (entries.containsKey("word/commentsIds.xml")) {
            checks.lastingIds(parse("word/commentsIds.xml"));
        }
        if (entries.containsKey("word/commentsExtensible.xml")) {
            checks.dates(parse("word/commentsExtensible.xml"), parse("word/commentsIds.xml"));
        }
        if (entries.containsKey("word/people.xml")) {
            checks.people(parse("word/people.xml"));
        }
    }

    private Element parse(String part) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(entries.get(part)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(part + " is not well-formed", e);
        }
    }

    private void walk(Element element) {
        String name = element.getLocalName();
        String id = element.getAttribute("w:id");
        if (IDENTIFIED.contains(name)) {
            assertThat(annotationIds.add(id))
                    .as("id of %s %s is unique", name, id)
                    .isTrue();
        }
        switch (name) {
            case "commentRangeStart" -> {
                starts.merge(id, 1, Integer::sum);
                open.add(id);
                quotes.put(id, "");
            }
            case "commentRangeEnd" -> {
                ends.merge(id, 1, Integer::sum);
                assertThat(open.remove(id))
                        .as("comment %s ends after it starts", id)
                        .isTrue();
            }
            case "commentReference" -> {
                references.merge(id, 1, Integer::sum);
                assertThat(open).doesNotContain(id);
            }
            case "t" -> quoted(element.getTextContent());
            case "tab" -> quoted("\t");
            case "Fallback", "txbxContent" -> {
                return;
            }
            default -> {}
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                walk(inner);
            }
        }
        if (name.equals("p")) {
            quoted("\n");
        }
    }

    private void quoted(String text) {
        open.forEach(id -> quotes.merge(id, text, String::concat));
    }
}
