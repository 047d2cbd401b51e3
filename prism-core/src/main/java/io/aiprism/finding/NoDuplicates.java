package io.aiprism.finding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Leaves one of several findings that say the same: of one group, any two of which pass a test. Findings are looked at in the
 * order of preference, and each is compared with those that stay so far, so that every removed one has a duplicate among those
 * that are left.
 *
 * @param name as {@link FindingPolicy#name()}
 * @param group what duplicates have in common
 * @param same whether two findings of one group are duplicates
 */
record NoDuplicates(String name, Function<Finding, Object> group, BiPredicate<Finding, Finding> same)
        implements FindingPolicy {
    private static final Comparator<Finding> PREFERENCE = Comparator.comparing(Finding::severity)
            .thenComparing(finding -> finding.replacement().isEmpty())
            .thenComparing(finding -> finding.confidence().orElse(0.0), Comparator.reverseOrder());

    static NoDuplicates withinSections() {
        return new NoDuplicates(
                "no duplicates within sections",
                finding -> List.of(finding.sectionId(), statements(finding)),
                (a, b) -> sameWords(a, b) && replacementsAgree(a, b));
    }

    static NoDuplicates acrossSections() {
        return new NoDuplicates(
                "no duplicates across sections",
                finding -> List.of(words(finding), statements(finding)),
                (a, b) -> !a.sectionId().equals(b.sectionId()) && replacementsAgree(a, b));
    }

    static NoDuplicates replacements() {
        return new NoDuplicates(
                "no repeated replacements",
                finding -> List.of(finding.span(), finding.replacement()),
                (a, b) -> a.replacement().isPresent());
    }

    @Override
    public List<RemovedFinding> removals(List<Finding> findings) {
        Map<Object, List<Finding>> stay = new HashMap<>();
        Map<String, Finding> duplicateOf = new HashMap<>();
        for (Finding finding : findings.stream().sorted(PREFERENCE).toList()) {
            List<Finding> staying = stay.computeIfAbsent(group.apply(finding), key -> new ArrayList<>());
            Optional<Finding> duplicate =
                    staying.stream().filter(other -> same.test(finding, other)).findFirst();
            if (duplicate.isPresent()) {
                duplicateOf.put(finding.id(), duplicate.get());
            } else {
                staying.add(finding);
            }
        }
        List<RemovedFinding> removed = new ArrayList<>();
        for (Finding finding : findings) {
            Finding other = duplicateOf.get(finding.id());
            if (other != null) {
                removed.add(new RemovedFinding(
                        finding.id(),
                        "the same as %s of analyzer '%s'"
                                .formatted(other.id(), other.provenance().analyzer())));
            }
        }
        return removed;
    }

    private static List<Statement> statements(Finding finding) {
        return List.of(Statement.of(finding.title()), Statement.of(finding.description()));
    }

    private static boolean replacementsAgree(Finding a, Finding b) {
        return a.replacement().isEmpty()
                || b.replacement().isEmpty()
                || a.replacement().equals(b.replacement());
    }

    /** Whether two findings of one section are for the most part about the same words. */
    private static boolean sameWords(Finding a, Finding b) {
        var x = a.span();
        var y = b.span();
        if (!x.startBlock().equals(x.endBlock()) || !y.startBlock().equals(y.endBlock())) {
            return x.equals(y);
        }
        int shared = Math.min(x.endOffset(), y.endOffset()) - Math.max(x.startOffset(), y.startOffset());
        int shorter = Math.min(x.endOffset() - x.startOffset(), y.endOffset() - y.startOffset());
        return x.startBlock().equals(y.startBlock()) && shared > 0 && shared * 2 >= shorter;
    }

    private static String words(Finding finding) {
        return finding.quote().strip().replaceAll("\\s+", " ");
    }
}
