package io.aiprism.docx;

import io.aiprism.document.RevisionView;
import io.aiprism.document.Story;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of one part in a single pass, without a model of its XML.
 *
 * <p>Every element is transparent unless it is known not to be: content controls, smart tags, custom XML, hyperlinks,
 * direction overrides and whatever else wraps text need no case of their own. Known not to be text are properties, field
 * instructions, phonetic guides, the side of tracked changes that the view leaves out, and of alternatives all but the
 * first that Word understands. Paragraphs of text boxes and notes follow the one they hang on.
 */
final class StoryReader {
    private final XmlCursor xml;
    private final StoryContext context;
    private final StoryListener listener;
    private final BlockMaker blocks;
    private final RunText runText;
    private final PropertiesReader properties;
    private final Alternatives alternatives;
    private final List<Paragraph> paragraphs = new ArrayList<>();
    private Flow flow;
    private int openParagraphs;
    private int ordinal;
    private int leftOut;

    StoryReader(XmlCursor xml, StoryContext context, Story story, StoryListener listener) {
        this.xml = xml;
        this.context = context;
        this.listener = listener;
        this.blocks = new BlockMaker(context, xml.part());
        this.runText = new RunText(xml, context, listener);
        this.properties = new PropertiesReader(xml, context, runText);
        this.alternatives = new Alternatives(xml);
        this.flow = new Flow(story, null, new ArrayList<>(), null);
    }

