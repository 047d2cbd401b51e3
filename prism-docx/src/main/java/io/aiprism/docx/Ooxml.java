package io.aiprism.docx;

import org.jspecify.annotations.Nullable;

/** The XML namespaces of Word documents, Transitional and Strict, and what Word means by an on/off value. */
final class Ooxml {
    static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    static final String WORD_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    static final String WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml";
    static final String RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    static final String RELATIONSHIPS_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    static final String COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    private static final String MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math";
    private static final String MATH_STRICT = "http://purl.oclc.org/ooxml/officeDocument/math";

    private Ooxml() {}

    static boolean isWord(@Nullable String namespace) {
        return WORD.equals(namespace) || WORD_STRICT.equals(namespace);
    }

    static boolean isMath(@Nullable String namespace) {
        return MATH.equals(namespace) || MATH_STRICT.equals(namespace);
    }

    static boolean isCompatibility(@Nullable String namespace) {
        return COMPATIBILITY.equals(namespace);
    }

    /** Whether Word renders content of this namespace, so that a choice which requires it is taken. */
    static boolean isUnderstood(@Nullable String namespace) {
        return namespace != null
                && (namespace.startsWith("http://schemas.microsoft.com/office/")
                        || namespace.startsWith("http://schemas.openxmlformats.org/")
                        || namespace.startsWith("http://purl.oclc.org/ooxml/")
                        || namespace.startsWith("urn:schemas-microsoft-com:"));
    }

    /** An on/off property: present without a value means on. */
    static boolean isOn(@Nullable String value) {
        return value == null || !(value.equals("0") || value.equals("false") || value.equals("off"));
    }
}
