package io.aiprism.review;

import io.aiprism.analysis.AnalysisRequest;
import io.aiprism.analysis.AnalysisResult;
import io.aiprism.analysis.Analyzer;
import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import io.aiprism.finding.Finding;
import io.aiprism.task.GroupId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an earlier review has found, for those analyses that would be given the same again. Where ids of sections or blocks are
 * no longer the same, each finding must have exactly one place where it can stand; else the analysis is done anew.
 */
final class Earlier {
    private final GroupId review;
    private final Map<Key, List<SectionResult.Analyzed>> rows = new HashMap<>();
    private final Map<String, Finding> findings = new HashMap<>();

    private record Key(String analyzer, String version, String content, boolean section) {}

    Earlier(ReviewResult result) {
        this.review = result.id();
        result.rows().forEach(this::add);
    }

    GroupId review() {
        return review;
    }

    /** What the analyzer has found when it was given the same, at its places in what it would be given now. */
    Optional<AnalysisResult> find(Analyzer analyzer, AnalysisInput input, AnalysisRequest request) {
        boolean section = request instanceof AnalysisRequest.OfSection;
        var key = new Key(analyzer.name(), analyzer.version(), input.content(), section);
        List<SectionResult.Analyzed> same = rows.getOrDefault(key, List.of());
        return same.stream()
                .filter(row -> row.subject().input().equals(input))
                .findFirst()
                .or(() -> same.stream().findFirst())
                .flatMap(row -> placed(row, input, sections(request)))
                .map(placed -> new AnalysisResult(analyzer.name(), analyzer.version(), placed, Optional.empty()));
    }

    private void add(SectionResult row) {
        row.findings().forEach(finding -> findings.putIfAbsent(finding.id(), finding));
        if (row instanceof SectionResult.Analyzed analyzed) {
            SectionResult.Subject subject = analyzed.subject();
            var key = new Key(
                    subject.analyzer(),
                    analyzed.version(),
                    subject.input().content(),
                    subject.sectionId().isPresent());
            rows.computeIfAbsent(key, it -> new ArrayList<>()).add(analyzed);
        }
    }

    private Optional<List<Finding>> placed(SectionResult.Analyzed row, AnalysisInput input, List<Section> sections) {
        boolean sameIds = row.subject().input().blocks().equals(input.blocks());
        List<Finding> placed = new ArrayList<>();
        for (Finding finding : row.findings()) {
            List<Finding> places = sameIds
                    ? sections.stream()
                            .filter(finding::standsIn)
                            .map(section -> finding)
                            .toList()
                    : sections.stream()
                            .flatMap(section -> places(finding, section).stream())
                            .toList();
            if (places.size() != 1) {
                return Optional.empty();
            }
            placed.add(places.getFirst().withId(unnumbered(finding)));
        }
        return Optional.of(placed);
    }

    /** Every place in a section where the finding's words stand at the offsets at which they stood. */
    private static List<Finding> places(Finding finding, Section section) {
        Span old = finding.span();
        boolean within = old.startBlock().equals(old.endBlock());
        int atLeast = within ? 0 : 1;
        int atMost = within
                ? 0
                : (int) finding.quote().chars().filter(it -> it == '\n').count();
        List<Block> blocks = section.blocks();
        List<Finding> places = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            for (int j = i + atLeast; j < Math.min(i + atMost + 1, blocks.size()); j++) {
                var span = new Span(
                        blocks.get(i).id(), old.startOffset(), blocks.get(j).id(), old.endOffset());
                finding.movedTo(section, span).ifPresent(places::add);
            }
        }
        return places;
    }

    private static List<Section> sections(AnalysisRequest request) {
        return switch (request) {
            case AnalysisRequest.OfSection one -> List.of(one.section());
            case AnalysisRequest.OfDocument all -> all.sections();
        };
    }

    /** The id that the analyzer gave: without the number that tells apart several findings that say the same of the same words. */
    private String unnumbered(Finding finding) {
        int dash = finding.id().lastIndexOf('-');
        String base = finding.id().substring(0, Math.max(dash, 0));
        return Optional.ofNullable(findings.get(base))
                .filter(first -> first.quote().equals(finding.quote())
                        && first.provenance().equals(finding.provenance()))
                .map(Finding::id)
                .orElse(finding.id());
    }
}
