package io.aiprism.docx;

import java.io.InputStream;
import java.io.Reader;
import org.w3c.dom.ls.LSInput;

/** A schema that is handed over as it is, without an address to fetch it from. */
final class StringInput implements LSInput {
    private Reader characters;
    private InputStream bytes;
    private String systemId;

    @Override
    public Reader getCharacterStream() {
        return characters;
    }

    @Override
    public void setCharacterStream(Reader stream) {
        characters = stream;
    }

    @Override
    public InputStream getByteStream() {
        return bytes;
    }

    @Override
    public void setByteStream(InputStream stream) {
        bytes = stream;
    }

    @Override
    public String getSystemId() {
        return systemId;
    }

    @Override
    public void setSystemId(String id) {
        systemId = id;
    }

    @Override
    public String getStringData() {
        return null;
    }

    @Override
    public void setStringData(String data) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getPublicId() {
        return null;
    }

    @Override
    public void setPublicId(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getBaseURI() {
        return null;
    }

    @Override
    public void setBaseURI(String uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getEncoding() {
        return null;
    }

    @Override
    public void setEncoding(String encoding) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getCertifiedText() {
        return false;
    }

    @Override
    public void setCertifiedText(boolean certified) {
        throw new UnsupportedOperationException();
    }
}
