package io.aiprism.bench;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.InputStream;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The floor: the parts that Prism reads, unpacked and parsed by the same libraries. The text is parsed and counted, not kept;
 * no attribute is looked at.
 */
final class BareWoodstox implements Documents {
    private static final List<String> PARTS = List.of(
            "_rels/.rels",
            "word/_rels/document.xml.rels",
            "word/styles.xml",
            "word/numbering.xml",
            "word/settings.xml",
            "word/footnotes.xml",
            "word/document.xml",
            "word/header1.xml");
    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        return factory;
    }

    @Override
    public long read(byte[] file) throws Exception {
        long length = 0;
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .setIgnoreLocalFileHeader(true)
                .get()) {
            for (String part : PARTS) {
                ZipArchiveEntry entry = zip.getEntry(part);
                if (entry == null) {
                    throw new IllegalArgumentException("not of DocumentFile: it has no " + part);
                }
                try (InputStream stream = zip.getInputStream(entry)) {
                    length += textOf(stream);
                }
            }
        }
        return length;
    }

    private static long textOf(InputStream stream) throws Exception {
        long length = 0;
        XMLStreamReader xml = FACTORY.createXMLStreamReader(stream);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.CHARACTERS) {
                length += xml.getTextLength();
            }
        }
        xml.close();
        return length;
    }
}
