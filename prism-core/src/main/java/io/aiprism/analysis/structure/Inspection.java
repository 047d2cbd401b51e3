package io.aiprism.analysis.structure;

import io.aiprism.checklist.Checklist;
import io.aiprism.checklist.Checkpoint;
import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Document;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import io.aiprism.document.Story;
import io.aiprism.finding.Finding;
import io.aiprism.finding.FindingBuilder;
import io.aiprism.finding.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document under inspection, and what was found so far. One per call and thread. */
final class Inspection {
    private static final Pattern CONTENTS_LINE = Pattern.compile("(?:\\t|\\.{4,}|…{2,})\\s*[0-9ivxlc]{1,5}\\s*$");

    private final Document document;
    private final Checklist checklist;
    private final String analyzer;
    private final String version;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Section> headed;
    private final List<Table> tables;

    Inspection(Document document, Checklist checklist, String analyzer, String version) {
        this.document = document;
        this.checklist = checklist;
        this.analyzer = analyzer;
        this.version = version;
        this.headed = document.sections().stream()
                .filter(section -> section.level() > 0 && section.part() == 1)
                .toList();
        this.tables = Table.in(document);
    }

    Document document() {
        return document;
    }

    Checklist checklist() {
        return checklist;
    }

    /** The sections that begin with a heading, each once even if it is split into parts. */
    List<Section> headed() {
        return headed;
    }

    List<Table> tables() {
        return tables;
    }

    List<Finding> findings() {
        return findings;
    }

    /** The blocks that readers see as text: not hidden, not code, not a line of the table of contents. */
    Stream<Block> readable() {
        return document.blocks().stream().filter(Inspection::isReadable);
    }

    /** The readable blocks of the main text outside tables that are no headings. */
    Stream<Block> running() {
        return document.blocks().stream().filter(Inspection::isRunning);
    }

    static boolean isRunning(Block block) {
        return isReadable(block)
                && block.place().story() == Story.BODY
                && block.place().cell().isEmpty()
                && block.kind() != BlockKind.HEADING;
    }

    private static boolean isReadable(Block block) {
        return !block.place().hidden()
                && block.kind() != BlockKind.CODE
                && !CONTENTS_LINE.matcher(block.text()).find();
    }

    /** Begins a finding of a rule about some words. */
    FindingBuilder at(Rule rule, Span span) {
        return Finding.in(document.sectionOf(span.startBlock()), span, Provenance.of(analyzer, version, rule.name()));
    }

    /**
     * Adds a finding.
     *
     * @param checkpoint id of the checkpoint that it belongs to, where the checklist has one of this id
     */
    void add(FindingBuilder finding, String checkpoint) {
        List<String> ids =
                checklist.checkpoint(checkpoint).map(Checkpoint::id).stream().toList();
        findings.add(finding.checkpoints(ids).build());
    }

    static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the analysis was interrupted");
        }
    }
}
