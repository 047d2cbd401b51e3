package io.aiprism.markdown;

import io.aiprism.document.BlockKind;
import io.aiprism.document.Cell;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentLimits;
import io.aiprism.document.Place;
import io.aiprism.document.Story;
import java.util.List;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Goes through a parsed document and collects its blocks. One per document. */
final class Reading {
    // Deeper than any document; what is deeper than the stack allows is refused as well.
    private static final int MAX_DEPTH = 1_000;
    private static final int MAX_INLINE_DEPTH = 100;

    private final String documentName;
    private final int maxDepth;
    private final MarkdownBlocks blocks;
    private final SourceLines lines;
    private final Origin origin;
    private final References references = new References();
    private int tables;

    private Reading(String documentName, String source, DocumentLimits limits) {
        this.documentName = documentName;
        this.maxDepth = Math.min(limits.maxDepth(), MAX_DEPTH);
        this.blocks = new MarkdownBlocks(documentName, limits);
        this.lines = new SourceLines(source);
        this.origin = Origin.of(source, lines);
    }

    static MarkdownBlocks of(String documentName, String text, DocumentLimits limits) throws DocumentException {
        String source = FrontMatter.blanked(text.replace('\0', '\uFFFD'));
        var reading = new Reading(documentName, source, limits);
        reading.children(reading.parse(source, limits.maxBlocks()), Surroundings.NONE);
        return reading.blocks;
    }

    private Node parse(String source, int maxCells) throws DocumentException {
        if (LinkEffort.of(source) > LinkEffort.MAX) {
            throw new DocumentException(
                    DocumentException.Kind.LIMIT_EXCEEDED,
                    "%s has more links and pictures in one paragraph than can be read in bounded time; separate them by blank lines"
                            .formatted(documentName));
        }
        Extension tables = TablesExtension.builder().maxCells(maxCells).build();
        Parser parser = Parser.builder()
                .extensions(List.of(tables))
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .maxOpenBlockParsers(maxDepth + 3)
                .maxInlineNesting(MAX_INLINE_DEPTH)
                .build();
        try {
            return parser.parse(source);
        } catch (IllegalArgumentException e) {
            throw new DocumentException(
                    DocumentException.Kind.LIMIT_EXCEEDED,
                    "the tables of %s have more cells than the limit of %,d (maxBlocks)"
                            .formatted(documentName, maxCells),
                    e);
        }
    }

    private void children(Node parent, Surroundings at) throws DocumentException {
        if (at.depth() > maxDepth) {
            throw new DocumentException(
                    DocumentException.Kind.LIMIT_EXCEEDED,
                    "lists and quotations of %s are nested deeper than the limit of %,d (maxDepth)"
                            .formatted(documentName, maxDepth));
        }
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            block(node, at);
            if (at.item().isPresent()) {
                at = at.afterLabel();
            }
        }
    }

    private void block(Node node, Surroundings at) throws DocumentException {
        switch (node) {
            case Heading heading
            when !at.quoted() -> blocks.addHeading(heading.getLevel(), at.place(), inline(heading, origin));
            case Heading quoted -> blocks.add(at.textKind(), at.place(), inline(quoted, origin));
            case Paragraph paragraph -> blocks.add(at.textKind(), at.place(), inline(paragraph, origin));
            case BlockQuote quote -> children(quote, at.inQuote());
            case ListBlock list -> list(list, at);
            case FencedCodeBlock code -> code(code, code.getLiteral(), 1, at);
            case IndentedCodeBlock code -> code(code, code.getLiteral(), 0, at);
            case HtmlBlock html -> html(html, at);
            case TableBlock table -> table(table, at);
            case ThematicBreak unseen -> {}
            case LinkReferenceDefinition unseen -> {}
            default -> throw new IllegalStateException("unknown node " + node);
        }
    }

    private void list(ListBlock list, Surroundings at) throws DocumentException {
        int number = list instanceof OrderedList ordered ? ordered.getMarkerStartNumber() : 0;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String label = list instanceof OrderedList ordered ? number++ + ordered.getMarkerDelimiter() : "•";
            children(item, at.inItem(label));
        }
    }

    private void code(Node node, String literal, int fences, Surroundings at) throws DocumentException {
        String code = literal.endsWith("\n") ? literal.substring(0, literal.length() - 1) : literal;
        blocks.add(BlockKind.CODE, at.place(), lines.mapped(code, firstLine(node) + fences));
    }

    private void html(HtmlBlock html, Surroundings at) throws DocumentException {
        for (HtmlText.Piece piece : HtmlText.of(lines.mapped(html.getLiteral(), firstLine(html)), references)) {
            if (piece.kind() == BlockKind.HEADING && !at.quoted()) {
                blocks.addHeading(piece.headingLevel(), at.place(), piece.text().strip());
            } else if (piece.kind() == BlockKind.CODE) {
                blocks.add(BlockKind.CODE, at.place(), piece.text());
            } else {
                blocks.add(at.textKind(), at.place(), piece.text().strip());
            }
        }
    }

    private void table(TableBlock table, Surroundings at) throws DocumentException {
        String name = "t" + ++tables;
        BlockKind kind = at.quoted() ? BlockKind.QUOTE : BlockKind.PARAGRAPH;
        int row = 0;
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node line = part.getFirstChild(); line instanceof TableRow; line = line.getNext()) {
                int column = 0;
                for (Node cell = line.getFirstChild(); cell instanceof TableCell inner; cell = cell.getNext()) {
                    var place =
                            new Place(Story.BODY, Optional.of(new Cell(name, row, column++)), Optional.empty(), false);
                    blocks.add(kind, place, inline(inner, origin.in(inner)));
                }
                row++;
            }
        }
    }

    private MappedText inline(Node node, Origin from) {
        return InlineText.of(node, from, references);
    }

    private static int firstLine(Node node) {
        return node.getSourceSpans().getFirst().getLineIndex();
    }
}
