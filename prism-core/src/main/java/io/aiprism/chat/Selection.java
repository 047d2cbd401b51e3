package io.aiprism.chat;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.finding.Finding;
import io.aiprism.model.TokenEstimator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chooses what fits a budget, most useful first: turns, sections, findings.
 *
 * @param estimator of what a text takes
 * @param budget tokens in all; less after each choice
 */
record Selection(TokenEstimator estimator, long budget) {
    /**
     * A section, or its beginning.
     *
     * @param blocks what is shown, in order
     * @param cut whether more of it is left out
     */
    record Shown(Section section, List<Block> blocks, boolean cut) {
        String text() {
            List<String> lines =
                    new ArrayList<>(blocks.stream().map(Block::text).toList());
            if (cut) {
                lines.add("[…]");
            }
            return String.join("\n", lines);
        }
    }

    long tokens(String text) {
        return text.isEmpty() ? 0 : estimator.tokens(text);
    }

    /** The latest turns that fit, the oldest of them first. */
    List<ChatTurn> turns(List<ChatTurn> history) {
        List<ChatTurn> chosen = new ArrayList<>();
        long left = budget;
        for (ChatTurn turn : history.reversed()) {
            left -= tokens(turn.question()) + tokens(turn.answer());
            if (left < 0) {
                break;
            }
            chosen.addFirst(turn);
        }
        return List.copyOf(chosen);
    }

    /**
     * Sections by their scores, those of equal score in document order; the rest after them, so that a question that shares no word
     * with the document is answered from its beginning. The first that does not fit is cut between paragraphs, and ends the choice.
     *
     * @return in document order
     */
    List<Shown> sections(List<Section> sections, double[] scores) {
        List<Integer> order = IntStream.range(0, sections.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .toList();
        List<Integer> chosen = new ArrayList<>();
        List<Shown> shown = new ArrayList<>();
        long left = budget;
        for (int index : order) {
            Section section = sections.get(index);
            List<Block> visible = section.blocks().stream()
                    .filter(block -> !block.place().hidden())
                    .toList();
            List<Block> fitting = new ArrayList<>();
            for (Block block : visible) {
                long tokens = tokens(block.text()) + 1;
                if (tokens > left) {
                    break;
                }
                left -= tokens;
                fitting.add(block);
            }
            boolean cut = fitting.size() < visible.size();
            if (!fitting.isEmpty()) {
                chosen.add(index);
                shown.add(new Shown(section, fitting, cut));
            }
            if (cut) {
                break;
            }
        }
        return IntStream.range(0, shown.size())
                .boxed()
                .sorted(Comparator.comparing(chosen::get))
                .map(shown::get)
                .toList();
    }

    /** Findings of these sections, the most important first, as long as their texts fit. */
    List<Finding> findings(Collection<Finding> findings, List<Shown> sections) {
        Set<String> ids = new HashSet<>();
        sections.forEach(shown -> ids.add(shown.section().id()));
        List<Finding> chosen = new ArrayList<>();
        long left = budget;
        for (Finding finding : findings.stream()
                .filter(finding -> ids.contains(finding.sectionId()))
                .sorted(Comparator.comparing(Finding::severity))
                .toList()) {
            left -= tokens(Context.line(finding)) + 1;
            if (left < 0) {
                break;
            }
            chosen.add(finding);
        }
        return List.copyOf(chosen);
    }
}
