package io.aiprism.docx;

import com.ctc.wstx.exc.WstxLazyException;
import com.ctc.wstx.io.ReaderBootstrapper;
import com.ctc.wstx.io.SystemId;
import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.util.DefaultXmlSymbolTable;
import com.ctc.wstx.util.SymbolTable;
import java.io.Reader;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * A parser's table of names, for the parts of one document, that does not grow beyond a limit. The parser's own tables have
 * none, and what one document fills in is there for all later ones.
 */
final class BoundedNames extends SymbolTable {
    /** All standards of Office together have some thousand names; documents use some hundred. */
    static final int MOST = 20_000;

    private static final int INITIAL = 256;

    BoundedNames() {
        super(false, INITIAL);
        // The parser knows these two by their identity.
        super.findSymbol(DefaultXmlSymbolTable.getXmlSymbol());
        super.findSymbol(DefaultXmlSymbolTable.getXmlnsSymbol());
    }

    @Override
    public String findSymbol(char[] buffer, int start, int length, int hash) {
        String name = super.findSymbol(buffer, start, length, hash);
        if (mSize > MOST) {
            throw new WstxLazyException(
                    new XMLStreamException("Number of different names limit (%d) exceeded".formatted(MOST)));
        }
        return name;
    }

    /** Makes parsers that use a given table. */
    static final class Factory extends WstxInputFactory {
        /** A parser of decoded text, which it leaves open at the end. */
        XMLStreamReader2 parser(Reader text, BoundedNames names) throws XMLStreamException {
            var bootstrapper = ReaderBootstrapper.getInstance(null, (SystemId) null, text, null);
            return createSR(mConfig.createNonShared(names), (SystemId) null, bootstrapper, false, false);
        }
    }
}
