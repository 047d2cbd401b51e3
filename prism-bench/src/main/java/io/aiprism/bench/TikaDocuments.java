package io.aiprism.bench;

import java.io.ByteArrayInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.sax.BodyContentHandler;

/** Tika with the extractor of its own that streams, instead of POI's model. */
final class TikaDocuments implements Documents {
    @Override
    public long read(byte[] file) throws Exception {
        var config = new OfficeParserConfig();
        config.setUseSAXDocxExtractor(true);
        var context = new ParseContext();
        context.set(OfficeParserConfig.class, config);
        var text = new BodyContentHandler(-1);
        new OOXMLParser().parse(new ByteArrayInputStream(file), text, new Metadata(), context);
        return text.toString().length();
    }
}
