package io.aiprism.markdown;

import io.aiprism.document.Block;
import io.aiprism.document.BlockIds;
import io.aiprism.document.BlockKind;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentLimits;
import io.aiprism.document.Heading;
import io.aiprism.document.HeadingSource;
import io.aiprism.document.Place;
import io.aiprism.document.Story;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The blocks of a document as they are read, and where their texts come from. One per document. */
final class MarkdownBlocks {
    private final String documentName;
    private final DocumentLimits limits;
    private final BlockIds ids = new BlockIds();
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, MappedText> texts = new HashMap<>();

    MarkdownBlocks(String documentName, DocumentLimits limits) {
        this.documentName = documentName;
        this.limits = limits;
    }

    List<Block> blocks() {
        return blocks;
    }

    /** The texts by the ids of their blocks. */
    Map<String, MappedText> texts() {
        return texts;
    }

    /** Adds a block if it has something to see. */
    void add(BlockKind kind, Place place, MappedText text) throws DocumentException {
        add(kind, place, text, Optional.empty());
    }

    void addHeading(int level, Place place, MappedText text) throws DocumentException {
        add(BlockKind.HEADING, place, text, Optional.of(new Heading(level, HeadingSource.MARKUP)));
    }

    private void add(BlockKind kind, Place place, MappedText text, Optional<Heading> heading) throws DocumentException {
        if (text.text().isBlank()) {
            return;
        }
        if (blocks.size() == limits.maxBlocks()) {
            throw new DocumentException(
                    DocumentException.Kind.LIMIT_EXCEEDED,
                    "%s has more blocks than the limit of %,d (maxBlocks)".formatted(documentName, limits.maxBlocks()));
        }
        String id = ids.next(Story.BODY, text.text());
        blocks.add(new Block(id, kind, place, text.text(), heading));
        texts.put(id, text);
    }
}
