package io.aiprism.docx;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the parts beside the comments in step with new ones, where a document has them: threads (commentsExtended), lasting
 * ids (commentsIds), dates (commentsExtensible) and authors (people). Word leaves comments aside that only some of these
 * parts know. Parts that are not there are not made: Word does without.
 */
final class CommentCompanions {
    // Word refuses numbers of 0 and of 0x80000000 and above.
    private static final int FIRST = 0x40000000;

    private final WordPackage word;
    private final Optional<String> threads;
    private final Optional<String> lastingIds;
    private final Optional<String> dates;
    private final Set<String> takenNumbers = new HashSet<>();
    private int last = FIRST;

    /**
     * Looks at what there is.
     *
     * @param comments the part of the comments, if the document has one
     */
    CommentCompanions(WordPackage word, Optional<String> comments) throws IOException {
        this.word = word;
        this.threads = comments.flatMap(part -> word.part("commentsExtended"));
        this.lastingIds = comments.flatMap(part -> word.part("commentsIds"));
        this.dates = lastingIds.flatMap(part -> word.part("commentsExtensible"));
        for (Optional<String> part : List.of(comments, threads, lastingIds, dates)) {
            if (part.isPresent()) {
                seeNumbers(part.get());
            }
        }
    }

    /** Gives comments the numbers by which these parts will know them. */
    List<NewComment> numbered(List<Map.Entry<Integer, DocxComment>> comments) {
        boolean named = threads.isPresent() || lastingIds.isPresent();
        return comments.stream()
                .map(entry -> new NewComment(
                        entry.getKey(),
                        entry.getValue(),
                        named ? nextNumber() : 0,
                        lastingIds.isPresent() ? nextNumber() : 0))
                .toList();
    }

    /** Adds the comments to the parts that there are. */
    void extend(PackageCopy copy, List<NewComment> comments) throws IOException {
        add(
                copy,
                threads,
                comments,
                "commentEx",
                comment -> List.of("paraId", NewComment.hexadecimal(comment.paragraphId()), "done", "0"));
        add(
                copy,
                lastingIds,
                comments,
                "commentId",
                comment -> List.of(
                        "paraId", NewComment.hexadecimal(comment.paragraphId()),
                        "durableId", NewComment.hexadecimal(comment.durableId())));
        add(
                copy,
                dates,
                comments,
                "commentExtensible",
                comment -> List.of(
                        "durableId", NewComment.hexadecimal(comment.durableId()),
                        "dateUtc",
                                comment.comment()
                                        .date()
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString()));
        Optional<String> people = word.part("people");
        if (people.isPresent()) {
            Set<String> authors = newAuthors(people.get(), comments);
            if (!authors.isEmpty()) {
                copy.put(
                        people.get(),
                        target -> RootAppender.copy(word, people.get(), target, root -> people(root, authors)));
            }
        }
    }

    private void add(
            PackageCopy copy,
            Optional<String> part,
            List<NewComment> comments,
            String element,
            Function<NewComment, List<String>> attributes) {
        if (part.isPresent()) {
            copy.put(
                    part.get(),
                    target -> RootAppender.copy(word, part.get(), target, root -> {
                        var result = new StringBuilder();
                        comments.forEach(comment -> result.append(start(root, element, attributes.apply(comment)))
                                .append("/>"));
                        return result.toString();
                    }));
        }
    }

    private static String people(RootAppender.Root root, Set<String> authors) {
        var result = new StringBuilder();
        for (String author : authors) {
            result.append(start(root, "person", List.of("author", author)))
                    .append(">")
                    .append(start(root, "presenceInfo", List.of("providerId", "None", "userId", author)))
                    .append("/>")
                    .append(Markup.end(root.boundPrefix(), "person"));
        }
        return result.toString();
    }

    /** A start tag without its end, in the namespace of the part, attributes included. */
    private static String start(RootAppender.Root root, String element, List<String> attributes) {
        String prefix = root.boundPrefix();
        var result = new StringBuilder("<").append(prefix).append(':').append(element);
        if (root.prefix().isEmpty()) {
            result.append(" xmlns:%s=\"%s\"".formatted(prefix, Markup.escaped(root.namespace())));
        }
        for (int i = 0; i < attributes.size(); i += 2) {
            result.append(" %s:%s=\"%s\"".formatted(prefix, attributes.get(i), Markup.escaped(attributes.get(i + 1))));
        }
        return result.toString();
    }

    private Set<String> newAuthors(String people, List<NewComment> comments) throws IOException {
        Set<String> authors = new LinkedHashSet<>();
        comments.forEach(comment -> authors.add(comment.comment().author()));
        try (XmlCursor xml = word.open(people)) {
            xml.toRoot();
            while (xml.nextInside(1)) {
                String known = xml.own("author");
                if (known != null) {
                    authors.remove(known);
                }
            }
        }
        return authors;
    }

    private void seeNumbers(String part) throws IOException {
        try (XmlCursor xml = word.open(part)) {
            xml.toRoot();
            while (xml.nextInside(1)) {
                see(xml.attribute(Ooxml.WORD_2010, "paraId"));
                see(xml.own("paraId"));
                see(xml.own("durableId"));
            }
        }
    }

    private void see(@Nullable String number) {
        if (number != null) {
            takenNumbers.add(number.strip().toUpperCase(Locale.ROOT));
        }
    }

    private int nextNumber() {
        do {
            last++;
        } while (takenNumbers.contains(NewComment.hexadecimal(last)));
        return last;
    }
}
