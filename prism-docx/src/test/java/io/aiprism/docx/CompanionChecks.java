package io.aiprism.docx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What must hold between the part of the comments and those that stand beside it; no schema tool looks at it. */
final class CompanionChecks {
    private static final String WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml";
    private static final String COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006";

    private final Set<String> lastParagraphs = new HashSet<>();
    private final Set<String> authors = new HashSet<>();

    /** Looks at the comments. */
    CompanionChecks(Element comments) {
        Set<String> seen = new HashSet<>();
        for (Element comment : children(comments)) {
            authors.add(comment.getAttribute("w:author"));
            NodeList paragraphs = comment.getElementsByTagName("w:p");
            for (int i = 0; i < paragraphs.getLength(); i++) {
                var paragraph = (Element) paragraphs.item(i);
                String id = paragraph.getAttributeNS(WORD_2010, "paraId");
                if (!id.isEmpty()) {
                    assertInRange(id);
                    assertThat(seen.add(id)).as("paraId %s is unique", id).isTrue();
                    assertThat(isIgnorable(paragraph, WORD_2010))
                            .as("w14 may be ignored at %s", id)
                            .isTrue();
                }
                if (i == paragraphs.getLength() - 1 && !id.isEmpty()) {
                    lastParagraphs.add(id);
                }
            }
        }
    }

    /** Every comment has its thread, and every thread its comment. */
    void threads(Element root) {
        assertThat(values(root, "paraId")).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(lastParagraphs);
        assertThat(lastParagraphs).containsAll(values(root, "paraIdParent"));
    }

    /** Every comment has one lasting id, none has two. */
    void lastingIds(Element root) {
        assertThat(values(root, "paraId")).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(lastParagraphs);
        assertThat(values(root, "durableId"))
                .hasSameSizeAs(lastParagraphs)
                .doesNotHaveDuplicates()
                .allSatisfy(CompanionChecks::assertInRange);
    }

    /** Every lasting id has a date in UTC. */
    void dates(Element root, Element lastingIds) {
        assertThat(values(root, "durableId")).containsExactlyInAnyOrderElementsOf(values(lastingIds, "durableId"));
        assertThat(values(root, "dateUtc"))
                .hasSameSizeAs(lastParagraphs)
                .allSatisfy(date -> assertThat(Instant.parse(date)).isNotNull());
    }

    /** Every author of a comment is known, once. */
    void people(Element root) {
        assertThat(values(root, "author")).doesNotHaveDuplicates().containsAll(authors);
    }

    private static void assertInRange(String number) {
        assertThat(Long.parseLong(number, 16)).isPositive().isLessThan(0x7FFFFFFFL);
    }

    private static boolean isIgnorable(Element element, String namespace) {
        for (Node each = element; each instanceof Element scope; each = each.getParentNode()) {
            for (String prefix :
                    scope.getAttributeNS(COMPATIBILITY, "Ignorable").split("\\s+", -1)) {
                if (namespace.equals(scope.lookupNamespaceURI(prefix))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The values of an attribute at the children of a root, which must be in the namespace of its element. */
    private static List<String> values(Element root, String attribute) {
        List<String> values = new ArrayList<>();
        for (Element child : children(root)) {
            assertThat(child.getNamespaceURI()).isEqualTo(root.getNamespaceURI());
            if (child.hasAttributeNS(root.getNamespaceURI(), attribute)) {
                values.add(child.getAttributeNS(root.getNamespaceURI(), attribute));
            }
        }
        return values;
    }

    private static List<Element> children(Element root) {
        List<Element> children = new ArrayList<>();
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
