package io.aiprism.docx;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.exc.WstxLazyException;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.typed.TypedValueDecoder;
import org.jspecify.annotations.Nullable;

/**
 * A forward-only reader of one XML part, which refuses document type declarations and nesting over the limit, and turns
 * every failure of the parser into the typed error of documents. Not thread-safe.
 */
final class XmlCursor implements Closeable {
    static final int START = XMLStreamConstants.START_ELEMENT;
    static final int END = XMLStreamConstants.END_ELEMENT;

    private static final Pattern PARSER_LIMIT = Pattern.compile("limit \\(\\d+\\) exceeded", Pattern.CASE_INSENSITIVE);
    private static final BoundedNames.Factory FACTORY = factory();

    private final XMLStreamReader2 xml;
    private final String document;
    private final String part;
    private final int maxDepth;
    private final @Nullable AnnotationIds ids;
    private final Space space = new Space();
    private int depth;
    private int event = XMLStreamConstants.START_DOCUMENT;

    // The parser gives the same object for the same declaration, so that one comparison of the text is enough.
    private @Nullable String wordNamespace;

    private XmlCursor(XMLStreamReader2 xml, String document, String part, int maxDepth, @Nullable AnnotationIds ids) {
        this.xml = xml;
        this.document = document;
        this.part = part;
        this.maxDepth = maxDepth;
        this.ids = ids;
    }

