package io.aiprism.docx;

import io.aiprism.document.BlockKind;
import io.aiprism.document.Cell;
import io.aiprism.document.Heading;
import io.aiprism.document.HeadingSource;
import io.aiprism.document.ListItem;
import io.aiprism.document.Place;
import io.aiprism.document.RevisionView;
import io.aiprism.document.Story;
import java.io.IOException;
import java.util.Optional;

/** Decides what a paragraph that has been read is: no block, or one of which kind, at which place. */
final class BlockMaker {
    private static final int BODY_TEXT = 9;

    private final StoryContext context;
    private final String part;

    BlockMaker(StoryContext context, String part) {
        this.context = context;
        this.part = part;
    }

    /** Adds the paragraph to its flow, unless there is nothing to see, and what hangs on it. */
    void add(Paragraph paragraph, Flow flow) throws IOException {
        Styles.ParagraphStyle style = context.styles.paragraph(paragraph.properties.style);
        Optional<ListItem> listItem = count(paragraph, style);
        if (!paragraph.text.isBlank()) {
            context.budget.spendBlock();
            flow.blocks.add(block(paragraph, style, listItem, flow));
        }
        if (!paragraph.attached.isEmpty()) {
            flow.blocks.addAll(paragraph.attached);
        }
    }

    // Empty paragraphs are counted too: Word writes their numbers.
    private Optional<ListItem> count(Paragraph paragraph, Styles.ParagraphStyle style) {
        ParagraphProperties properties = paragraph.properties;
        int list = properties.numberingId >= 0 ? properties.numberingId : style.numberingId();
        boolean gone = context.view == RevisionView.FINAL ? properties.markDeleted : properties.markInserted;
        if (list <= 0 || !context.lists.has(list) || (gone && paragraph.text.isBlank())) {
            return Optional.empty();
        }
        int level = properties.numberingLevel >= 0 ? properties.numberingLevel : style.numberingLevel();
        if (level < 0) {
            level = context.lists.levelOfStyle(list, properties.style);
        }
        level = Math.clamp(level, 0, Numbering.LEVELS - 1);
        return Optional.of(new ListItem(level, context.lists.next(list, level)));
    }

    private RawBlock block(Paragraph paragraph, Styles.ParagraphStyle style, Optional<ListItem> listItem, Flow flow) {
        Optional<Heading> heading = heading(paragraph.properties, style);
        BlockKind kind = style.kind();
        if (heading.isPresent()) {
            kind = BlockKind.HEADING;
        } else if (listItem.isPresent()) {
            kind = BlockKind.LIST_ITEM;
        }
        boolean hidden = paragraph.text.isHidden();
        TableState table = flow.tables.peek();
        Optional<Cell> cell = table == null ? Optional.empty() : Optional.of(table.cell());
        boolean plain = flow.story == Story.BODY && cell.isEmpty() && listItem.isEmpty() && !hidden;
        Place place = plain ? Place.BODY : new Place(flow.story, cell, listItem, hidden);
        return new RawBlock(
                paragraph.id == null ? null : "p" + paragraph.id,
                part,
                paragraph.ordinal,
                kind,
                place,
                paragraph.text.text(),
                heading,
                !paragraph.notBold,
                flow.host);
    }

    private static Optional<Heading> heading(ParagraphProperties properties, Styles.ParagraphStyle style) {
        int direct = properties.outlineLevel;
        if (direct < 0 || style.tableOfContents()) {
            return style.heading();
        }
        return direct >= BODY_TEXT
                ? Optional.empty()
                : Optional.of(new Heading(direct + 1, HeadingSource.PARAGRAPH_OUTLINE_LEVEL));
    }
}
