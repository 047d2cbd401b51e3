package io.aiprism.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reports as one web page that needs nothing else, neither a network nor files beside it. The text of
 * the document is in it as text only, and a content security policy lets the browser run nothing but the page's own script;
 * without scripts the page lacks its filters and keys, and no content.
 */
public final class HtmlReports {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final String PAGE = resource("page.html");
    private static final String STYLE = resource("page.css");
    private static final String SCRIPT = resource("page.js");
    private static final String POLICY =
            "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
                    .formatted(hash(STYLE), hash(SCRIPT));

    private HtmlReports() {}

    /** The page. */
    public static String write(Report report) {
        Map<String, String> parts = Map.of(
                "policy", POLICY,
                "title", Html.escaped("Review of " + report.document().name()),
                "style", STYLE,
                "script", SCRIPT,
                "body", Page.of(report));
        return PLACE.matcher(PAGE).replaceAll(place -> Matcher.quoteReplacement(part(parts, place.group(1))));
    }

    /** Writes the page to a file, in UTF-8. A file that is there already is replaced. */
    public static void write(Report report, Path file) throws IOException {
        Files.writeString(file, write(report));
    }

    private static String part(Map<String, String> parts, String name) {
        String part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("the page has a place for '%s', which nobody fills".formatted(name));
        }
        return part;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlReports.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource %s is missing".formatted(name));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