    private static BoundedNames.Factory factory() {
        var factory = new BoundedNames.Factory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, Integer.MAX_VALUE);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, TokenGuard.LONGEST);
        // Names come from strangers, and what is interned stays for a long time.
        factory.setProperty(XMLInputFactory2.P_INTERN_NAMES, false);
        factory.setProperty(XMLInputFactory2.P_INTERN_NS_URIS, false);
        return factory;
    }

    /**
     * Opens a part of a container; closing the cursor closes the part.
     *
     * @param ids take note of every element that the cursor passes, if given
     */
    static XmlCursor open(Container container, String part, int maxDepth, @Nullable AnnotationIds ids)
            throws IOException {
        Reader text = text(container, part);
        try {
            XMLStreamReader2 xml = FACTORY.parser(text, container.names());
            return new XmlCursor(xml, container.document(), part, maxDepth, ids);
        } catch (XMLStreamException e) {
            text.close();
            throw refusal(container.document(), part, e);
        }
    }

    // The beginning of the part is unpacked here already, so damage shows here as well as later.
    private static Reader text(Container container, String part) throws DocumentException {
        try {
            return PartText.open(container, part).reader();
        } catch (IOException e) {
            throw refusal(container.document(), part, e);
        }
    }

    /** Opens decoded text; offsets count its UTF-16 units. */
    static XmlCursor open(Reader text, String document, String part, int maxDepth) throws IOException {
        try {
            XMLStreamReader2 xml = FACTORY.parser(text, new BoundedNames());
            return new XmlCursor(xml, document, part, maxDepth, null);
        } catch (XMLStreamException e) {
            throw refusal(document, part, e);
        }
    }

    /** Moves to the next event and returns its kind. */
    int next() throws DocumentException {
        if (event == END) {
            depth--;
        }
        try {
            event = xml.next();
        } catch (XMLStreamException e) {
            throw refusal(document, part, e);
        } catch (WstxLazyException e) {
            throw refusal(document, part, e);
        }
        switch (event) {
            case START -> {
                if (++depth > maxDepth) {
                    throw Refusal.overLimit(document, "deeper nesting in " + part, "maxDepth", maxDepth);
                }
                if (ids != null) {
                    ids.see(this);
                }
            }
            case XMLStreamConstants.DTD ->
                throw Refusal.damaged(document, part + " has a document type declaration, which is not allowed", null);
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw Refusal.damaged(
                        document, "%s refers to the unknown entity %s".formatted(part, xml.getLocalName()), null);
            default -> {}
        }
        return event;
    }

    /** Moves to the root element. */
    void toRoot() throws DocumentException {
        while (next() != START) {
            if (event == XMLStreamConstants.END_DOCUMENT) {
                throw Refusal.damaged(document, part + " has no content", null);
            }
        }
    }

    /**
     * Moves to the next element inside the one at this depth, at any level.
     *
     * @return false if the element has ended
     */
    boolean nextInside(int outerDepth) throws DocumentException {
        while (true) {
            int kind = next();
            if (kind == START) {
                return true;
            }
            if (kind == END && depth == outerDepth) {
                return false;
            }
        }
    }

    /** Skips the content of the element that has just started; its end is the current event afterwards. */
    void skip() throws DocumentException {
        int outerDepth = depth;
        while (next() != END || depth != outerDepth) {
            // Only the nesting is of interest.
        }
    }

    /** Nesting of the current element, also at its end; the root has 1. */
    int depth() {
        return depth;
    }

    String part() {
        return part;
    }

    String document() {
        return document;
    }

    String name() {
        return xml.getLocalName();
    }

    @Nullable
    String namespace() {
        return xml.getNamespaceURI();
    }

    @Nullable
    String namespace(String prefix) {
        return xml.getNamespaceURI(prefix);
    }

    String prefix() {
        return Objects.requireNonNullElse(xml.getPrefix(), "");
    }

    @SuppressWarnings("ReferenceEquality") // a different object is compared by its text
    boolean isWord() {
        String namespace = xml.getNamespaceURI();
        if (namespace != null && namespace == wordNamespace) {
            return true;
        }
        if (!Ooxml.isWord(namespace)) {
            return false;
        }
        wordNamespace = namespace;
        return true;
    }

    boolean hasAttributes() {
        return xml.getAttributeCount() > 0;
    }

    /** An attribute in the namespace of the element itself, as WordprocessingML has them. */
    @Nullable
    String own(String attribute) {
        return xml.getAttributeValue(xml.getNamespaceURI(), attribute);
    }

    /** An attribute without namespace. */
    @Nullable
    String plain(String attribute) {
        String value = xml.getAttributeValue("", attribute);
        return value == null ? xml.getAttributeValue(null, attribute) : value;
    }

    @Nullable
    String attribute(String namespace, String attribute) {
        return xml.getAttributeValue(namespace, attribute);
    }

    /** Whether the element says that white space in it is to be kept. */
    boolean preservesSpace() throws DocumentException {
        int index = xml.getAttributeIndex(XMLConstants.XML_NS_URI, "space");
        if (index < 0) {
            return false;
        }
        try {
            xml.getAttributeAs(index, space);
        } catch (XMLStreamException e) {
            throw refusal(document, part, e);
        }
        return space.preserved;
    }

    /** The id of a relationship, in the namespace of either conformance class. */
    @Nullable
    String relationship(String attribute) {
        String id = xml.getAttributeValue(Ooxml.RELATIONSHIPS, attribute);
        return id == null ? xml.getAttributeValue(Ooxml.RELATIONSHIPS_STRICT, attribute) : id;
    }

    /** An attribute as a number; empty text, rubbish and absence give the default. */
    int own(String attribute, int otherwise) {
        String value = own(attribute);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Hands the current piece of character data on. */
    void text(Characters target) throws IOException {
        try {
            target.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        } catch (WstxLazyException e) {
            throw refusal(document, part, e);
        }
    }

    /** Where the current event begins, in UTF-16 units from the beginning of the text. */
    long startOffset() {
        return xml.getLocationInfo().getStartingCharOffset();
    }

    /** Where the current event ends. */
    long endOffset() throws DocumentException {
        try {
            return xml.getLocationInfo().getEndingCharOffset();
        } catch (XMLStreamException e) {
            throw refusal(document, part, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            xml.closeCompletely();
        } catch (XMLStreamException e) {
            throw refusal(document, part, e);
        }
    }

    /** Compares a value where the parser keeps it: nearly every run has this one, and needs no string for it. */
    private static final class Space extends TypedValueDecoder {
        private static final char[] PRESERVE = "preserve".toCharArray();

        private boolean preserved;

        @Override
        public void decode(String value) {
            preserved = value.equals("preserve");
        }

        @Override
        public void decode(char[] buffer, int start, int end) {
            preserved = Arrays.equals(buffer, start, end, PRESERVE, 0, PRESERVE.length);
        }

        @Override
        public void handleEmptyValue() {
            preserved = false;
        }
    }

    /** Takes pieces of character data. */
    @FunctionalInterface
    interface Characters {
        void append(char[] buffer, int start, int length) throws IOException;
    }

    private static DocumentException refusal(String document, String part, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DocumentException refused) {
                return refused;
            }
            if (cause instanceof CharacterCodingException) {
                return Refusal.damaged(document, part + " has bytes that are no characters in its encoding", e);
            }
        }
        Throwable told = e instanceof WstxLazyException && e.getCause() != null ? e.getCause() : e;
        String message = Objects.requireNonNullElse(told.getMessage(), told.toString())
                .lines()
                .findFirst()
                .orElse("");
        if (PARSER_LIMIT.matcher(message).find()) {
            return new DocumentException(
                    Kind.LIMIT_EXCEEDED, "%s is over a limit in %s: %s".formatted(document, part, message), e);
        }
        return Refusal.damaged(document, "%s is not well-formed (%s)".formatted(part, message), e);
    }
}