    /** Reads the part to its end and returns its blocks. Those of notes go to the context instead. */
    List<RawBlock> read() throws IOException {
        List<RawBlock> result = flow.blocks;
        while (true) {
            switch (xml.next()) {
                case XmlCursor.START -> {
                    listener.started(xml);
                    if (start()) {
                        listener.ended(xml);
                    }
                }
                case XmlCursor.END -> {
                    end();
                    listener.ended(xml);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    runText.characters();
                case XMLStreamConstants.END_DOCUMENT -> {
                    return result;
                }
                default -> {}
            }
        }
    }

    /** Handles the start of an element and returns whether it was read to its end. */
    private boolean start() throws IOException {
        if (xml.isWord()) {
            return startWord(xml.name());
        }
        String namespace = xml.namespace();
        if (Ooxml.isCompatibility(namespace)) {
            return alternatives.start(xml.name());
        }
        if (Ooxml.isMath(namespace) && xml.name().equals("t")) {
            startText(true);
        }
        return false;
    }

    private boolean startWord(String name) throws IOException {
        switch (name) {
            case "p" -> startParagraph();
            case "r" -> resetRun();
            case "t" -> startText(xml.preservesSpace());
            case "delText" -> {
                if (context.view == RevisionView.ORIGINAL) {
                    startText(xml.preservesSpace());
                }
            }
            case "tab", "ptab" -> character('\t');
            case "br", "cr" -> character('\n');
            case "noBreakHyphen" -> character('\u2011');
            case "softHyphen" -> character('\u00AD');
            case "sym" -> {
                Paragraph paragraph = textTarget();
                if (paragraph != null) {
                    runText.symbol(paragraph);
                }
            }
            case "fldChar" -> fieldCharacter(Objects.requireNonNullElse(xml.own("fldCharType"), ""));
            case "footnoteReference" -> attachNote(false);
            case "endnoteReference" -> attachNote(true);
            case "footnote" -> startNote(StoryContext.noteKey(false, id()));
            case "endnote" -> startNote(StoryContext.noteKey(true, id()));
            case "comment" -> startNote(StoryContext.commentKey(id()));
            case "commentRangeStart" -> context.comments.start(id(), position(ordinal, 0));
            case "commentRangeEnd" -> context.comments.end(id(), position(ordinal - 1, Integer.MAX_VALUE));
            case "commentReference" -> context.comments.reference(id(), position(ordinal, 0));
            case "txbxContent" -> startBox();
            case "tbl" -> flow.tables.push(new TableState(context.nextTable(), flow.blocks.size()));
            case "tr" -> inTable(TableState::startRow);
            case "tc" -> inTable(TableState::startCell);
            case "ins", "moveTo" -> leaveOut(RevisionView.ORIGINAL, 1);
            case "del", "moveFrom" -> leaveOut(RevisionView.FINAL, 1);
            default -> {
                return properties.read(name, flow.paragraph, flow.tables.peek());
            }
        }
        return false;
    }

    private void end() throws IOException {
        if (xml.isWord()) {
            endWord(xml.name());
        } else if (Ooxml.isCompatibility(xml.namespace())) {
            alternatives.end(xml.name());
        } else if (Ooxml.isMath(xml.namespace())) {
            runText.end();
        }
    }

    private void endWord(String name) throws IOException {
        switch (name) {
            case "p" -> endParagraph();
            case "r" -> resetRun();
            case "t", "delText" -> runText.end();
            case "tbl" -> {
                TableState table = flow.tables.poll();
                if (table != null) {
                    table.end(flow.blocks);
                }
            }
            case "tc" -> inTable(TableState::endCell);
            case "txbxContent" -> {
                if (flow.outer != null) {
                    flow = flow.outer;
                }
            }
            case "ins", "moveTo" -> leaveOut(RevisionView.ORIGINAL, -1);
            case "del", "moveFrom" -> leaveOut(RevisionView.FINAL, -1);
            default -> {}
        }
    }

    private void fieldCharacter(String type) {
        flow.fieldCharacter(type);
        if (flow.paragraph != null) {
            listener.field(flow.paragraph, type);
        }
    }

    private void resetRun() {
        Paragraph paragraph = flow.paragraph;
        if (paragraph != null) {
            paragraph.startRun();
        }
    }

    private void leaveOut(RevisionView view, int change) {
        if (context.view == view) {
            leftOut += change;
        }
    }

    private void inTable(Consumer<TableState> action) {
        TableState table = flow.tables.peek();
        if (table != null) {
            action.accept(table);
        }
    }

    private String id() {
        return Objects.requireNonNullElse(xml.own("id"), "");
    }

    private void startNote(String key) {
        flow.blocks = new ArrayList<>();
        context.notes.putIfAbsent(key, flow.blocks);
    }

    /** Where the cursor stands in the text; between paragraphs the given place. */
    private CommentRanges.Position position(int otherwiseOrdinal, int otherwiseOffset) {
        Paragraph paragraph = flow.paragraph;
        return paragraph == null
                ? new CommentRanges.Position(otherwiseOrdinal, otherwiseOffset)
                : new CommentRanges.Position(paragraph.ordinal, paragraph.text.length(false));
    }

    private void attachNote(boolean endnote) throws IOException {
        Paragraph paragraph = flow.paragraph;
        if (paragraph == null) {
            return;
        }
        Host host = refer(flow);
        if (host != null && leftOut == 0) {
            List<RawBlock> note = context.notes.remove(StoryContext.noteKey(endnote, id()));
            if (note != null) {
                note.forEach(block -> paragraph.attached.add(block.at(host)));
            }
        }
    }

    private void startBox() throws IOException {
        Paragraph paragraph = flow.paragraph;
        Host host = refer(flow);
        flow = new Flow(Story.TEXT_BOX, flow, paragraph == null ? flow.blocks : paragraph.attached, host);
    }

    /** Counts one more text box or note on the paragraph of the part's own flow, and says which it is. */
    private @Nullable Host refer(Flow from) throws IOException {
        if (from.outer != null) {
            return from.host;
        }
        Paragraph paragraph = from.paragraph;
        if (paragraph == null) {
            return null;
        }
        listener.referred(paragraph);
        return new Host(paragraph.ordinal, paragraph.references++);
    }

    /** The paragraph that text belongs to here, if text counts here. */
    private @Nullable Paragraph textTarget() {
        return leftOut > 0 || flow.inInstructions() ? null : flow.paragraph;
    }

    private void startText(boolean preserve) {
        Paragraph paragraph = textTarget();
        if (paragraph != null) {
            runText.start(paragraph, preserve);
        }
    }

    private void character(char character) throws IOException {
        Paragraph paragraph = textTarget();
        if (paragraph != null) {
            runText.character(paragraph, character);
        }
    }

    private void startParagraph() throws IOException {
        if (openParagraphs == paragraphs.size()) {
            paragraphs.add(new Paragraph());
        }
        Paragraph paragraph = paragraphs.get(openParagraphs++);
        paragraph.start(flow, ordinal++, xml.attribute(Ooxml.WORD_2010, "paraId"), context.styles.paragraph(null));
        flow.paragraph = paragraph;
        listener.paragraphStarted(paragraph, xml);
    }

    private void endParagraph() throws IOException {
        Paragraph paragraph = flow.paragraph;
        if (paragraph == null) {
            return;
        }
        listener.paragraphEnded(paragraph);
        blocks.add(paragraph, flow);
        openParagraphs--;
        Paragraph outer = openParagraphs == 0 ? null : paragraphs.get(openParagraphs - 1);
        // A paragraph that stands directly in another one is not valid, but text is text.
        flow.paragraph = outer != null && outer.flow == flow ? outer : null;
    }
}
