package io.aiprism.docx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The schema of WordprocessingML (ECMA-376, Transitional), from the files that the build unpacks. */
final class WordSchema {
    private static final Path FOLDER = Path.of("target", "schemas", "org", "apache", "poi", "schemas", "ooxml", "src");
    private static final String XML_NAMESPACE_SCHEMA = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
            + " targetNamespace=\"http://www.w3.org/XML/1998/namespace\"><xs:attribute name=\"lang\" type=\"xs:string\"/>"
            + "<xs:attribute name=\"space\" type=\"xs:string\"/></xs:schema>";
    private static final String COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006";

    private final Schema schema;

    WordSchema() throws SAXException {
        var factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setResourceResolver((type, namespace, publicId, systemId, base) -> {
            LSInput input = new StringInput();
            if (XMLConstants.XML_NS_URI.equals(namespace)) {
                input.setCharacterStream(new StringReader(XML_NAMESPACE_SCHEMA));
                return input;
            }
            try {
                Path file = FOLDER.resolve(Path.of(systemId).getFileName());
                input.setByteStream(new ByteArrayInputStream(Files.readAllBytes(file)));
                input.setSystemId(file.toUri().toString());
                return input;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        schema = factory.newSchema(new StreamSource(FOLDER.resolve("wml.xsd").toFile()));
    }

    /** What the schema finds wrong with a part, once what a reader may ignore has been taken out. */
    List<String> errors(byte[] part) throws IOException {
        List<String> errors = new ArrayList<>();
        try (InputStream stream = new ByteArrayInputStream(part)) {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            Document document = factory.newDocumentBuilder().parse(stream);
            simplify(document.getDocumentElement(), ignorable(document.getDocumentElement()));
            Validator validator = schema.newValidator();
            validator.setErrorHandler(new Collector(errors));
            validator.validate(new DOMSource(document));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
        return errors;
    }

    private static Set<String> ignorable(Element root) {
        Set<String> namespaces = new java.util.HashSet<>();
        for (String prefix : root.getAttributeNS(COMPATIBILITY, "Ignorable").split("\\s+", -1)) {
            String namespace = root.lookupNamespaceURI(prefix);
            if (namespace != null) {
                namespaces.add(namespace);
            }
        }
        namespaces.add(COMPATIBILITY);
        return namespaces;
    }

    private static void simplify(Element element, Set<String> ignorable) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = attributes.getLength() - 1; i >= 0; i--) {
            Node attribute = attributes.item(i);
            if (ignorable.contains(attribute.getNamespaceURI())) {
                element.removeAttributeNS(attribute.getNamespaceURI(), attribute.getLocalName());
            }
        }
        Node next = element.getFirstChild();
        while (next != null) {
            Node child = next;
            next = child.getNextSibling();
            if (!(child instanceof Element inner)) {
                continue;
            }
            if (COMPATIBILITY.equals(inner.getNamespaceURI())) {
                Node fallback =
                        inner.getElementsByTagNameNS(COMPATIBILITY, "Fallback").item(0);
                Node first = null;
                while (fallback != null && fallback.getFirstChild() != null) {
                    Node moved = fallback.getFirstChild();
                    element.insertBefore(moved, inner);
                    first = first == null ? moved : first;
                }
                element.removeChild(inner);
                next = first == null ? next : first;
            } else if (ignorable.contains(inner.getNamespaceURI())) {
                element.removeChild(inner);
            } else {
                simplify(inner, ignorable);
            }
        }
    }

    private record Collector(List<String> errors) implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            errors.add(e.getMessage());
        }

        @Override
        public void error(SAXParseException e) {
            errors.add(e.getMessage());
        }

        @Override
        public void fatalError(SAXParseException e) {
            errors.add(e.getMessage());
        }
    }
}
