package io.aiprism.docx;

import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentLimits;

/** Counts the blocks and the text of one document against its limits. */
final class TextBudget {
    private final String document;
    private final DocumentLimits limits;
    private long characters;
    private int blocks;

    TextBudget(String document, DocumentLimits limits) {
        this.document = document;
        this.limits = limits;
    }

    void spendCharacters(int count) throws DocumentException {
        characters += count;
        if (characters > limits.maxCharacters()) {
            throw Refusal.overLimit(document, "more text", "maxCharacters", limits.maxCharacters());
        }
    }

    void spendBlock() throws DocumentException {
        if (++blocks > limits.maxBlocks()) {
            throw Refusal.overLimit(document, "more blocks", "maxBlocks", limits.maxBlocks());
        }
    }
}
