package io.aiprism.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.aiprism.document.Block;
import io.aiprism.document.Cell;
import io.aiprism.document.Comment;
import io.aiprism.document.Document;
import io.aiprism.document.Heading;
import io.aiprism.document.ListItem;
import io.aiprism.document.Place;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/**
 * Writes a document as one line of JSON. {@code start} and {@code end} count UTF-16 units of the document's text, in which
 * a line feed stands between two blocks; what does not apply is left out.
 */
final class DocumentJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private DocumentJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the line. Does not close the writer. */
    static void write(Path file, Document document, Writer target) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(target).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            new DocumentJson(json).write(file, document);
        }
        target.write('\n');
    }

    private void write(Path file, Document document) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", file.toString());
        json.writeStringField("format", document.format());
        json.writeStringField("sha256", document.hash());
        json.writeArrayFieldStart("sections");
        int start = 0;
        for (Section section : document.sections()) {
            write(section, start);
            start += length(section) + 1;
        }
        json.writeEndArray();
        json.writeArrayFieldStart("blocks");
        start = 0;
        for (Section section : document.sections()) {
            for (Block block : section.blocks()) {
                write(block, section, start);
                start += block.text().length() + 1;
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("comments");
        for (Comment comment : document.comments()) {
            write(comment);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Section section, int start) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", section.id());
        json.writeStringField("title", section.title());
        json.writeNumberField("level", section.level());
        json.writeArrayFieldStart("path");
        for (String title : section.path()) {
            json.writeString(title);
        }
        json.writeEndArray();
        json.writeNumberField("part", section.part());
        json.writeNumberField("parts", section.parts());
        json.writeNumberField("start", start);
        json.writeNumberField("end", start + length(section));
        json.writeEndObject();
    }

    private static int length(Section section) {
        int lineFeeds = section.blocks().size() - 1;
        return section.blocks().stream()
                        .mapToInt(block -> block.text().length())
                        .sum()
                + lineFeeds;
    }

    private void write(Block block, Section section, int start) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", block.id());
        json.writeStringField("section", section.id());
        json.writeStringField("kind", Labels.of(block.kind()));
        json.writeNumberField("start", start);
        json.writeNumberField("end", start + block.text().length());
        if (block.heading().isPresent()) {
            Heading heading = block.heading().get();
            json.writeObjectFieldStart("heading");
            json.writeNumberField("level", heading.level());
            json.writeStringField("source", Labels.of(heading.source()));
            json.writeEndObject();
        }
        write(block.place());
        json.writeStringField("text", block.text());
        json.writeEndObject();
    }

    private void write(Place place) throws IOException {
        json.writeObjectFieldStart("place");
        json.writeStringField("story", Labels.of(place.story()));
        json.writeBooleanField("hidden", place.hidden());
        if (place.cell().isPresent()) {
            Cell cell = place.cell().get();
            json.writeObjectFieldStart("cell");
            json.writeStringField("table", cell.table());
            json.writeNumberField("row", cell.row());
            json.writeNumberField("column", cell.column());
            json.writeNumberField("rowSpan", cell.rowSpan());
            json.writeNumberField("columnSpan", cell.columnSpan());
            json.writeEndObject();
        }
        if (place.listItem().isPresent()) {
            ListItem item = place.listItem().get();
            json.writeObjectFieldStart("listItem");
            json.writeNumberField("level", item.level());
            json.writeStringField("label", item.label());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void write(Comment comment) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", comment.id());
        if (comment.replyTo().isPresent()) {
            json.writeStringField("replyTo", comment.replyTo().get());
        }
        json.writeStringField("author", comment.author());
        if (comment.date().isPresent()) {
            json.writeStringField("date", comment.date().get().toString());
        }
        json.writeBooleanField("resolved", comment.resolved());
        json.writeStringField("text", comment.text());
        if (comment.span().isPresent()) {
            Span span = comment.span().get();
            json.writeObjectFieldStart("span");
            json.writeStringField("startBlock", span.startBlock());
            json.writeNumberField("startOffset", span.startOffset());
            json.writeStringField("endBlock", span.endBlock());
            json.writeNumberField("endOffset", span.endOffset());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
