package io.aiprism.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds citations in answers.
 *
 * @param sections ids that there are
 * @param findings ids that there are
 */
record Citations(Set<String> sections, Set<String> findings) {
    private static final Pattern CITATION = Pattern.compile("\\[(section|finding):([^\\s\\[\\]]+)]");

    Citations {
        sections = Set.copyOf(sections);
        findings = Set.copyOf(findings);
    }

    List<Citation> in(String answer) {
        List<Citation> citations = new ArrayList<>();
        Matcher matcher = CITATION.matcher(answer);
        while (matcher.find()) {
            String id = matcher.group(2);
            boolean section = matcher.group(1).equals("section");
            if (section && sections.contains(id)) {
                citations.add(new Citation.OfSection(id, matcher.start(), matcher.end()));
            } else if (!section && findings.contains(id)) {
                citations.add(new Citation.OfFinding(id, matcher.start(), matcher.end()));
            }
        }
        return List.copyOf(citations);
    }
}
