package io.aiprism.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Document;
import io.aiprism.document.Sketch;
import io.aiprism.finding.Finding;
import io.aiprism.review.DecidedFinding;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page, parsed as XML, which is stricter than a browser. */
final class HtmlReportsTest {
    private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");
    private static final Pattern STYLE = Pattern.compile("(?s)<style>(.*?)</style>");
    private static final Pattern COLOUR =
            Pattern.compile("--([a-z-]+): light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\)");

    @Test
    void every_finding_is_there_with_its_words_and_its_decision() throws Exception {
        Report report = Reviewed.everything();
        Element page = parse(HtmlReports.write(report));

        List<Element> cards = all(page, withClass("card"));
        assertThat(cards).hasSameSizeAs(report.findings());
        for (int i = 0; i < cards.size(); i++) {
            DecidedFinding decided = report.findings().get(i);
            Finding finding = decided.finding();
            assertThat(cards.get(i).getTextContent())
                    .contains(finding.title(), finding.description(), finding.category())
                    .contains(String.join("", finding.questions()));
            assertThat(cards.get(i).getAttribute("data-decision"))
                    .isEqualTo(Wording.state(decided).name());
            String card = cards.get(i).getAttribute("id");
            StringBuilder words = new StringBuilder();
            for (Element mark : all(page, withClass("mark"))) {
                if (List.of(mark.getAttribute("data-of").split(" ")).contains(card)) {
                    words.append(mark.getFirstChild().getTextContent());
                }
            }
            assertThat(words).hasToString(finding.quote());
        }
        assertThat(page.getTextContent()).contains("It is known by now.", "Somebody paid them.", "Money adds up");
    }

    @Test
    void links_lead_somewhere_and_ids_are_unique() throws Exception {
        for (Report report : reports()) {
            Element page = parse(HtmlReports.write(report));
            List<String> ids = all(page, element -> element.hasAttribute("id")).stream()
                    .map(element -> element.getAttribute("id"))
                    .toList();

            assertThat(ids).doesNotHaveDuplicates();
            assertThat(all(page, element -> element.hasAttribute("href")))
                    .isNotEmpty()
                    .allSatisfy(link -> assertThat(link.getAttribute("href")).startsWith("#"))
                    .allSatisfy(link ->
                            assertThat(ids).contains(link.getAttribute("href").substring(1)));
            for (String reference : List.of("aria-labelledby", "for")) {
                assertThat(all(page, element -> element.hasAttribute(reference)))
                        .allSatisfy(element -> assertThat(ids).contains(element.getAttribute(reference)));
            }
        }
    }

    @Test
    void nothing_comes_from_elsewhere_and_only_its_own_script_and_style_may_run() throws Exception {
        for (Report report : reports()) {
            String html = HtmlReports.write(report);
            Element page = parse(html);

            assertThat(all(page, element -> element.hasAttribute("src") || element.hasAttribute("style")))
                    .isEmpty();
            assertThat(all(page, element -> hasEventHandler(element))).isEmpty();
            assertThat(all(page, element -> element.getTagName().equals("script")))
                    .hasSize(1);
            assertThat(all(page, element -> element.getTagName().equals("style")))
                    .hasSize(1);
            assertThat(all(
                            page,
                            element -> List.of("link", "img", "iframe", "object", "embed", "base", "form")
                                    .contains(element.getTagName())))
                    .isEmpty();
            String policy = all(page, element -> element.hasAttribute("http-equiv"))
                    .getFirst()
                    .getAttribute("content");
            assertThat(policy)
                    .startsWith("default-src 'none'; ")
                    .contains("script-src 'sha256-" + hash(html, SCRIPT) + "'")
                    .contains("style-src 'sha256-" + hash(html, STYLE) + "'");
            assertThat(only(html, STYLE) + only(html, SCRIPT))
                    .doesNotContain("url(", "@import", "http", "//cdn", "fetch(");
        }
    }

    @Test
    void hostile_text_stays_text() throws Exception {
        Element page = parse(HtmlReports.write(Hostile.report()));

        assertThat(all(page, withClass("card"))).hasSize(4);
        assertThat(all(page, withClass("card")).getFirst().getTextContent())
                .contains(Hostile.TABLE, Hostile.IMAGE, Hostile.LINK, Hostile.SCRIPT + Hostile.STYLE);
        assertThat(all(page, element -> element.getTagName().equals("h1"))
                        .getFirst()
                        .getTextContent())
                .isEqualTo(Hostile.SCRIPT + Hostile.IMAGE);
        assertThat(page.getTextContent()).contains("nul \ufffd bell \ufffd half \ufffd bidi");
    }

    @Test
    void what_failed_is_shown_above_and_in_its_section() throws Exception {
        Element page = parse(HtmlReports.write(Reviewed.everything()));
        List<Element> notices = all(page, withClass("notice"));

        assertThat(notices.getFirst().getTextContent())
                .contains("3 of 6 analyses did not look at everything")
                .contains("Receipts", "only the first line", "Route", "no map", "Weather", "too wet");
        assertThat(notices).hasSize(4);
        assertThat(notices.get(3).getParentNode().getTextContent()).contains("Weather", "too wet");
    }

