package io.aiprism.docx;

import com.ctc.wstx.api.ReaderConfig;
import com.ctc.wstx.exc.WstxLazyException;
import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.util.DefaultXmlSymbolTable;
import com.ctc.wstx.util.SymbolTable;
import javax.xml.stream.XMLStreamException;

/**
 * A parser's table of names, for one part, that does not grow beyond a limit. The parser's own tables have none, and what
 * one part fills in is there for all later ones.
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

    /** Gives every parser a table of its own. */
    static final class Factory extends WstxInputFactory {
        @Override
        public ReaderConfig createPrivateConfig() {
            return mConfig.createNonShared(new BoundedNames());
        }
    }
}
