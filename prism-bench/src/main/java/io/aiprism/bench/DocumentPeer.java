package io.aiprism.bench;

/** Those that read Word documents, from bytes in memory to the text in them. */
public enum DocumentPeer {
    PRISM("Prism"),
    FLOOR("bare Woodstox pass"),
    POI("POI, XWPFDocument and extractor"),
    DOCX4J("docx4j"),
    TIKA("Tika, SAX"),
    MAMMOTH("mammoth, raw text");

    private final String label;

    DocumentPeer(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** What it does; only then are its classes loaded. */
    Documents documents() {
        return switch (this) {
            case PRISM -> new PrismDocuments();
            case FLOOR -> new BareWoodstox();
            case POI -> new PoiDocuments();
            case DOCX4J -> new Docx4jDocuments();
            case TIKA -> new TikaDocuments();
            case MAMMOTH -> new MammothDocuments();
        };
    }
}