    @Test
    void a_review_without_findings_says_what_was_looked_at() throws Exception {
        Document document = Sketch.of("All is well.");
        Element page = parse(HtmlReports.write(Reviewed.report(document)));

        assertThat(all(page, withClass("blank")).getFirst().getTextContent())
                .contains("Nothing to report", "Journey report", "proofreader and structure");
        assertThat(all(page, withClass("filters"))).isEmpty();
        assertThat(all(parse(HtmlReports.write(Reviewed.report(Reviewed.journey()))), withClass("blank"))
                        .getFirst()
                        .getTextContent())
                .contains("not everything was looked at");
    }

    @Test
    void text_far_from_findings_is_folded_and_not_lost() throws Exception {
        String[] lines =
                IntStream.range(0, 12).mapToObj(i -> "Paragraph " + i + ".").toArray(String[]::new);
        Document document = Sketch.of(lines);
        Element page = parse(HtmlReports.write(Reviewed.report(
                document, Reviewed.about(document, "Paragraph 2.").build())));

        assertThat(all(page, withClass("fold")))
                .extracting(fold -> fold.getFirstChild().getTextContent())
                .containsExactly("7 paragraphs without findings");
        assertThat(page.getTextContent()).contains(lines);
    }

    @Test
    void overlapping_words_lead_to_the_most_severe_finding() throws Exception {
        Element page = parse(HtmlReports.write(Reviewed.everything()));

        assertThat(all(page, withClass("mark")))
                .extracting(mark -> mark.getFirstChild().getTextContent() + ">" + mark.getAttribute("href"))
                .containsSubsequence("costs are >#finding-2", "10>#finding-3", ", and 10>#finding-3");
    }

    @Test
    void colours_of_text_have_enough_contrast() throws IOException {
        for (int theme = 2; theme <= 3; theme++) {
            for (String tone : List.of("critical", "important", "suggestion", "good")) {
                assertThat(contrast(tone, tone + "-soft", theme)).isGreaterThan(4.5);
                assertThat(contrast("text", tone + "-soft", theme)).isGreaterThan(4.5);
                assertThat(contrast(tone, "surface", theme)).isGreaterThan(4.5);
            }
            for (String surface : List.of("page", "surface", "sunken")) {
                assertThat(contrast("text", surface, theme)).isGreaterThan(7);
                assertThat(contrast("muted", surface, theme)).isGreaterThan(4.5);
            }
            assertThat(contrast("accent", "surface", theme)).isGreaterThan(4.5);
            assertThat(contrast("accent", "accent-soft", theme)).isGreaterThan(4.5);
            assertThat(contrast("on-accent", "accent", theme)).isGreaterThan(4.5);
            assertThat(contrast("line-strong", "surface", theme)).isGreaterThan(3);
        }
    }

    /** WCAG 2.2, contrast ratio. */
    private static double contrast(String text, String surface, int theme) throws IOException {
        double a = luminance(colour(text, theme));
        double b = luminance(colour(surface, theme));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static int colour(String name, int theme) throws IOException {
        Matcher matcher = COLOUR.matcher(only(HtmlReports.write(Reviewed.everything()), STYLE));
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return Integer.parseInt(matcher.group(theme), 16);
            }
        }
        throw new AssertionError("no colour " + name);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16 & 0xFF)
                + 0.7152 * linear(colour >> 8 & 0xFF)
                + 0.0722 * linear(colour & 0xFF);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static List<Report> reports() {
        return List.of(
                Reviewed.everything(),
                Hostile.report(),
                Reviewed.report(Reviewed.journey()),
                Reviewed.report(Sketch.of("All is well.")));
    }

    private static Element parse(String html) throws Exception {
        assertThat(html).startsWith("<!DOCTYPE html>\n");
        String page = SCRIPT.matcher(html).replaceFirst("<script></script>");
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://javax.xml.XMLConstants/feature/secure-processing", true);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(page)))
                .getDocumentElement();
    }

    private static List<Element> all(Element root, Predicate<Element> wanted) {
        NodeList nodes = root.getElementsByTagName("*");
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Element element = (Element) nodes.item(i);
            if (wanted.test(element)) {
                found.add(element);
            }
        }
        return found;
    }

    private static Predicate<Element> withClass(String name) {
        return element -> List.of(element.getAttribute("class").split(" ")).contains(name);
    }

    private static boolean hasEventHandler(Element element) {
        return IntStream.range(0, element.getAttributes().getLength())
                .mapToObj(i -> element.getAttributes().item(i).getNodeName())
                .anyMatch(name -> name.startsWith("on"));
    }

    private static String only(String html, Pattern pattern) {
        Matcher matcher = pattern.matcher(html);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String hash(String html, Pattern pattern) throws Exception {
        byte[] bytes = only(html, pattern).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
